using static Parley.Tests.Harness.Subject;
using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Shared;

public class CreationTests
{
    private const GeneratorState Created = GeneratorState.Created, Running = GeneratorState.Running;

    [Fact, Row("GEN-01")]
    public async Task Making_a_generator_runs_none_of_its_body()
    {
        bool entered = false;
        var g = Make<int>(async yield => { entered = true; await yield(1); });
        Assert.Equal((false, Created), (entered, g.State));
        await Yields(1, g.NextAsync());
        Assert.True(entered);
    }

    [Fact, Row("GEN-01")]
    public async Task Making_one_that_takes_sends_and_one_that_returns_runs_none_of_the_body()
    {
        int entered = 0;
        var sending = Make<int, int>(async yield => { entered++; await yield(1); });
        var returning = Make<int, int, int>(async yield => { entered++; return await yield(1); });
        Assert.Equal((0, Created, Created), (entered, sending.State, returning.State));
        await Yields(1, sending.NextAsync());
        await Yields(1, returning.NextAsync());
        Assert.Equal(2, entered);
    }

    [Fact, Row("GEN-02")]
    public async Task The_state_is_created_running_suspended_and_closed()
    {
        var inside = new List<GeneratorState>();
        var g = Unmade<int>();
        g = Make<int>(async yield => { inside.Add(g.State); await yield(1); inside.Add(g.State); });
        Assert.Equal(Created, g.State);
        Assert.True(await g.MoveNextAsync());
        Assert.Equal(GeneratorState.Suspended, g.State);
        Assert.False(await g.MoveNextAsync());
        await IsClosed(g);
        Assert.Equal([Running, Running], inside);
    }

    [Fact, Row("GEN-02")]
    public async Task The_state_is_running_while_an_exception_or_the_exit_is_handled()
    {
        var inside = new List<GeneratorState>();
        var g = Unmade<int>();
        g = Make<int>(async yield =>
        {
            try { await yield(1); }
            catch (ArithmeticException) { inside.Add(g.State); }

            try { await yield(2); }
            finally { inside.Add(g.State); }
        });
        await Yields(1, g.NextAsync());
        await Yields(2, g.ThrowAsync(new ArithmeticException()));
        Assert.Equal(GeneratorState.Suspended, g.State);
        await g.CloseAsync();
        await IsClosed(g);
        Assert.Equal([Running, Running], inside);
    }

    [Fact, Row("GEN-02")]
    public async Task The_state_cannot_be_assigned()
    {
        var g = Make<int>(async yield => await yield(1));
        var state = g.GetType().GetProperty(nameof(g.State));
        Assert.NotNull(state);
        Assert.False(state.CanWrite);
        await Yields(1, g.NextAsync());
    }

    [Fact, Row("GEN-08")]
    public async Task Its_iterator_is_itself()
    {
        var g = Yielding(1, 2);
        Assert.Same(g, Iterator(g));
        await Yields(1, g.NextAsync());
        Assert.Same(g, Iterator(g));
        await Yields(2, g.NextAsync());
    }

    [Theory, Row("GEN-11"), InlineData(false), InlineData(true)]
    public async Task A_lambda_and_a_named_body_behave_alike(bool named)
    {
        var g = named
            ? Make<int, int, int>(Named)
            : Make<int, int, int>(async yield =>
            {
                int sent = await yield(1);
                sent += await yield(sent);
                return sent + await yield.From(Make<int, int, int>(NamedInner));
            });
        await Yields(1, g.NextAsync());
        await Yields(10, g.SendAsync(10));
        await Yields(2, g.SendAsync(20));
        Assert.False(await g.TrySendAsync(300));
        Assert.Equal(330, g.Result);
    }

    private static async IntBody Named(Yield<int, int> yield)
    {
        int sent = await yield(1);
        sent += await yield(sent);
        return sent + await yield.From(Make<int, int, int>(NamedInner));
    }

    private static async IntBody NamedInner(Yield<int, int> yield) => await yield(2);
}
