namespace Parley.Tests.Harness;

public class MeasureTests
{
    [Fact]
    public void Bytes_sees_each_allocation()
    {
        object? kept = null;
        int calls = 0;
        Assert.Equal(Measure.Steps * 24, Measure.Bytes(() =>
        {
            for (int i = 0; i < Measure.Steps; i++) kept = new object();
            calls++;
        }));
        Assert.Equal(Measure.Calls, calls);
        Assert.NotNull(kept);
        Assert.Equal(0, Measure.Bytes(() => kept.GetHashCode()));
    }

    [Fact]
    public void Raised_sees_each_throw_and_rethrow_of_this_thread()
    {
        var exception = new FormatException();
        IReadOnlyList<Exception> raised = Measure.Raised(() =>
        {
            try { try { throw exception; } catch (FormatException) { throw; } }
            catch (FormatException) { }
            var other = new Thread(() => Assert.Throws<NotSupportedException>(Fail));
            other.Start();
            other.Join();
        });
        Assert.Equal([exception, exception], raised);
    }

    private static void Fail() => throw new NotSupportedException();
}
