using Parley.Tests.Harness;
using Xunit;

namespace Parley.Tests.Sync;

public class NestedLoopTests
{
    [Fact, Row("T262-21")]
    public void Closing_a_body_paused_in_a_loop_over_another_generator_closes_that_one()
    {
        List<string> log = [];
        var inner = new Generator<int>(async yield =>
        {
            try
            {
                await yield(1);
            }
            finally
            {
                log.Add("inner finally");
            }
        });
        var outer = new Generator<int>(async yield =>
        {
            try
            {
                foreach (int x in inner) await yield(x);
            }
            finally
            {
                log.Add($"outer finally, inner {inner.State}");
            }
        });
        outer.Next();
        outer.Close();
        Assert.Equal(["inner finally", "outer finally, inner Closed"], log);
    }

    [Theory, Row("T262-21"), InlineData(false), InlineData(true)]
    public void Failure_of_that_close_comes_out_instead_of_the_exception(bool closes)
    {
        var failure = new ArithmeticException();
        var inner = new Generator<int>(async yield =>
        {
            try
            {
                await yield(1);
            }
            finally
            {
                throw failure;
            }
        });
        var outer = new Generator<int>(async yield =>
        {
            foreach (int x in inner) await yield(x);
        });
        outer.Next();
        Assert.Same(failure, Record.Exception(() =>
        {
            if (closes) outer.Close();
            else outer.Throw(new InvalidCastException());
        }));
        Assert.Equal(GeneratorState.Closed, outer.State);
    }
}
