using System.Runtime.CompilerServices;
using RunningAverage;

namespace Parley.Tests.Samples;

public class RunningAverageMemoryTests
{
    // Less than a byte for each line or character. Each collection that other tests cause meanwhile counts up to 8 KiB.
    private const long FewBytes = 1_000_000;

    [Theory]
    [InlineData("", "12.5\n")]
    [InlineData("v\n", "12.5\r\n")]
    [InlineData("date,v\n", "2012-01-31,12.5\n")]
    [InlineData("v,text\n", "12.5,\"a \"\"quoted\"\", field\"\n")]
    public void A_million_lines_are_read_in_a_few_bytes(string header, string line)
    {
        const int Lines = 1_000_000;
        string? column = header.Length == 0 ? null : "v";
        long count = 0;
        long bytes = BytesAllocated(() =>
        {
            var measurements = new Measurements(new Repeated(header, line, Lines), "x.csv", column);
            using var g = RunningStatistics.Start();
            g.Next();
            foreach (Measurement measurement in measurements.Read()) count = g.Send(measurement.Value).Count;
        });
        Assert.Equal(Lines, count);
        Assert.InRange(bytes, 1, FewBytes);
    }

    [Fact]
    public void So_is_a_line_of_ten_million_characters()
    {
        var errors = new List<string>();
        long bytes = BytesAllocated(() =>
        {
            var measurements = new Measurements(new Repeated("1\n", "2", 10_000_000), "x.csv", null);
            errors.AddRange(measurements.Read().Where(m => m.Error is not null).Select(m => m.Error!.Message));
        });
        Assert.Equal([$"line 2: '{new string('2', 40)}...' is not a number."], errors);
        Assert.InRange(bytes, 1, FewBytes);
    }

    [Fact]
    public void A_bad_line_is_let_go_once_the_next_one_comes()
    {
        var g = RunningStatistics.Start().Prime();
        WeakReference first = ThrowOne(g);
        ThrowOne(g);
        GC.Collect();
        Assert.False(first.IsAlive);
        GC.KeepAlive(g);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference ThrowOne(Generator<Statistics> g)
    {
        var exception = new FormatException("a line");
        g.Throw(exception);
        return new(exception);
    }

    private static long BytesAllocated(Action action)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private sealed class Repeated(string first, string line, int lines) : TextReader
    {
        private string _text = first.Length > 0 ? first : line;
        private int _left = first.Length > 0 ? lines : lines - 1;
        private int _next;

        public override int Read()
        {
            if (_next == _text.Length) { if (_left-- <= 0) return -1; _text = line; _next = 0; }

            return _text[_next++];
        }
    }
}
