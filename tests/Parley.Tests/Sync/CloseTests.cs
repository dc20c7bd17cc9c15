using Parley.Tests.Harness;
using Xunit;

namespace Parley.Tests.Sync;

public class CloseTests
{
    [Fact, Row("CLOSE-06")]
    public void A_catch_of_every_exception_takes_the_exit_too()
    {
        var caught = new List<Exception>();
        bool patient = true;
        var g = new Generator<int>(async yield =>
        {
            while (patient)
            {
                try
                {
                    await yield(1);
                }
                catch (Exception e)
                {
                    caught.Add(e);
                }
            }
        });
        Assert.Equal(1, g.Next());
        Assert.Contains(
            "when (e is not GeneratorExitException)",
            Assert.Throws<InvalidOperationException>(g.Close).Message,
            StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(g.Dispose);
        Assert.Equal(GeneratorState.Suspended, g.State);
        patient = false;
        g.Close();
        Assert.Equal(3, caught.Count);
        Assert.All(caught, e => Assert.IsType<GeneratorExitException>(e));
        Assert.Equal(GeneratorState.Closed, g.State);
    }

    [Fact, Row("CLOSE-06")]
    public void A_filter_lets_the_exit_pass()
    {
        var e = new ArithmeticException();
        var caught = new List<Exception>();
        var g = new Generator<int>(async yield =>
        {
            while (true)
            {
                try
                {
                    await yield(caught.Count);
                }
                catch (Exception raised) when (raised is not GeneratorExitException)
                {
                    caught.Add(raised);
                }
            }
        });
        Assert.Equal(0, g.Next());
        Assert.Equal(1, g.Throw(e));
        g.Close();
        Assert.Equal([e], caught);
        Assert.Equal(GeneratorState.Closed, g.State);
    }

    [Fact, Row("CLOSE-12")]
    public void A_second_close_leaves_the_result_of_the_first()
    {
        int exits = 0;
        var g = new Generator<int, int, int>(async yield =>
        {
            try
            {
                return await yield(1);
            }
            catch (GeneratorExitException)
            {
                return ++exits;
            }
        });
        Assert.Equal(1, g.Next());
        g.Close();
        Assert.Equal(1, g.Result);
        g.Close();
        g.Dispose();
        Assert.Equal(1, g.Result);
        Assert.Equal(1, exits);
    }
}
