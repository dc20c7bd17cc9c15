using static Parley.Tests.Harness.Subject;
using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Shared;

public class IgnoredExitTests
{
    private const string Ignored = "generator ignored GeneratorExit";
    private const GeneratorState Suspended = GeneratorState.Suspended;

    [Theory, Row("CLOSE-07"), InlineData(Call.Close), InlineData(Call.Dispose)]
    public async Task A_body_that_yields_instead_of_leaving_is_an_error_for_the_closer(Call call)
    {
        var g = await Started(Make<int>(async yield =>
        {
            try { await yield(1); }
            catch (GeneratorExitException) { await yield(2); }
        }));
        await Refuses(Ignored, () => g.Do(call));
        Assert.Equal(Suspended, g.State);
        await g.Do(call);
        await IsClosed(g);
    }

    [Fact, Row("CLOSE-07")]
    public async Task A_yield_in_a_finally_is_the_same_error()
    {
        bool rest = false;
        var g = await Started(Make<int>(async yield =>
        {
            try { await yield(1); }
            finally { await yield(2); rest = true; }
        }));
        await Refuses(Ignored, () => g.CloseAsync());
        Assert.Equal(Suspended, g.State);
        await g.CloseAsync();
        await IsClosed(g);
        Assert.False(rest);
    }

    [Fact, Row("CLOSE-07", "CLOSE-01")]
    public async Task A_body_that_never_leaves_gets_a_new_exit_and_gives_the_error_each_time()
    {
        var exits = new HashSet<Exception>(ReferenceEqualityComparer.Instance);
        bool stubborn = true;
        var g = await Started(Make<int>(async yield =>
        {
            while (stubborn)
            {
                try { await yield(1); }
                catch (GeneratorExitException exit) { exits.Add(exit); }
            }
        }));
        for (int i = 0; i < 3; i++) await Refuses(Ignored, () => g.CloseAsync());
        Assert.Equal(3, exits.Count);
        stubborn = false;
        await g.CloseAsync();
        Assert.Equal(4, exits.Count);
        await IsClosed(g);
    }

    [Theory, Row("CLOSE-08"), InlineData(Call.Next), InlineData(Call.MoveNext)]
    public async Task After_an_ignored_exit_it_can_be_advanced(Call call)
    {
        var g = await Started(IgnoringExit());
        await Refuses(Ignored, () => g.CloseAsync());
        Assert.Equal(Suspended, g.State);
        await g.Do(call);
        Assert.Equal(3, g.Current);
        Assert.False(await g.MoveNextAsync());
    }

    [Theory, Row("CLOSE-08"), InlineData(Call.Send, 42), InlineData(Call.Throw, 3)]
    public async Task After_an_ignored_exit_the_new_yield_takes_a_send_or_an_exception(Call call, int answer)
    {
        var g = await Started(Make<int, int>(async yield =>
        {
            try { await yield(1); }
            catch (GeneratorExitException)
            {
                try { await yield(await yield(2)); }
                catch (ArithmeticException) { await yield(3); }
            }
        }));
        await Refuses(Ignored, () => g.CloseAsync());
        await Yields(answer, call == Call.Send ? g.SendAsync(42) : g.ThrowAsync(new ArithmeticException()));
    }

    [Fact, Row("CLOSE-08")]
    public async Task A_value_yielded_during_close_is_not_handed_out()
    {
        var g = await Started(IgnoringExit());
        await Refuses(Ignored, () => g.CloseAsync());
        Assert.Equal(1, g.Current);
        await Yields(3, g.NextAsync());
        Assert.Equal(3, g.Current);
    }

    [Fact, Row("CLOSE-08")]
    public async Task An_exit_that_waits_behind_a_yield_in_a_finally_leaves_with_the_next_advance()
    {
        var g = await Started(Make<int>(async yield =>
        {
            try { await yield(1); }
            finally { await yield(2); }
        }));
        await Refuses(Ignored, () => g.CloseAsync());
        await Throws<GeneratorExitException, int>(() => g.NextAsync());
        await IsClosed(g);
    }
}
