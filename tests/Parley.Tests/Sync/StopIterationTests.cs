using Parley.Tests.Harness;
using Xunit;

namespace Parley.Tests.Sync;

public class StopIterationTests
{
    [Fact, Row("P479-04")]
    public void An_unguarded_advance_of_another_generator_counts()
    {
        var other = new Generator<int>(async yield => await yield(1));
        var g = new Generator<int>(async yield =>
        {
            while (true) await yield(other.Next());
        });
        Assert.Equal(1, g.Next());
        var wrapper = Assert.Throws<InvalidOperationException>(() => g.Next());
        Assert.Contains("generator raised StopIteration", wrapper.Message, StringComparison.Ordinal);
        Assert.IsType<StopIterationException>(wrapper.InnerException);
        Assert.Equal(GeneratorState.Closed, g.State);
        Assert.Equal(GeneratorState.Closed, other.State);
    }

    [Fact, Row("P479-04")]
    public void An_unguarded_send_deep_below_the_body_counts()
    {
        var other = new Generator<int, int, int>(async yield => await yield(1));
        var g = new Generator<int>(async yield =>
        {
            await yield(other.Next());
            await yield(Below());
        });
        Assert.Equal(1, g.Next());
        var wrapper = Assert.Throws<InvalidOperationException>(() => g.MoveNext());
        Assert.Equal(42, Assert.IsType<StopIterationException<int>>(wrapper.InnerException).Value);
        Assert.Equal(GeneratorState.Closed, g.State);

        int Below() => new[] { 42 }.Select(other.Send).Sum();
    }

    [Fact, Row("P479-05")]
    public void Subclasses_count()
    {
        foreach (var end in (StopIterationException[])[new StopIterationException<int>(42), new OwnEnd()])
        {
            var raised = new Generator<int>(async yield =>
            {
                await yield(1);
                throw end;
            });
            Assert.Equal(1, raised.Next());
            Assert.Same(end, Assert.Throws<InvalidOperationException>(() => raised.Next()).InnerException);
            Assert.Equal(GeneratorState.Closed, raised.State);
            Assert.False(raised.MoveNext());

            var thrownInto = new Generator<int>(async yield => await yield(1));
            Assert.Equal(1, thrownInto.Next());
            Assert.Same(end, Assert.Throws<InvalidOperationException>(() => thrownInto.Throw(end)).InnerException);
            Assert.Equal(GeneratorState.Closed, thrownInto.State);
            Assert.False(thrownInto.MoveNext());
        }
    }

    [Fact, Row("P479-09")]
    public void An_outer_may_catch_the_wrapper_at_its_delegation_and_go_on()
    {
        var end = new StopIterationException();
        Exception? cause = null;
        var inner = new Generator<int>(async yield =>
        {
            await yield(1);
            throw end;
        });
        var outer = new Generator<int>(async yield =>
        {
            try
            {
                await yield.From(inner);
            }
            catch (InvalidOperationException e) when (e.InnerException is StopIterationException)
            {
                cause = e.InnerException;
            }

            await yield(2);
        });
        Assert.Equal([1, 2], outer.ToList());
        Assert.Same(end, cause);
        Assert.Equal(GeneratorState.Closed, inner.State);
    }

    private sealed class OwnEnd : StopIterationException;
}
