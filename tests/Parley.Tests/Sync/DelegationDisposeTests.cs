using Parley.Tests.Harness;
using Xunit;

namespace Parley.Tests.Sync;

/// <summary>An enumerable whose Dispose fails: that takes the place of whatever was to be raised at the From.</summary>
public class DelegationDisposeTests
{
    private static readonly ArithmeticException s_failure = new();

    private static readonly Action<string> s_fails = call =>
    {
        if (call == "Dispose") throw s_failure;
    };

    public static TheoryData<string> Ways => ["Close", "Throw", "Exit", "Send"];

    [Theory, Row("FROM-19", "T262-19"), MemberData(nameof(Ways))]
    public void It_reaches_the_caller(string way)
    {
        var source = new Source<int>([], 1, 2) { During = s_fails };
        var outer = new Generator<int, int>(async yield => await yield.From(source));
        outer.Next();
        Assert.Same(s_failure, Record.Exception(() => End(outer, way)));
        Assert.Equal(GeneratorState.Closed, outer.State);
        Assert.False(outer.MoveNext());
    }

    [Theory, Row("FROM-19", "T262-19"), MemberData(nameof(Ways))]
    public void It_can_be_caught_at_the_From(string way)
    {
        Exception? seen = null;
        var outer = new Generator<int, int, string>(async yield =>
        {
            try
            {
                await yield.From(new Source<int>([], 1, 2) { During = s_fails });
                return "not reached";
            }
            catch (ArithmeticException e)
            {
                seen = e;
                return "caught";
            }
        });
        outer.Next();
        End(outer, way);
        Assert.Same(s_failure, seen);
        Assert.Equal("caught", outer.Result);
    }

    [Fact, Row("FROM-19")]
    public void At_the_end_of_the_enumerable_it_is_raised_too()
    {
        var outer = new Generator<int>(async yield =>
        {
            try
            {
                await yield.From(new Source<int>([], 1) { During = s_fails });
            }
            catch (ArithmeticException)
            {
                await yield(2);
            }
        });
        Assert.Equal([1, 2], outer);
    }

    [Fact, Row("FROM-19", "FROM-20")]
    public void It_wins_over_what_MoveNext_threw()
    {
        var outer = new Generator<int>(async yield => await yield.From(new Source<int>([], 1)
        {
            During = call =>
            {
                if (call == "MoveNext") throw new InvalidCastException();
                s_fails(call);
            },
        }));
        Assert.Same(s_failure, Record.Exception(() => outer.Next()));
    }

    [Fact, Row("FROM-19")]
    public void Outer_that_yields_after_it_while_being_closed_has_ignored_the_exit()
    {
        var outer = new Generator<int>(async yield =>
        {
            try
            {
                await yield.From(new Source<int>([], 1) { During = s_fails });
            }
            catch (ArithmeticException)
            {
                await yield(2);
                await yield(3);
            }
        });
        outer.Next();
        Assert.Equal("ignored exit", Trace.Words(Assert.Throws<InvalidOperationException>(outer.Close)));
        Assert.Equal(1, outer.Current);
        Assert.Equal(3, outer.Next());
    }

    [Fact, Row("FROM-19")]
    public void Exit_that_Dispose_throws_is_raised_as_it_is_and_ends_a_close_quietly()
    {
        var exit = new GeneratorExitException();
        Exception? seen = null;
        var outer = new Generator<int>(async yield =>
        {
            try
            {
                await yield.From(new Source<int>([], 1)
                {
                    During = call =>
                    {
                        if (call == "Dispose") throw exit;
                    },
                });
            }
            catch (Exception e)
            {
                seen = e;
                throw;
            }
        });
        outer.Next();
        outer.Close();
        Assert.Same(exit, seen);
        Assert.Equal(GeneratorState.Closed, outer.State);
    }

    [Fact]
    public void Outer_runs_while_the_enumerable_is_disposed()
    {
        List<string> log = [];
        Generator<int> outer = null!;
        outer = new(async yield => await yield.From(new Source<int>(log, 1)
        {
            During = call => log.Add($"{outer.State}"),
        }));
        outer.Next();
        outer.Close();
        Assert.Equal(
            ["GetEnumerator", "Running", "MoveNext", "Running", "Current", "Running", "Dispose", "Running"], log);
    }

    private static void End(Generator<int, int> g, string way)
    {
        switch (way)
        {
            case "Close":
                g.Close();
                break;
            case "Throw":
                g.TryThrow(new InvalidCastException());
                break;
            case "Exit":
                g.TryThrow(new GeneratorExitException());
                break;
            default:
                g.TrySend(42);
                break;
        }
    }
}
