using RunningAverage;

namespace Parley.Tests.Samples;

public class RunningStatisticsTests
{
    [Fact]
    public void Each_measurement_sent_gives_the_statistics_so_far()
    {
        var g = RunningStatistics.Start();
        Assert.Equal(Statistics.OfNothing, g.Next());
        Assert.Equal(new(1, 10, 10, 10, double.NaN), g.Send(10));
        Assert.Equal(new(2, 20, 10, 30, Math.Sqrt(200)), g.Send(30));
        Assert.Equal(new(3, 20, 10, 30, 10), g.Send(20));
        Assert.Equal(new(4, 10, -20, 30, Math.Sqrt(1400 / 3.0)), g.Send(-20));
    }

    [Fact]
    public void The_deviation_of_large_numbers_that_differ_little_is_exact()
    {
        var g = RunningStatistics.Start().Prime();
        foreach (double x in (double[])[1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]) g.Send(x);
        Assert.Equal(new(4, 1e9 + 10, 1e9 + 4, 1e9 + 16, Math.Sqrt(30)), g.Current);
    }

    [Fact]
    public void A_bad_line_thrown_in_is_counted_and_changes_nothing_else()
    {
        var g = RunningStatistics.Start().Prime();
        Statistics before = g.Send(10);
        Assert.Equal(before, g.Throw(new FormatException("line 2: bad")));
        Assert.Equal(2, g.Send(20).Count);
        g.Close();
        Assert.Equal((new(2, 15, 10, 20, Math.Sqrt(50)), 1), (g.Result.Whole, g.Result.BadLines));
        Assert.Equal(["line 2: bad"], g.Result.FirstBadLines);
    }

    [Fact]
    public void Only_the_first_ten_bad_lines_are_kept()
    {
        var g = RunningStatistics.Start().Prime();
        for (int line = 1; line <= 5000; line++) g.Throw(new FormatException($"line {line}"));
        g.Close();
        Assert.Equal(5000, g.Result.BadLines);
        Assert.Equal(Enumerable.Range(1, 10).Select(line => $"line {line}"), g.Result.FirstBadLines);
    }

    [Fact]
    public void Closed_with_nothing_sent_it_reports_nothing()
    {
        var g = RunningStatistics.Start().Prime();
        g.Close();
        Assert.Equal((Statistics.OfNothing, 0), (g.Result.Whole, g.Result.BadLines));
        Assert.Empty(g.Result.FirstBadLines);
    }

    [Fact]
    public void Any_other_exception_ends_it()
    {
        var g = RunningStatistics.Start().Prime();
        var exception = new IOException();
        Assert.Same(exception, Assert.Throws<IOException>(() => g.Throw(exception)));
        Assert.Equal((GeneratorState.Closed, false), (g.State, g.TryGetResult(out _)));
    }
}
