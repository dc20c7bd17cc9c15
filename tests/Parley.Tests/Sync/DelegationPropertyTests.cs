namespace Parley.Tests.Sync;

/// <summary>Current: by PEP 380 all levels hand out what the innermost yields. YieldingFrom: what From got.</summary>
public class DelegationPropertyTests : SyncTests
{
    private readonly Generator<int> _inner = Yielding(1, 2, 3, 4), _middle, _outer;

    public DelegationPropertyTests() => _outer = Between(20, _middle = Between(10, _inner, 11), 21);

    private static Generator<int> Between(int before, Generator<int> inner, int after) =>
        new(async yield => { await yield(before); await yield.From(inner); await yield(after); });

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
        var inner = new IntSender(
            async yield => { try { await yield(await yield(1)); } catch (ArithmeticException) { await yield(3); } });
        var middle = Delegating(inner);
        var outer = Delegating(middle).At(1);
        Assert.Equal((2, 2, 2, 2), (outer.Send(2), outer.Current, middle.Current, inner.Current));
        Assert.Equal((3, 3, 3, 3), (outer.Throw(_e), outer.Current, middle.Current, inner.Current));
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
            try { await yield.From([1]); } catch (GeneratorExitException) { await yield.From([21, 22]); }
        }).At(20).At(1);
        Assert.Throws<InvalidOperationException>(outer.Close);
        Assert.Equal((1, 22, 22), (outer.Current, outer.Next(), outer.Current));
    }

    [Theory, InlineData(false), InlineData(true)]
    public void A_From_does_not_change_Current(bool takesSends)
    {
        Generator<int> outer = null!;
        List<int> seen = [];
        var ended = Yielding<int>();
        var source = new Source<int>([], 2) { During = _ => seen.Add(outer.Current) };
        var inner = new IntReturner(async yield => { seen.Add(outer.Current); return 0; });
        Assert.False(ended.MoveNext());
        outer = takesSends
            ? new IntSender(async yield =>
            {
                await yield(1); await yield.From(ended); seen.Add(outer.Current); await yield.From(inner);
                await yield.From(source); seen.Add(outer.Current);
            })
            : new Generator<int>(async yield =>
            {
                await yield(1); await yield.From(ended); seen.Add(outer.Current); await yield.From(inner);
                await yield.From(source); seen.Add(outer.Current);
            });
        Assert.False(outer.At(1).At(2).MoveNext());

        // Then GetEnumerator, MoveNext and Current at 1; MoveNext, Dispose and the end at 2.
        Assert.Equal([1, 1, 1, 1, 1, 2, 2, 2], seen);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void A_yield_that_the_body_has_wrapped_delegates_too(bool takesSends)
    {
        List<int> wrapped = [];
        Generator<int> g = takesSends
            ? new IntSender(async yield =>
            {
                Yield<int, int> own = value => { wrapped.Add(value); return yield(value); };
                await own(1); await own.From(Yielding(2)); await own.From([3]); await own(await own.From(Echoing()));
            })
            : new Generator<int>(async yield =>
            {
                Yield<int> own = value => { wrapped.Add(value); return yield(value); };
                await own(1); await own.From(Yielding(2)); await own.From([3]); await own(await own.From(Echoing()));
            });
        Assert.Equal([1, 2, 3, 1, 0], g.ToList());
        Assert.Equal([1, 0, 0, 0, 0], wrapped); // a From calls it, only to find out whose yield it is
    }

    [Theory, InlineData("created"), InlineData("paused"), InlineData("ended")]
    public void A_From_outside_of_its_running_body_is_an_error_and_changes_nothing(string when)
    {
        Yield<int> kept = null!;
        Yield<int, int> keptTwoWay = null!;
        Generator<int> one = new(yield => { kept = yield; return Body(yield); }), inner = Yielding(1);
        IntSender two = new(yield => { keptTwoWay = yield; return TwoWayBody(yield); });
        if (when != "created") Assert.Equal((1, 1), (one.Next(), two.Next()));
        if (when == "ended") Assert.Equal((false, false), (one.MoveNext(), two.MoveNext()));
        Action[] froms =
        [
            () => kept.From(inner), () => kept.From([1]), () => kept.From(Echoing()),
            () => keptTwoWay.From(inner), () => keptTwoWay.From([1]), () => keptTwoWay.From(Echoing()),
        ];
        Assert.All(froms, from => Refuses("outside of the running body", from));
        Assert.Equal(when == "paused" ? (1, 1) : (0, 0), (one.Current, two.Current));
        Assert.Equal(when == "created", one.MoveNext());

        static async GeneratorBody Body(Yield<int> yield) => await yield(1);
        static async GeneratorBody TwoWayBody(Yield<int, int> yield) => await yield(1);
    }

    [Fact, Row("FROM-48")]
    public void YieldingFrom_is_what_was_passed_to_From_while_suspended_there_and_else_null()
    {
        Generator<int> outer = null!;
        Action isNull = () => Assert.Null(outer.YieldingFrom);
        var inner = new Generator<int>(async yield => { isNull(); await yield(2); isNull(); });
        outer = new(async yield =>
        {
            isNull();
            await yield(1);
            await yield.From(inner);
            isNull();
            await yield(3);
        });
        Assert.Null(outer.YieldingFrom);
        Assert.Null(outer.At(1).YieldingFrom);
        Assert.Same(inner, outer.At(2).YieldingFrom);
        Assert.Null(inner.YieldingFrom);
        Assert.Null(outer.At(3).YieldingFrom);
        Assert.False(outer.MoveNext());
        Assert.Null(outer.YieldingFrom);
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
        IEnumerable<int>[] sources = [(int[])[1, 2], new List<int> { 3 }, Yielding<int, int>(4)];
        var outer = new IntSender(async yield => { foreach (var source in sources) await yield.From(source); });
        Assert.Same(sources[0], outer.At(1).YieldingFrom);
        Assert.Same(sources[0], outer.At(2).YieldingFrom);
        Assert.Same(sources[1], outer.At(3).YieldingFrom);
        Assert.Same(sources[2], outer.At(4).YieldingFrom);
        outer.Close();
        Assert.Null(outer.YieldingFrom);
    }

    [Fact, Row("FROM-48")]
    public void While_the_inner_is_driven_directly_the_outer_is_suspended_in_its_From()
    {
        Generator<int> inner = null!, outer = null!;
        inner = new(async yield => { await yield(1); Assert.Same(inner, outer.YieldingFrom); await yield(2); });
        outer = Delegating(inner).At(1);
        inner.At(2);
    }

    [Fact, Row("FROM-48")]
    public void Inner_that_somebody_else_finished_is_still_what_the_outer_is_suspended_in()
    {
        _outer.At(20).At(10).At(1);
        _middle.Close();
        Assert.Same(_middle, _outer.YieldingFrom);
        Assert.Null(_outer.At(21).YieldingFrom);
    }

    [Fact, Row("FROM-48")]
    public void Failed_From_leaves_nothing_behind()
    {
        Generator<int> outer = null!;
        outer = new(
            async yield => { try { await yield.From(outer); } catch (InvalidOperationException) { await yield(1); } });
        Assert.Null(outer.At(1).YieldingFrom);
    }
}
