using System.Collections;
using static Parley.GeneratorState;

namespace Parley.Tests.Sync;

/// <summary>.NET's habits with enumerators; blocks and loops that own one: Shared/ has those with await.</summary>
public class EnumeratorHabitTests : SyncTests
{
    private readonly Generator<int> _endless;
    private int _finallies;

    public EnumeratorHabitTests() => _endless = Counting(() => _finallies++);
    private static Generator<string> Letters() => Yielding("a", "b", "c");

    [Theory, Row("CLOSE-17", "CLOSE-18"), InlineData("using"), InlineData("break"), InlineData("return")]
    [InlineData("break behind the interface"), InlineData("goto"), InlineData("exception")]
    public void Leaving_the_block_or_the_loop_that_owns_it_closes_it(string how)
    {
        List<int> seen = [];
        Func<int, int> see = x => { Assert.Equal(0, _finallies); seen.Add(x); return x; };
        Func<int> returned = () => { foreach (int x in _endless) { if (see(x) == 2) return x; } return 0; };
        Action thrown = () => { foreach (int x in _endless) { if (see(x) == 2) throw _e; } };
        IEnumerable<int> plain = _endless;
        Action leave = how switch
        {
            "using" => () => { using (_endless) while (see(_endless.Next()) != 2) { } },
            "break" => () => { foreach (int x in _endless) { if (see(x) == 2) break; } },
            "break behind the interface" => () => { foreach (int x in plain) { if (see(x) == 2) break; } },
            "return" => () => Assert.Equal(2, returned()),
            "goto" => () => { foreach (int x in _endless) { if (see(x) == 2) goto outside; } outside: ; },
            _ => () => Assert.Same(_e, Record.Exception(thrown)),
        };
        leave();
        Assert.Equal([1, 2], seen);
        Assert.Equal((1, Closed), (_finallies, _endless.State));
    }

    [Fact, Row("CLOSE-17")]
    public void A_using_closes_it_on_an_exception()
    {
        Exception? seen = null;
        var g = new Generator<int>(
            async yield => { try { await yield(1); } catch (Exception raised) { seen = raised; throw; } });
        Action use = () => { using (g) { g.At(1); throw _e; } };
        Assert.Same(_e, Record.Exception(use));
        Assert.Equal((typeof(GeneratorExitException), Closed), (seen?.GetType(), g.State));
    }

    [Fact, Row("CLOSE-18")]
    public void Continue_does_not_close_it()
    {
        List<(int, int)> seen = [];
        foreach (int x in _endless) { seen.Add((x, _finallies)); if (x < 3) continue; break; }
        Assert.Equal([(1, 0), (2, 0), (3, 0)], seen);
    }

    [Fact, Row("CLOSE-18")]
    public void A_loop_by_hand_leaves_it_suspended()
    {
        while (_endless.MoveNext()) { if (_endless.Current == 2) break; }
        Assert.Equal((0, Suspended, 3), (_finallies, _endless.State, _endless.Next()));
    }

    [Fact, Row("GEN-07")]
    public void A_yielded_null_is_an_element_and_returning_null_is_not()
    {
        var g = new Generator<string?, int, string?>(
            async yield => { for (int i = 0; i < 4; i++) await yield(null); return null; });
        Assert.Equal([null, null, null, null], g.ToList());
        Assert.Null(g.Result);
    }

    [Fact, Row("GEN-08")]
    public void Its_enumerator_is_itself_through_every_interface()
    {
        var g = Yielding(1);
        object[] all = [g.GetEnumerator(), ((IEnumerable<int>)g).GetEnumerator(), ((IEnumerable)g).GetEnumerator()];
        Assert.All(all, enumerator => Assert.Same(g, enumerator));
    }

    [Fact, Row("GEN-09")]
    public void A_partly_advanced_one_given_away_goes_on_from_where_it_stands() =>
        Assert.Equal([2, 3], ((IEnumerable<int>)Yielding(1, 2, 3).At(1)).ToList());

