namespace Parley.Tests.Exact;

// What a suspended generator takes: itself, its yield (a delegate) and the box of its body.
public class SizeTests
{
#if DEBUG
    // The state machine is a class here: an object beside the box, with more of the body's temporaries in its fields.
    private const int OneWay = 200, TwoWay = 216;
#else
    private const int OneWay = 168, TwoWay = 176;
#endif

    [Fact]
    public void A_two_way_generator()
    {
        static Generator<int, int, int> Sum() => new(async yield =>
        {
            int total = 0;
            while (true) total += await yield(total);
        });
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

    private static long Suspended(Func<Generator<int>> make)
    {
        return Each(Started, GeneratorState.Suspended);

        Generator<int> Started()
        {
            Generator<int> generator = make();
            generator.MoveNext();
            return generator;
        }
    }

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
