namespace Parley.Tests.Exact;

// A step at depth 1,000,000 goes straight to the innermost generator: it allocates nothing, needs no stack, and were it
// to visit the levels between, these tests would not end.
public class DepthTests
{
    private const int Depth = 1_000_000;

    [Fact, Row("FROM-49")]
    public void Steps_and_sends_at_depth_1_000_000_allocate_nothing_on_a_small_stack() => OnASmallStack(() =>
    {
        Generator<int, int, int> g = Nested(new(async yield =>
        {
            int total = 0;
            while (total >= 0) total += await yield(total);
            return total;
        }));
        Assert.Equal(0, g.Next());
        Assert.Equal(0, Measure.Bytes(() =>
        {
            for (int i = 0; i < 100_000; i++) g.Send(1);
            for (int i = 0; i < 100_000; i++) g.TrySend(1);
            for (int i = 0; i < 100_000; i++) g.MoveNext();
        }));
        Assert.Equal(Measure.Calls * 200_000, g.Current);
        Assert.False(g.TrySend(-g.Current - 1));
        Assert.Equal(-1, g.Result);
    });

    [Fact, Row("FROM-49")]
    public void A_throw_that_is_caught_at_depth_1_000_000_goes_straight_there() => OnASmallStack(() =>
    {
        Generator<int, int, int> g = Nested(new(async yield =>
        {
            for (int caught = 0; ; caught++) { try { await yield(caught); } catch (FormatException) { } }
        }));
        g.Next();
        for (int i = 1; i <= 10_000; i++) Assert.Equal(i, g.Throw(new FormatException()));
        g.Close();
        Assert.Equal(GeneratorState.Closed, g.State);
    });

    [Fact, Row("FROM-49")]
    public void An_enumerable_is_stepped_as_straight() => OnASmallStack(() =>
    {
        static IEnumerable<int> Naturals() { for (int i = 0; ; i++) yield return i; }
        using Generator<int, int, int> g = Nested(new(async yield => { await yield.From(Naturals()); return 0; }));
        Assert.Equal(0, Measure.Bytes(() => { for (int i = 0; i < 100_000; i++) g.MoveNext(); }));
        Assert.Equal((Measure.Calls * 100_000) - 1, g.Current);
    });

    private static Generator<int, int, int> Nested(Generator<int, int, int> innermost) =>
        Enumerable.Repeat(0, Depth).Aggregate(innermost, (inner, _) => new(async yield => await yield.From(inner)));

    private static void OnASmallStack(Action test) => Threads.Run(test, stackSize: 256 * 1024);
}
