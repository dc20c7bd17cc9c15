namespace Parley.Tests.Sync;

/// <summary>Lambdas and methods inside a synchronous body, and generators whose types are inferred.</summary>
public class NestedBodyTests : SyncTests
{
    [Fact]
    public void Lambda_shadows_the_yield_and_shares_the_locals()
    {
        int total = 0;
        var g = new Generator<string, int>(async yield =>
        {
            await yield.From(async yield => { while (total < 3) total += await yield($"has {total}"); });
            await yield($"got {total}");
        });
        Assert.Equal(("has 0", "has 1", "got 4"), (g.Next(), g.Send(1), g.Send(3)));
        Assert.False(g.MoveNext());
    }

    [Fact]
    public void Lambda_that_returns_gives_the_value_of_the_From()
    {
        var g = new Generator<string, int>(async yield =>
        {
            int sum = await yield.From(async yield => await yield("a") + await yield("b"));
            await yield($"{sum}");
        });
        Assert.Equal(("a", "b", "5"), (g.Next(), g.Send(2), g.Send(3)));
    }

    [Fact]
    public void Bodies_without_sends_may_return_too()
    {
        static async GeneratorBody Emit(Yield<int> yield) => await yield(2);
        static async GeneratorBody<int> Count(Yield<int> yield) { await yield(3); await yield(4); return 2; }
        var g = new Generator<int>(async yield =>
        {
            await yield.From(async yield => await yield(1));
            await yield.From(Emit);
            int count = await yield.From(Count);
            int more = await yield.From(async yield => { await yield(5); return count + 4; });
            await yield(more);
        });
        Assert.Equal([1, 2, 3, 4, 5, 6], g);
    }

    [Fact]
    public void What_is_sent_does_not_reach_a_returning_body_without_sends()
    {
        object? from = null;
        var middle = new Generator<int>(async yield => await yield.From(async yield =>
        {
            await yield(1);
            await yield(2);
            return "value";
        }));
        var g = new Generator<int, string>(async yield => await yield.From(middle));
        Assert.Equal((1, 2, false), (g.Next(), g.Send("dropped"), g.TrySend("dropped")));
        var shown = new Generator<int>(async yield => await yield.From(async yield => { await yield(1); return 2; }));
        shown.Next();
        from = shown.YieldingFrom;
        Assert.Equal(nameof(What_is_sent_does_not_reach_a_returning_body_without_sends),
            Assert.IsAssignableFrom<Generator<int, ValueTuple, int>>(from).Name);
    }

    [Fact]
    public void Method_without_a_value_takes_sends()
    {
        static async GeneratorBody Echo(Yield<string, string> yield) => await yield(await yield("say"));
        var g = new Generator<string, string>(async yield => { await yield.From(Echo); await yield("done"); });
        Assert.Equal(("say", "x", "done"), (g.Next(), g.Send("x"), g.Next()));
    }

    [Fact]
    public void Recursion_by_a_method_needs_no_generator_of_its_own()
    {
        static async GeneratorBody Down(Yield<int> yield, int n)
        {
            await yield(n);
            if (n > 0) await yield.From(inner => Down(inner, n - 1));
        }
        Assert.Equal(Enumerable.Range(0, 5001).Reverse(), new Generator<int>(yield => Down(yield, 5000)));
    }

    [Fact]
    public void Yield_of_another_body_is_refused()
    {
        Yield<int> kept = null!;
        new Generator<int>(async yield => { kept = yield; await yield(1); }).Next();
        var g = new Generator<int>(async yield => await kept.From(async yield => await yield(1)));
        Refuses("outside of the running body", () => g.Next());
    }

    [Fact]
    public void Null_bodies_are_named()
    {
        void IsNull(Action<Generator<int>> drive, Func<Yield<int>, GeneratorBody> body) => Assert.Throws<
            ArgumentNullException>("body", () => drive(new(body)));
        IsNull(g => g.Next(), async yield => await yield.From((Func<Yield<int>, GeneratorBody>)null!));
        IsNull(g => g.Next(), async yield => await yield.From((Func<Yield<int>, GeneratorBody<int>>)null!));
        IsNull(g => g.Next(), async yield => await yield.From(
            new Generator<int, int>(async inner => await inner.From((Func<Yield<int, int>, GeneratorBody>)null!))));
    }

    [Fact]
    public void Create_infers_the_types_from_a_typed_lambda()
    {
        Generator<int> one = Generator.Create(async (Yield<int> yield) => await yield(1));
        Generator<int, string> two = Generator.Create(
            async (Yield<int, string> yield) => { await yield((await yield(1)).Length); });
        Generator<int, string, bool> three = Generator.Create(
            async (Yield<int, string> yield) => await yield(1) == "yes");
        Assert.Equal((1, 1, 3, 1), (one.Next(), two.Next(), two.Send("abc"), three.Next()));
        Assert.Equal((false, true), (three.TrySend("yes"), three.Result));
    }

    [Fact]
    public void Create_takes_a_named_body_with_its_types()
    {
        static async GeneratorBody<int> Body(Yield<int, int> yield) => await yield(1);
        var g = Generator.Create<int, int, int>(Body);
        Assert.Equal((nameof(Body), 1, false, 7), (g.Name, g.Next(), g.TrySend(7), g.Result));
    }

    [Fact]
    public void Mapped_inner_passes_a_resume_on_and_an_enumerable_below_it_is_advanced()
    {
        var inner = new Generator<string, int>(async yield =>
        {
            await yield($"got {await yield("first")}");
            await yield.From(["a", "b"]);
        });
        var g = new Generator<object, int>(async yield => await yield.From((IEnumerable<object>)inner));
        Assert.Equal(("first", "got 7", "a", "b"), (g.Resume(0), g.Resume(7), g.Resume(0), g.Resume(0)));
        Assert.False(g.TryResume(0));
    }
}
