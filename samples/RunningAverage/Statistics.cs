namespace RunningAverage;

/// <summary>The values that the generator yields. The standard deviation is that of a sample, and NaN until there are
/// two numbers.</summary>
internal readonly record struct Statistics(long Count, double Mean, double Min, double Max, double StandardDeviation)
{
    public static readonly Statistics OfNothing = new(0, double.NaN, double.NaN, double.NaN, double.NaN);
}

/// <summary>The value that the generator returns.</summary>
/// <param name="Whole">The statistics of all numbers sent.</param>
/// <param name="BadLines">The number of bad lines.</param>
/// <param name="FirstBadLines">The errors of the first ten bad lines.</param>
internal sealed record Report(Statistics Whole, long BadLines, IReadOnlyList<string> FirstBadLines);
