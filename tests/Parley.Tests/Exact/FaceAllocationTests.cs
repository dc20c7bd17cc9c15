namespace Parley.Tests.Exact;

// 0 bytes a step of a face, whatever is below it; and a step costs the same at any depth.
public class FaceAllocationTests
{
    private static readonly object s_answer = 1;

    private record Number : IRequest<int>;

    [Theory, InlineData(0), InlineData(1), InlineData(1000)]
    public void Steps_of_a_face_allocate_nothing(int depth)
    {
        Generator<long, int> g = new(async yield =>
        {
            long total = 0;
            while (true) total += await yield(total);
        });
        for (; depth > 0; depth--) { var inner = g; g = new(async yield => await yield.From(inner)); }
        using var face = g.SelectYield(total => total + 0.5).SelectSend((byte b) => (int)b);
        using Generator<double, byte> outer = new(async yield => await yield.From(face));
        outer.Next();
        Assert.Equal(0, Measure.Bytes(() =>
        {
            for (int i = 0; i < Measure.Steps; i++) face.Send(1);
            for (int i = 0; i < Measure.Steps; i++) face.Next();
            for (int i = 0; i < Measure.Steps; i++) outer.TrySend(1);
            for (int i = 0; i < Measure.Steps; i++) outer.MoveNext();
        }));
        Assert.Equal((2 * Measure.Calls * Measure.Steps) + 0.5, face.Current);
    }

    [Fact]
    public void A_request_and_its_answer_allocate_nothing()
    {
        var request = new Number();
        using Generator<object, object, int> g = new(async yield =>
        {
            int total = 0;
            while (total >= 0) total += await yield.Ask(request);
            return total;
        });
        g.Next();
        Assert.Equal(0, Measure.Bytes(() => { for (int i = 0; i < Measure.Steps; i++) g.Send(s_answer); }));
        Assert.Same(request, g.Current);
    }

    [Fact]
    public void Elements_that_go_through_allocate_nothing()
    {
        static IEnumerable<int> Naturals() { for (int i = 0; ; i++) yield return i; }
        Generator<int, int> g = new(async yield => { int last = 0; while (true) last = await yield(last); });
        using var values = Naturals().Through(g).GetEnumerator();
        Assert.True(values.MoveNext());
        Assert.Equal(0, Measure.Bytes(() => { for (int i = 0; i < Measure.Steps; i++) values.MoveNext(); }));
        Assert.Equal(Measure.Calls * Measure.Steps, values.Current);
    }
}
