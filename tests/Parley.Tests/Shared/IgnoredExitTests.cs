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

    // ---- A value that is yielded to an exit isn't handed out, so every Current stays what it was ----

    [Theory, InlineData(0), InlineData(1), InlineData(5)]
    public async Task Through_a_new_From_the_middle_and_the_inner_keep_their_Current(int levels)
    {
        var leaf = Yielding(1, 2, 3);
        List<IntGenerator> middle = [leaf];
        for (int i = 0; i < levels; i++) middle.Add(Delegating(middle[^1]));
        await AdvancesTo(1, middle[^1]);
        var outer = Make<int>(async yield =>
        {
            try { await yield(55); }
            finally { await yield.From(middle[^1]); }
        });
        await Expect.Yields(55, outer.NextAsync());
        await Refuses(Ignored, () => outer.CloseAsync());
        Assert.Equal(55, outer.Current);
        Assert.All(middle, g => Assert.Equal(1, g.Current));
        await Expect.Yields(3, outer.NextAsync());
        Assert.All([outer, .. middle], g => Assert.Equal(3, g.Current));
        await outer.CloseAsync();
        await IsClosed([outer, .. middle]);
    }

    [Fact]
    public async Task One_level_down_all_keep_their_Current_and_go_on_without_the_outer()
    {
        var leaf = Yielding(1, 2, 3);
        var middle = Delegating(leaf);
        await AdvancesTo(1, middle);
        var ignoring = Make<int>(async yield =>
        {
            try { await yield(55); }
            finally { await yield.From(middle); }
        });
        var outer = Delegating(ignoring);
        await Expect.Yields(55, outer.NextAsync());
        await Refuses(Ignored, () => outer.CloseAsync());
        await IsClosed(outer);
        Assert.Equal((55, 1, 1), (ignoring.Current, middle.Current, leaf.Current));
        await Expect.Yields(3, ignoring.NextAsync());
        Assert.Equal((3, 3, 3), (ignoring.Current, middle.Current, leaf.Current));
        await leaf.CloseAsync();
        Assert.Equal((3, 3), (ignoring.Current, middle.Current));
        await ignoring.CloseAsync();
        await IsClosed(ignoring, middle, leaf);
    }

    [Fact]
    public async Task A_middle_that_ignores_it_keeps_what_was_handed_out_and_so_does_the_outer()
    {
        var middle = Make<int>(async yield =>
        {
            try { await yield.From(Yielding(1)); }
            finally { await yield(2); }
        });
        var outer = Make<int>(async yield =>
        {
            try { await yield.From(middle); }
            catch (InvalidOperationException) { }
        });
        await AdvancesTo(1, outer);
        await outer.CloseAsync();
        await IsClosed(outer);
        Assert.Equal((1, Suspended), (middle.Current, middle.State));
    }
}