    [Fact, Row("GEN-10")]
    public void A_generator_may_loop_over_another_and_yield_on()
    {
        var inner = Yielding(1, 2, 3);
        var outer = new Generator<int>(async yield => { foreach (int x in inner) await yield(x); await yield(4); });
        Assert.Equal([1, 2, 3, 4], outer.ToList());
        Assert.Equal(Closed, inner.State);
    }

    [Fact, Row("GEN-15")]
    public void An_exception_leaves_the_loop_over_it_and_can_be_caught_around_the_loop()
    {
        var g = Failing(_e);
        List<object> seen = [];
        try { foreach (int x in g) seen.Add(x); seen.Add("after the loop"); }
        catch (ArithmeticException caught) { seen.Add(caught); }
        Assert.Equal([1, _e], seen);
        Assert.Equal(Closed, g.State);
    }

    [Fact, Row("NET-01")]
    public void Reset_is_not_supported_and_changes_nothing()
    {
        var g = Letters().At("a");
        Assert.Throws<NotSupportedException>(((IEnumerator)g).Reset);
        Assert.Equal((Suspended, "b"), (g.State, g.Next()));
    }

    [Fact, Row("NET-02")]
    public void Current_is_the_default_before_the_first_advance_and_after_the_end()
    {
        var g = Letters();
        Assert.Equal((null, null), (g.Current, ((IEnumerator)g).Current));
        Assert.Equal(("a", "a", "a"), (g.Next(), g.Current, ((IEnumerator)g).Current));
        Assert.Equal(["b", "c"], g.ToList());
        Assert.Equal((null, null), (g.Current, ((IEnumerator)g).Current));
    }

    [Fact, Row("NET-02")]
    public void Current_is_the_default_once_closed_or_failed()
    {
        var (numbers, failing) = (Yielding(1).At(1), Letters().At("a"));
        numbers.Close();
        Assert.Throws<ArithmeticException>(() => failing.Throw(new ArithmeticException()));
        Assert.Equal((0, null), (numbers.Current, failing.Current));
    }

    [Fact, Row("NET-03")]
    public void First_and_Take_close_their_source()
    {
        Generator<string> first = Letters(), taken = Letters();
        Assert.Equal(("a", "a b"), (first.First(), string.Join(' ', taken.Take(2))));
        Assert.Equal((Closed, Closed), (first.State, taken.State));
    }

    [Fact, Row("NET-03")]
    public void Linq_reads_a_generator_as_any_other_source()
    {
        Assert.Equal(["A", "B", "C"], Letters().Select(letter => letter.ToUpperInvariant()));
        Assert.Equal(3, Letters().Count());
        Assert.Equal([("a", 1), ("b", 2)], Letters().Zip([1, 2]));
    }

    [Theory, Row("NET-04"), InlineData(false), InlineData(true)]
    public void Second_loop_after_the_end_or_a_break_has_no_elements(bool breaks)
    {
        var g = Letters();
        List<string> seen = [];
        foreach (string letter in g) { seen.Add(letter); if (breaks) break; }
        Assert.Equal(breaks ? ["a"] : ["a", "b", "c"], seen);
        foreach (string letter in g) Assert.Fail(letter);
        Assert.Empty(g);
        Assert.Equal(Closed, g.State);
    }

    [Theory, Row("NET-04"), InlineData(false), InlineData(true)]
    public void Exception_in_the_body_of_the_loop_closes_the_generator_and_is_replaced_by_that_of_Dispose(bool fails)
    {
        var failure = new InvalidCastException();
        var g = Counting(() => { if (fails) throw failure; });
        Assert.Same(fails ? failure : _e, Record.Exception(() => { foreach (int _ in g) throw _e; }));
        Assert.Equal(Closed, g.State);
        Assert.Empty(g);
    }
}
