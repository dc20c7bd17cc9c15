using System.Runtime.CompilerServices;
using RunningAverage;

namespace Parley.Tests.Samples;

public class RunningStatisticsTests
{
    private readonly Generator<Statistics, double, Report> _g = RunningStatistics.Start().Prime();

    [Fact]
    public void Each_measurement_sent_gives_the_statistics_so_far()
    {
        Assert.Equal(Statistics.OfNothing, _g.Current);
        Assert.Equal(new(1, 10, 10, 10, double.NaN), _g.Send(10));
        Assert.Equal(new(2, 20, 10, 30, Math.Sqrt(200)), _g.Send(30));
        Assert.Equal(new(3, 20, 10, 30, 10), _g.Send(20));
        Assert.Equal(new(4, 10, -20, 30, Math.Sqrt(1400 / 3.0)), _g.Send(-20));
    }

    [Fact]
    public void The_deviation_of_large_numbers_that_differ_little_is_exact()
    {
        foreach (double x in (double[])[1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]) _g.Send(x);
        Assert.Equal(new(4, 1e9 + 10, 1e9 + 4, 1e9 + 16, Math.Sqrt(30)), _g.Current);
    }

    [Fact]
    public void A_bad_line_thrown_in_is_counted_and_changes_nothing_else()
    {
        Statistics before = _g.Send(10);
        Assert.Equal(before, _g.Throw(new FormatException("line 2: bad")));
        Assert.Equal(2, _g.Send(20).Count);
        _g.Close();
        Assert.Equal((new(2, 15, 10, 20, Math.Sqrt(50)), 1), (_g.Result.Whole, _g.Result.BadLines));
        Assert.Equal(["line 2: bad"], _g.Result.FirstBadLines);
    }

    [Fact]
    public void Only_the_first_ten_bad_lines_are_kept()
    {
        for (int line = 1; line <= 5000; line++) _g.Throw(new FormatException($"line {line}"));
        _g.Close();
        Assert.Equal(5000, _g.Result.BadLines);
        Assert.Equal(Enumerable.Range(1, 10).Select(line => $"line {line}"), _g.Result.FirstBadLines);
    }

    [Fact]
    public void Closed_with_nothing_sent_it_reports_nothing()
    {
        _g.Close();
        Assert.Equal((Statistics.OfNothing, 0), (_g.Result.Whole, _g.Result.BadLines));
        Assert.Empty(_g.Result.FirstBadLines);
    }

    [Fact]
    public void Any_other_exception_ends_it()
    {
        var exception = new IOException();
        Assert.Same(exception, Assert.Throws<IOException>(() => _g.Throw(exception)));
        Assert.Equal((GeneratorState.Closed, false), (_g.State, _g.TryGetResult(out _)));
    }

    // ---- Memory ----

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
        WeakReference first = ThrowOne(_g);
        ThrowOne(_g);
        GC.Collect();
        Assert.False(first.IsAlive);
        GC.KeepAlive(_g);
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
