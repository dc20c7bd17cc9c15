namespace Parley.Tests.Exact;

// 0 bytes a step, also where the steps are delegated. What ends a generator, and what is thrown into it, may cost some.
public class AllocationTests
{
    private static readonly string[] s_texts = ["a", "b"];
    public static TheoryData<int> Depths { get; } = [0, 1, 2, 1000];

    [Theory, MemberData(nameof(Depths))]
    public void Steps_without_sends_allocate_nothing(int depth)
    {
        using var g = Delegated<int>(depth, new(async yield => { for (int i = 0; ; i++) await yield(i); }));
        int last = 0;
        Assert.Equal(0, Measure.Bytes(() =>
        {
            for (int i = 0; i < Measure.Steps; i++) g.MoveNext();
            for (int i = 0; i < Measure.Steps; i++) last = g.Next();
        }));
        Assert.Equal((2 * Measure.Calls * Measure.Steps) - 1, last);
    }

    [Theory, MemberData(nameof(Depths))]
    public void Steps_with_sends_allocate_nothing(int depth)
    {
        using var g = Delegated<long, int>(depth, new(async yield =>
        {
            long total = 0;
            while (true) total += await yield(total);
        }));
        g.Next();
        Assert.Equal(0, Measure.Bytes(() =>
        {
            for (int i = 0; i < Measure.Steps; i++) g.Send(1);
            for (int i = 0; i < Measure.Steps; i++) g.TrySend(2);
            for (int i = 0; i < Measure.Steps; i++) g.MoveNext();
        }));
        Assert.Equal(3 * Measure.Calls * Measure.Steps, g.Current);
    }

    [Theory, MemberData(nameof(Depths))]
    public void Steps_with_references_allocate_nothing(int depth)
    {
        using var g = Delegated<string, string?>(depth, new(async yield =>
        {
            string? sent = null;
            while (true) sent = await yield(sent ?? s_texts[0]);
        }));
        g.Next();
        Assert.Equal(0, Measure.Bytes(() =>
        {
            for (int i = 0; i < Measure.Steps; i++) g.Send(s_texts[i & 1]);
            for (int i = 0; i < Measure.Steps; i++) g.Next();
            for (int i = 0; i < Measure.Steps; i++) g.TrySend(s_texts[i & 1]);
        }));
        Assert.Same(s_texts[1], g.Current);
    }

    [Theory, MemberData(nameof(Depths))]
    public void Steps_with_large_structs_allocate_nothing(int depth)
    {
        using var g = Delegated<decimal, (string, decimal)>(depth, new(async yield =>
        {
            decimal total = 0;
            while (true) total += (await yield(total)).Item2;
        }));
        g.Next();
        Assert.Equal(0, Measure.Bytes(() => { for (int i = 0; i < Measure.Steps; i++) g.Send((s_texts[0], 1)); }));
        Assert.Equal(Measure.Calls * Measure.Steps, g.Current);
    }

    [Fact]
    public void Reading_the_state_the_value_and_the_delegation_allocates_nothing()
    {
        Generator<int, int, int> inner = new(async yield => await yield(await yield(1)));
        Generator<int, int, int> g = new(async yield => await yield.From(inner));
        g.Next();
        int seen = 0;
        Assert.Equal(0, Measure.Bytes(() =>
        {
            for (int i = 0; i < Measure.Steps; i++)
            {
                bool paused = g.State == GeneratorState.Suspended && g.YieldingFrom == inner;
                if (paused && g.Current == 1 && !g.TryGetResult(out _)) seen++;
            }
        }));
        Assert.Equal(Measure.Calls * Measure.Steps, seen);
    }

    [Fact]
    public void A_foreach_allocates_nothing_but_the_generator()
    {
        Generator<int> Count() => new(async yield => { for (int i = 0; i < Measure.Steps; i++) await yield(i); });
        int seen = 0;
        long unstarted = Measure.Bytes(() => Count());
        Assert.Equal(unstarted, Measure.Bytes(() => { foreach (int _ in Count()) seen++; }));
        Assert.Equal(Measure.Calls * Measure.Steps, seen);
    }

    [Fact]
    public void Steps_through_an_enumerable_allocate_nothing()
    {
        static IEnumerable<int> Naturals() { for (int i = 0; ; i++) yield return i; }
        using Generator<int> one = new(async yield => await yield.From(Naturals()));
        using Generator<int, string> two = new(async yield => await yield.From((IEnumerable<int>)one));
        Assert.Equal(0, Measure.Bytes(() => { for (int i = 0; i < Measure.Steps; i++) one.MoveNext(); }));
        Assert.Equal(0, Measure.Bytes(() => { for (int i = 0; i < Measure.Steps; i++) two.Next(); }));
        Assert.Equal((2 * Measure.Calls * Measure.Steps) - 1, one.Current);
    }

    [Fact]
    public void A_From_allocates_nothing_of_its_own()
    {
        var done = new Generator<int, int, int>(async _ => 1);
        Assert.False(done.MoveNext());
        using Generator<int, int> g = new(async yield =>
        {
            int total = 0;
            while (true)
            {
                total += await yield.From(done);
                await yield.From((Generator<int>)done);
                await yield(total);
            }
        });
        Assert.Equal(0, Measure.Bytes(() => { for (int i = 0; i < Measure.Steps; i++) g.Next(); }));
        Assert.Equal(Measure.Calls * Measure.Steps, g.Current);
    }

    private static Generator<T> Delegated<T>(int depth, Generator<T> innermost) =>
        Enumerable.Repeat(0, depth).Aggregate(innermost, (inner, _) => new(async yield => await yield.From(inner)));

    private static Generator<T, TSend> Delegated<T, TSend>(int depth, Generator<T, TSend> innermost) =>
        Enumerable.Repeat(0, depth).Aggregate(innermost, (inner, _) => new(async yield => await yield.From(inner)));

    // ---- What a suspended generator takes: itself, its yield (a delegate) and the box of its body ----

#if DEBUG
    // The state machine is a class here: an object beside the box, with more of the body's temporaries in its fields.
    private const int OneWay = 200, TwoWay = 216;
#elif WOVEN
    // All is one object.
    private const int OneWay = 56, TwoWay = 64;
#else
    private const int OneWay = 168, TwoWay = 176;
#endif

    [Fact]
    public void A_two_way_generator()
    {
        static Generator<int, int, int> Sum() =>
            new(async yield => { int total = 0; while (true) total += await yield(total); });
        Assert.Equal(TwoWay, Created(Sum));
        Assert.Equal(TwoWay, Suspended(Sum));
    }

    [Fact]
    public void A_generator_without_sends()
    {
        static Generator<int> Count() => new(async yield => { for (int i = 0; ; i++) await yield(i); });
        Assert.Equal(OneWay, Created(Count));
        Assert.Equal(OneWay, Suspended(Count));
    }

    private static long Created(Func<Generator<int>> make) => Each(make, GeneratorState.Created);
    private static long Suspended(Func<Generator<int>> make) => Each(() => make().Prime(), GeneratorState.Suspended);

    private static long Each(Func<Generator<int>> make, GeneratorState state)
    {
        const int Count = 1000;
        var kept = new Generator<int>[Count];
        long bytes = Measure.Bytes(() => { for (int i = 0; i < Count; i++) kept[i] = make(); });
        Assert.All(kept, generator => Assert.Equal(state, generator.State));
        Assert.Equal(0, bytes % Count);
        return bytes / Count;
    }
}
