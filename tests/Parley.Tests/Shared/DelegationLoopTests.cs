using static Parley.Tests.Harness.Subject;
using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Shared;

/// <summary>Generators that delegate to each other, which a body names by a variable that is assigned anew.</summary>
public class DelegationLoopTests
{
    private readonly List<string> _log = [];

    [Fact, Row("FROM-23")]
    public async Task Two_that_delegate_to_each_other_fail_at_the_second_From_and_end_both()
    {
        var a = Make<int>(async _ => { });
        var b = Make<int>(async yield =>
        {
            _log.Add("b starts");
            await yield(2);
            _log.Add("b delegates");
            try { await yield.From(a); _log.Add("not reached"); }
            catch (InvalidOperationException e) { _log.Add($"b: {Trace.Words(e)}"); throw; }
        });
        a = Make<int>(async yield =>
        {
            _log.Add("a starts");
            await yield(1);
            _log.Add("a delegates");
            try { await yield.From(b); _log.Add("not reached"); }
            finally { _log.Add("a finally"); }
        });
        await Yields(1, a.NextAsync());
        await Yields(2, a.NextAsync());
        await Refuses("generator already executing", () => a.NextAsync());
        Assert.Equal(["a starts", "a delegates", "b starts", "b delegates", "b: already executing", "a finally"], _log);
        await IsClosed(a, b);
    }

    [Fact, Row("FROM-23")]
    public async Task Loop_of_three_fails_at_the_innermost_and_any_level_may_catch_it()
    {
        var a = Make<int>(async _ => { });
        var c = Make<int>(async yield => { try { await yield.From(a); } finally { _log.Add("c"); } });
        var b = Noting(_log, "b", c);
        a = Make<int>(async yield =>
        {
            try { await yield.From(b); }
            catch (InvalidOperationException e) { _log.Add($"a: {Trace.Words(e)}"); await yield(1); }
        });
        await Yields(1, a.NextAsync());
        Assert.Equal(["c", "b", "a: already executing"], _log);
        Assert.Equal(GeneratorState.Suspended, a.State);
        await IsClosed(b, c);
    }

    [Fact, Row("FROM-23")]
    public async Task One_that_delegates_to_itself_fails_there()
    {
        var me = Make<int>(async _ => { });
        me = Make<int>(async yield => await yield.From(me));
        await Refuses("generator already executing", () => me.NextAsync());
        await IsClosed(me);
    }

    [Fact, Row("FROM-23")]
    public async Task One_that_delegates_to_itself_may_catch_it_and_yield_on()
    {
        var me = Make<int>(async _ => { });
        me = Make<int>(async yield =>
        {
            try { await yield.From(me); }
            catch (InvalidOperationException e) { _log.Add(Trace.Words(e)); }

            await yield(1);
            await yield(2);
        });
        await Yields(1, me.NextAsync());
        Assert.Equal(["already executing"], _log);
        Assert.Equal([2], await Rest(me));
    }

    [Fact, Row("FROM-23")]
    public async Task Inner_that_is_driven_directly_and_delegates_to_its_paused_outer_closes_a_loop_too()
    {
        var a = Make<int>(async _ => { });
        var b = Make<int>(async yield => { await yield(1); await yield.From(a); await yield(3); });
        a = Make<int>(async yield =>
        {
            try { await yield.From(b); }
            catch (InvalidOperationException e) { _log.Add($"a: {Trace.Words(e)}"); await yield(2); }
        });
        await Yields(1, a.NextAsync());
        await Yields(2, b.NextAsync());
        Assert.Equal(["a: already executing"], _log);
        Assert.Equal((GeneratorState.Suspended, GeneratorState.Suspended), (a.State, b.State));
        await Yields(3, b.NextAsync());
        await IsClosed(a);
        Assert.False(await b.MoveNextAsync());
    }

    [Theory, Row("FROM-24"), InlineData(Call.MoveNext), InlineData(Call.TrySend), InlineData(Call.TryThrow)]
    public async Task Caught_where_the_loop_closes_the_rest_runs_on(Call call)
    {
        var one = Make<int, int>(async _ => { });
        IntSender Around(string name, int first, int last, Func<IntSender> inner) => Make<int, int>(async yield =>
        {
            try { _log.Add($"{name} got {await yield(first)}"); }
            catch (ArithmeticException) { _log.Add($"{name} caught"); }

            try { await yield.From(inner()); }
            catch (InvalidOperationException e) { _log.Add($"{name}: {Trace.Words(e)}"); }

            try { _log.Add($"{name} got {await yield(last)}"); }
            catch (ArithmeticException) { _log.Add($"{name} caught"); }
        });
        var two = Around("two", 1, 2, () => one);
        one = Around("one", 0, 3, () => two);
        ValueTask<bool> Drive() => call switch
        {
            Call.MoveNext => one.MoveNextAsync(),
            Call.TrySend => one.TrySendAsync(42),
            _ => one.TryThrowAsync(new ArithmeticException()),
        };

        await Yields(0, one.NextAsync());
        List<int> values = [];
        while (await Drive()) values.Add(one.Current);
        Assert.Equal([1, 2, 3], values);
        string gets = call switch { Call.MoveNext => "got 0", Call.TrySend => "got 42", _ => "caught" };
        Assert.Equal([$"one {gets}", $"two {gets}", "two: already executing", $"two {gets}", $"one {gets}"], _log);
    }
}
