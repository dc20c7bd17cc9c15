namespace Parley.Tests.Exact;

// 0 bytes a step: what a whole drive allocates doesn't depend on how many steps it takes.
public class DriveAllocationTests
{
    private const int Few = 10, Many = 10_000;

    public static TheoryData<int> Depths { get; } = [0, 1, 2, 100];

    [Fact]
    public void Run_allocates_nothing_a_step() => AllocatesTheSame(steps => Counting(steps).Run(static value => value));

    [Fact]
    public void RunAsync_allocates_nothing_a_step() => AllocatesTheSame(steps =>
        Counting(steps).RunAsync(static value => new ValueTask<int>(value)).GetAwaiter().GetResult());

    [Fact]
    public void Converse_allocates_nothing_a_step() => AllocatesTheSame(steps =>
        Counting(steps).Converse(new Generator<int, int>(async yield => { while (true) await yield(1); })));

    [Theory, MemberData(nameof(Depths))]
    public void Resume_allocates_nothing(int depth)
    {
        Generator<long, int> g = new(async yield =>
        {
            for (long total = 0; ;) total += await yield(total);
        });
        for (int i = 0; i < depth; i++)
        {
            var inner = g;
            g = new(async yield => await yield.From(inner));
        }

        g.Resume(0);
        Assert.Equal(0, Measure.Bytes(() =>
        {
            for (int i = 0; i < Measure.Steps; i++) g.Resume(1);
            for (int i = 0; i < Measure.Steps; i++) g.TryResume(0);
        }));
        Assert.Equal(Measure.Calls * Measure.Steps, g.Current);
    }

    [Fact]
    public void Resume_of_an_enumerable_allocates_nothing()
    {
        static IEnumerable<int> Naturals() { for (int i = 0; ; i++) yield return i; }
        using Generator<int, string?> g = new(async yield => await yield.From(Naturals()));
        Assert.Equal(0, Measure.Bytes(() => { for (int i = 0; i < Measure.Steps; i++) g.Resume(null); }));
        Assert.Equal((Measure.Calls * Measure.Steps) - 1, g.Current);
    }

    private static Generator<int, int, int> Counting(int steps) => new(async yield =>
    {
        int total = 0;
        for (int i = 0; i < steps; i++) total += await yield(i);
        return total;
    });

    private static void AllocatesTheSame(Action<int> drive) =>
        Assert.Equal(Measure.Bytes(() => drive(Few)), Measure.Bytes(() => drive(Many)));
}
