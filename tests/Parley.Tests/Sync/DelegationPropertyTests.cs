using static Parley.Tests.Sync.Vocabulary;

namespace Parley.Tests.Sync;

/// <summary>Current: by PEP 380's expansion every level of a chain hands out what the innermost yields. YieldingFrom:
/// what a generator that is suspended in a From passed to it.</summary>
public class DelegationPropertyTests
{
    private readonly Generator<int> _inner = Yielding(1, 2, 3, 4);
    private readonly Generator<int> _middle;
    private readonly Generator<int> _outer;

    public DelegationPropertyTests()
    {
        _middle = Between(10, _inner, 11);
        _outer = Between(20, _middle, 21);
    }

    private static Generator<int> Between(int before, Generator<int> inner, int after) => new(async yield =>
    {
        await yield(before);
        await yield.From(inner);
        await yield(after);
    });

    private (int Outer, int Middle, int Inner) Currents => (_outer.Current, _middle.Current, _inner.Current);

    [Fact]
    public void Every_level_has_what_went_through_it()
    {
        List<(int, int, int)> currents = [Currents];
        while (_outer.MoveNext()) currents.Add(Currents);
        currents.Add(Currents);
        List<(int, int, int)> inner = [(1, 1, 1), (2, 2, 2), (3, 3, 3), (4, 4, 4)];
        Assert.Equal([(0, 0, 0), (20, 0, 0), (10, 10, 0), .. inner, (11, 11, 0), (21, 0, 0), (0, 0, 0)], currents);
    }

    [Fact]
    public void What_is_driven_directly_leaves_the_levels_above_alone()
    {
        _outer.At(20).At(10).At(1);
        Assert.Equal((2, (1, 1, 2)), (_inner.Next(), Currents));
        Assert.Equal((3, (1, 3, 3)), (_middle.Next(), Currents));
        Assert.Equal((4, (1, 3, 4)), (_inner.Next(), Currents));
        Assert.Equal((11, (11, 11, 0)), (_outer.Next(), Currents));
    }

    [Fact]
    public void Each_of_two_outers_has_what_it_handed_out()
    {
        _outer.At(20).At(10).At(1);
        var other = Delegating(_middle).At(2);
        Assert.Equal(((1, 2, 2), 2), (Currents, other.Current));
        Assert.Equal((3, (3, 3, 3), 2), (_outer.Next(), Currents, other.Current));
    }

    [Fact]
    public void Value_thrown_or_sent_for_is_handed_out_by_every_level_too()
    {
        var inner = new Generator<int, int>(async yield =>
        {
            try { await yield(await yield(1)); }
            catch (ArithmeticException) { await yield(3); }
        });
        var middle = Delegating(inner);
        var outer = Delegating(middle).At(1);
        Assert.Equal((2, 2, 2, 2), (outer.Send(2), outer.Current, middle.Current, inner.Current));
        outer.Throw(new ArithmeticException());
        Assert.Equal((3, 3, 3), (outer.Current, middle.Current, inner.Current));
    }

    [Fact]
    public void Enumerable_is_handed_out_by_every_level_too()
    {
        var middle = new Generator<int>(async yield => await yield.From([1, 2]));
        var outer = Delegating(middle).At(1).At(2);
        Assert.Equal((2, 2), (outer.Current, middle.Current));
    }

    [Fact]
    public void Outermost_that_ignores_the_exit_keeps_what_it_handed_out_last()
    {
        var outer = new Generator<int>(async yield =>
        {
            await yield(20);
            try { await yield.From([1]); }
            catch (GeneratorExitException) { await yield.From([21, 22]); }
        }).At(20).At(1);
        Assert.Throws<InvalidOperationException>(outer.Close);
        Assert.Equal((1, 22, 22), (outer.Current, outer.Next(), outer.Current));
    }

    [Fact, Row("FROM-48")]
    public void YieldingFrom_is_what_was_passed_to_From_while_suspended_there_and_else_null()
    {
        Generator<int> outer = null!;
        List<object?> inside = [];
        var inner = new Generator<int>(async yield =>
        {
            inside.Add(outer.YieldingFrom);
            await yield(2);
            inside.Add(outer.YieldingFrom);
        });
        outer = new(async yield =>
        {
            inside.Add(outer.YieldingFrom);
            await yield(1);
            await yield.From(inner);
            inside.Add(outer.YieldingFrom);
            await yield(3);
        });
        Assert.Null(outer.YieldingFrom);
        Assert.Null(outer.At(1).YieldingFrom);
        Assert.Same(inner, outer.At(2).YieldingFrom);
        Assert.Null(inner.YieldingFrom);
        Assert.Null(outer.At(3).YieldingFrom);
        Assert.False(outer.MoveNext());
        Assert.Null(outer.YieldingFrom);
        Assert.Equal([null, null, null, null], inside);
    }

    [Fact, Row("FROM-48")]
    public void YieldingFrom_shows_one_level()
    {
        var inner = Yielding(1);
        var middle = Delegating(inner);
        var outer = Delegating(middle).At(1);
        Assert.Same(middle, outer.YieldingFrom);
        Assert.Same(inner, middle.YieldingFrom);
        outer.Close();
        Assert.Equal((null, null), (outer.YieldingFrom, middle.YieldingFrom));
    }

    [Fact, Row("FROM-48")]
    public void YieldingFrom_is_the_enumerable_itself()
    {
        int[] array = [1, 2];
        List<int> list = [3];
        var inner = Yielding<int, int>(4);
        var outer = new Generator<int, int>(async yield =>
        {
            await yield.From(array);
            await yield.From(list);
            await yield.From((IEnumerable<int>)inner);
        });
        Assert.Same(array, outer.At(1).YieldingFrom);
        Assert.Same(array, outer.At(2).YieldingFrom);
        Assert.Same(list, outer.At(3).YieldingFrom);
        Assert.Same(inner, outer.At(4).YieldingFrom);
        outer.Close();
        Assert.Null(outer.YieldingFrom);
    }

    [Fact, Row("FROM-48")]
    public void While_the_inner_is_driven_directly_the_outer_is_suspended_in_its_From()
    {
        Generator<int> outer = null!;
        object? seen = null;
        var inner = new Generator<int>(async yield => { await yield(1); seen = outer.YieldingFrom; await yield(2); });
        outer = Delegating(inner).At(1);
        inner.At(2);
        Assert.Same(inner, seen);
    }

    [Fact, Row("FROM-48")]
    public void Inner_that_somebody_else_finished_is_still_what_the_outer_is_suspended_in()
    {
        var inner = Yielding(1);
        var outer = new Generator<int>(async yield => { await yield.From(inner); await yield(2); }).At(1);
        inner.Close();
        Assert.Same(inner, outer.YieldingFrom);
        Assert.Null(outer.At(2).YieldingFrom);
    }

    [Fact, Row("FROM-48")]
    public void Failed_From_leaves_nothing_behind()
    {
        Generator<int> outer = null!;
        outer = new(async yield =>
        {
            try { await yield.From(outer); }
            catch (InvalidOperationException) { await yield(1); }
        });
        Assert.Null(outer.At(1).YieldingFrom);
    }
}
