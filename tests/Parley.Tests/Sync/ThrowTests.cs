using Parley.Tests.Harness;
using Xunit;

namespace Parley.Tests.Sync;

public class ThrowTests
{
    [Fact, Row("THROW-04")]
    public void Thrown_into_one_that_returned_it_comes_straight_back()
    {
        var e = new ArithmeticException();
        var g = new Generator<int, int, int>(async yield => await yield(1));
        Assert.Equal(1, g.Next());
        Assert.False(g.TrySend(42));
        Assert.Same(e, Record.Exception(() => g.Throw(e)));
        Assert.Same(e, Record.Exception(() => g.TryThrow(e)));
        Assert.Equal(42, g.Result);
        Assert.Equal(GeneratorState.Closed, g.State);
    }

    [Fact, Row("THROW-04")]
    public void Thrown_into_one_that_was_closed_or_failed_it_comes_straight_back()
    {
        Exception e = new ArithmeticException(), failure = new TimeoutException();
        var closed = new Generator<int>(async yield => await yield(1));
        Assert.Equal(1, closed.Next());
        closed.Close();
        Assert.Same(e, Record.Exception(() => closed.Throw(e)));
        Assert.Same(e, Record.Exception(() => closed.TryThrow(e)));

        var failed = new Generator<int>(async yield =>
        {
            await yield(1);
            throw failure;
        });
        Assert.Equal(1, failed.Next());
        Assert.Same(failure, Record.Exception(() => failed.Next()));
        Assert.Same(e, Record.Exception(() => failed.Throw(e)));
        Assert.Same(e, Record.Exception(() => failed.TryThrow(e)));
    }

    [Fact, Row("THROW-07")]
    public void Null_is_refused_and_changes_nothing()
    {
        var g = new Generator<int>(async yield =>
        {
            await yield(1);
            await yield(2);
        });
        Refuses(g);
        Assert.Equal(GeneratorState.Created, g.State);
        Assert.Equal(1, g.Next());
        Refuses(g);
        Assert.Equal(GeneratorState.Suspended, g.State);
        Assert.Equal(2, g.Next());
        Assert.False(g.MoveNext());
        Refuses(g);
        Assert.Equal(GeneratorState.Closed, g.State);

        static void Refuses(Generator<int> g)
        {
            Assert.Throws<ArgumentNullException>("exception", () => g.Throw(null!));
            Assert.Throws<ArgumentNullException>("exception", () => g.TryThrow(null!));
        }
    }

    [Fact, Row("THROW-12")]
    public void An_end_thrown_into_a_fresh_or_finished_one_comes_back_unwrapped()
    {
        var end = new StopIterationException(42);
        var thrown = new Generator<int>(async yield => await yield(1));
        Assert.Same(end, Record.Exception(() => thrown.Throw(end)));
        Assert.Equal(GeneratorState.Closed, thrown.State);
        Assert.Same(end, Record.Exception(() => thrown.Throw(end)));

        var tried = new Generator<int>(async yield => await yield(1));
        Assert.Same(end, Record.Exception(() => tried.TryThrow(end)));
        Assert.Equal(GeneratorState.Closed, tried.State);
        Assert.Same(end, Record.Exception(() => tried.TryThrow(end)));
        Assert.False(tried.MoveNext());
    }
}
