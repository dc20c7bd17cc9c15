using static Parley.Tests.Harness.Subject;
using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Shared;

public class ResourceTests
{
    private readonly List<string> _log = [];

    [Fact, Row("NET-05")]
    public async Task Close_disposes_what_a_using_of_the_paused_body_holds()
    {
        var g = await Started(Make<int>(async yield =>
        {
            using var outer = new Source<int>(_log);
            using (new Source<int>(_log) { During = _ => _log.Add("inner") }) await yield(1);
            _log.Add("not reached");
        }));
        await g.CloseAsync();
        Assert.Equal(["Dispose", "inner", "Dispose"], _log);
    }

    [Fact, Row("NET-05")]
    public async Task Close_disposes_the_enumerator_of_a_loop_of_the_paused_body()
    {
        var g = await Started(Make<int>(async yield =>
        {
            foreach (var x in new Source<int>(_log, 1, 2)) await yield(x);
        }));
        _log.Clear();
        await g.CloseAsync();
        Assert.Equal(["Dispose"], _log);
    }

    [Fact, Row("NET-05")]
    public async Task Body_may_lock_between_its_yields()
    {
        var gate = new object();
        var held = false;
        var g = await Started(Make<int>(async yield =>
        {
            lock (gate) held = Monitor.IsEntered(gate);
            await yield(1);
            lock (gate) held = Monitor.IsEntered(gate);
            await yield(2);
        }));
        Assert.Equal((true, false), (held, Monitor.IsEntered(gate)));
        await Yields(2, g.NextAsync());
        await g.CloseAsync();
        Assert.False(Monitor.IsEntered(gate));
    }

    [Fact, Row("T262-21")]
    public async Task Close_of_a_body_paused_in_a_loop_gives_the_failure_of_the_enumerator()
    {
        var failure = new ArithmeticException();
        var source = new Source<int>([], 1, 2)
        {
            During = call => { if (call == "Dispose") throw failure; },
        };
        var g = await Started(Make<int>(async yield => { foreach (var x in source) await yield(x); }));
        await Throws(failure, () => g.CloseAsync());
        await IsClosed(g);
    }
}
