using Parley;

namespace RunningAverage;

/// <summary>Computes running statistics of the numbers sent in. All of the state is in local variables.</summary>
internal static class RunningStatistics
{
    private const int BadLinesKept = 10;

    /// <summary>
    /// Send it a measurement, and it yields the statistics so far. Throw a <see cref="FormatException"/> into it for
    /// one that can't be read: it counts the bad line and goes on. Close it, and it returns its report.
    /// </summary>
    public static Generator<Statistics, double, Report> Start() => new(async yield =>
    {
        Statistics soFar = Statistics.OfNothing;
        long count = 0;
        double mean = 0, squares = 0;                       // squares: the sum of (x - mean)², by Welford's method
        double min = double.PositiveInfinity, max = double.NegativeInfinity;
        long badLines = 0;
        var firstBadLines = new List<string>();

        while (true)
        {
            try
            {
                double x = await yield(soFar);              // hand out the statistics, wait for the next measurement

                count++;
                double before = x - mean;
                mean += before / count;
                squares += before * (x - mean);
                min = Math.Min(min, x);
                max = Math.Max(max, x);
                soFar = new(count, mean, min, max, StandardDeviation: Math.Sqrt(squares / (count - 1)));
            }
            catch (FormatException e)                       // thrown in: the line isn't a measurement
            {
                badLines++;
                if (firstBadLines.Count < BadLinesKept) firstBadLines.Add(e.Message);
            }
            catch (GeneratorExitException)                  // closed: the end of the input
            {
                return new Report(soFar, badLines, firstBadLines);
            }
        }
    });
}
