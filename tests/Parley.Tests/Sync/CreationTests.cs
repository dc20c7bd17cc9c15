using System.Collections;
using Parley.Tests.Harness;
using Xunit;

namespace Parley.Tests.Sync;

public class CreationTests
{
    [Fact, Row("GEN-07")]
    public void A_yielded_null_is_an_element_and_returning_null_is_not()
    {
        var g = new Generator<string?, int, string?>(async yield =>
        {
            for (int i = 0; i < 4; i++) await yield(null);
            return null;
        });
        var elements = new List<string?>();
        foreach (string? element in g) elements.Add(element);
        Assert.Equal([null, null, null, null], elements);
        Assert.Null(g.Result);
    }

    [Fact, Row("GEN-08")]
    public void Its_enumerator_is_itself_through_every_interface()
    {
        var g = new Generator<int>(async yield => await yield(1));
        Assert.Same(g, g.GetEnumerator());
        Assert.Same(g, ((IEnumerable<int>)g).GetEnumerator());
        Assert.Same(g, ((IEnumerable)g).GetEnumerator());
    }

    [Fact, Row("GEN-09")]
    public void A_partly_advanced_one_given_away_goes_on_from_where_it_stands()
    {
        var g = new Generator<int>(async yield =>
        {
            for (int i = 1; i <= 3; i++) await yield(i);
        });
        Assert.Equal(1, g.Next());
        Assert.Equal([2, 3], Rest(g));

        static List<int> Rest(IEnumerable<int> given)
        {
            var values = new List<int>();
            foreach (int x in given) values.Add(x);
            return values;
        }
    }

    [Fact, Row("GEN-10")]
    public void A_generator_may_loop_over_another_and_yield_on()
    {
        var inner = new Generator<int>(async yield =>
        {
            for (int i = 1; i <= 3; i++) await yield(i);
        });
        var outer = new Generator<int>(async yield =>
        {
            foreach (int x in inner) await yield(x);
            await yield(4);
        });
        Assert.Equal([1, 2, 3, 4], outer.ToList());
        Assert.Equal(GeneratorState.Closed, inner.State);
    }

    [Fact, Row("GEN-12")]
    public void A_continue_in_a_try_passes_the_yield_of_its_finally()
    {
        bool skips = true, after = false;
        var g = new Generator<int>(async yield =>
        {
            for (int i = 0; i < 3; i++)
            {
                try
                {
                    if (skips) continue;
                    after = true;
                }
                finally
                {
                    await yield(i);
                }

                after = true;
            }
        });
        Assert.Equal([0, 1, 2], g.ToList());
        Assert.False(after);
    }

    [Fact, Row("GEN-13")]
    public void A_compound_assignment_reads_its_target_before_the_pause()
    {
        int[] d = [5];
        var g = new Generator<int, int>(async yield => d[0] += await yield(0));
        Assert.Equal(0, g.Next());
        d[0] = 100;
        Assert.False(g.TrySend(1));
        Assert.Equal([6], d);
    }

    [Fact, Row("GEN-14")]
    public void Indexes_that_yield_run_left_to_right_and_nothing_is_stored_before_the_last()
    {
        var d = new Dictionary<string, int>();
        var g = new Generator<string, string>(async yield => d[await yield("a")] = d[await yield("b")] = 27);
        Assert.Equal("a", g.Next());
        Assert.Equal("b", g.Send("first"));
        Assert.Empty(d);
        Assert.False(g.TrySend("second"));
        Assert.Equal(2, d.Count);
        Assert.Equal(27, d["first"]);
        Assert.Equal(27, d["second"]);
    }

    [Fact, Row("GEN-15")]
    public void An_exception_leaves_the_loop_over_it_and_can_be_caught_around_the_loop()
    {
        var e = new ArithmeticException();
        var g = new Generator<int>(async yield =>
        {
            await yield(1);
            throw e;
        });
        var seen = new List<object>();
        try
        {
            foreach (int x in g) seen.Add(x);
            seen.Add("after the loop");
        }
        catch (ArithmeticException caught)
        {
            seen.Add(caught);
        }

        Assert.Equal([1, e], seen);
        Assert.Equal(GeneratorState.Closed, g.State);
    }
}
