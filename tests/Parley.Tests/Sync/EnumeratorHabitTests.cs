using System.Collections;
using System.Runtime.CompilerServices;
using Parley.Tests.Harness;
using Xunit;

namespace Parley.Tests.Sync;

public class EnumeratorHabitTests
{
    private static Generator<string> Letters() => new(async yield =>
    {
        await yield("a");
        await yield("b");
        await yield("c");
    });

    [Fact, Row("NET-01")]
    public void Reset_is_not_supported_and_changes_nothing()
    {
        var g = Letters();
        g.Next();
        Assert.Throws<NotSupportedException>(((IEnumerator)g).Reset);
        Assert.Equal(GeneratorState.Suspended, g.State);
        Assert.Equal("b", g.Next());
    }

    [Fact, Row("NET-02")]
    public void Current_is_the_default_before_the_first_advance_and_after_the_end()
    {
        var g = Letters();
        Assert.Null(g.Current);
        Assert.Null(((IEnumerator)g).Current);
        Assert.Equal("a", g.Next());
        Assert.Equal("a", g.Current);
        Assert.Equal("a", ((IEnumerator)g).Current);
        while (g.MoveNext())
        {
        }

        Assert.Null(g.Current);
        Assert.Null(((IEnumerator)g).Current);
    }

    [Fact, Row("NET-02")]
    public void Current_is_the_default_once_closed_or_failed()
    {
        var numbers = new Generator<int>(async yield => await yield(1));
        numbers.Next();
        numbers.Close();
        Assert.Equal(0, numbers.Current);

        var failing = Letters();
        failing.Next();
        Assert.Throws<ArithmeticException>(() => failing.Throw(new ArithmeticException()));
        Assert.Null(failing.Current);
    }

    [Theory, Row("NET-02"), InlineData("returned"), InlineData("closed"), InlineData("failed")]
    public void Current_keeps_nothing_alive_once_ended(string how)
    {
        var inner = new Generator<object>(async yield => await yield(new object()));
        var outer = new Generator<object>(async yield => await yield.From(inner));
        var value = Step(outer, how);
        GC.Collect();
        Assert.False(value.IsAlive);
        GC.KeepAlive((inner, outer));

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference Step(Generator<object> g, string how)
        {
            var value = new WeakReference(g.Next());
            Assert.True(value.IsAlive);
            if (how == "returned") g.MoveNext();
            else if (how == "closed") g.Close();
            else Assert.Throws<ArithmeticException>(() => g.Throw(new ArithmeticException()));
            return value;
        }
    }

    [Fact, Row("NET-03")]
    public void First_and_Take_close_their_source()
    {
        var first = Letters();
        Assert.Equal("a", first.First());
        Assert.Equal(GeneratorState.Closed, first.State);

        var taken = Letters();
        Assert.Equal(["a", "b"], taken.Take(2));
        Assert.Equal(GeneratorState.Closed, taken.State);
    }

    [Fact, Row("NET-03")]
    public void Linq_reads_a_generator_as_any_other_source()
    {
        Assert.Equal(["A", "B", "C"], Letters().Select(letter => letter.ToUpperInvariant()));
        Assert.Equal(3, Letters().Count());
        Assert.Equal([("a", 1), ("b", 2)], Letters().Zip([1, 2]));
    }

    [Fact, Row("NET-04")]
    public void Second_loop_after_the_end_has_no_elements()
    {
        var g = Letters();
        Assert.Equal(3, g.Count());
        foreach (string letter in g) Assert.Fail(letter);
        Assert.Empty(g);
    }

    [Fact, Row("NET-04")]
    public void Loop_after_a_break_has_no_elements()
    {
        var g = Letters();
        List<string> seen = [];
        foreach (string letter in g)
        {
            seen.Add(letter);
            break;
        }

        foreach (string letter in g) seen.Add(letter);
        Assert.Equal(["a"], seen);
        Assert.Equal(GeneratorState.Closed, g.State);
    }

    [Fact, Row("NET-04")]
    public void Exception_in_the_body_of_the_loop_closes_the_generator()
    {
        var failure = new ArithmeticException();
        var g = Letters();
        Assert.Same(failure, Record.Exception(() =>
        {
            foreach (string _ in g) throw failure;
        }));
        Assert.Equal(GeneratorState.Closed, g.State);
        Assert.Empty(g);
    }

    [Fact, Row("NET-04")]
    public void Exception_of_Dispose_replaces_that_of_the_loop()
    {
        var failure = new ArithmeticException();
        var g = new Generator<int>(async yield =>
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
        Assert.Same(failure, Record.Exception(() =>
        {
            foreach (int _ in g) throw new InvalidCastException();
        }));
        Assert.Equal(GeneratorState.Closed, g.State);
    }
}
