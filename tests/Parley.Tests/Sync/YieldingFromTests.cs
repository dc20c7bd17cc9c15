using Parley.Tests.Harness;
using Xunit;

namespace Parley.Tests.Sync;

public class YieldingFromTests
{
    [Fact, Row("FROM-48")]
    public void It_is_what_was_passed_to_From_while_suspended_there_and_else_null()
    {
        Generator<int> outer = null!;
        List<object?> seen = [];
        var inner = new Generator<int>(async yield =>
        {
            seen.Add(outer.YieldingFrom);
            await yield(2);
            seen.Add(outer.YieldingFrom);
        });
        outer = new(async yield =>
        {
            seen.Add(outer.YieldingFrom);
            await yield(1);
            await yield.From(inner);
            seen.Add(outer.YieldingFrom);
            await yield(3);
        });

        Assert.Null(outer.YieldingFrom);
        outer.Next();
        Assert.Null(outer.YieldingFrom);
        outer.Next();
        Assert.Same(inner, outer.YieldingFrom);
        Assert.Null(inner.YieldingFrom);
        outer.Next();
        Assert.Null(outer.YieldingFrom);
        Assert.False(outer.MoveNext());
        Assert.Null(outer.YieldingFrom);
        Assert.Equal([null, null, null, null], seen);
    }

    [Fact, Row("FROM-48")]
    public void It_shows_one_level()
    {
        var inner = new Generator<int>(async yield => await yield(1));
        var middle = new Generator<int>(async yield => await yield.From(inner));
        var outer = new Generator<int>(async yield => await yield.From(middle));
        outer.Next();
        Assert.Same(middle, outer.YieldingFrom);
        Assert.Same(inner, middle.YieldingFrom);
        outer.Close();
        Assert.Null(outer.YieldingFrom);
        Assert.Null(middle.YieldingFrom);
    }

    [Fact, Row("FROM-48")]
    public void It_is_the_enumerable_itself()
    {
        int[] array = [1, 2];
        List<int> list = [3];
        var inner = new Generator<int>(async yield => await yield(4));
        var outer = new Generator<int, int>(async yield =>
        {
            await yield.From(array);
            await yield.From(list);
            await yield.From((IEnumerable<int>)inner);
        });
        outer.Next();
        Assert.Same(array, outer.YieldingFrom);
        outer.Next();
        Assert.Same(array, outer.YieldingFrom);
        outer.Next();
        Assert.Same(list, outer.YieldingFrom);
        outer.Next();
        Assert.Same(inner, outer.YieldingFrom);
        outer.Close();
        Assert.Null(outer.YieldingFrom);
    }

    [Fact, Row("FROM-48")]
    public void While_the_inner_is_driven_directly_the_outer_is_suspended_in_its_From()
    {
        Generator<int> outer = null!;
        object? seen = null;
        var inner = new Generator<int>(async yield =>
        {
            await yield(1);
            seen = outer.YieldingFrom;
            await yield(2);
        });
        outer = new(async yield => await yield.From(inner));
        outer.Next();
        inner.Next();
        Assert.Same(inner, seen);
    }

    [Fact, Row("FROM-48")]
    public void Inner_that_somebody_else_finished_is_still_what_the_outer_is_suspended_in()
    {
        var inner = new Generator<int>(async yield => await yield(1));
        var outer = new Generator<int>(async yield =>
        {
            await yield.From(inner);
            await yield(2);
        });
        outer.Next();
        inner.Close();
        Assert.Same(inner, outer.YieldingFrom);
        outer.Next();
        Assert.Null(outer.YieldingFrom);
    }

    [Fact, Row("FROM-48")]
    public void Failed_From_leaves_nothing_behind()
    {
        Generator<int> outer = null!;
        outer = new(async yield =>
        {
            try
            {
                await yield.From(outer);
            }
            catch (InvalidOperationException)
            {
                await yield(1);
            }
        });
        outer.Next();
        Assert.Null(outer.YieldingFrom);
    }
}
