namespace RunningAverage;

/// <summary>What the generator yields. The standard deviation is a sample's, NaN until there are two numbers.</summary>
internal readonly record struct Statistics(long Count, double Mean, double Min, double Max, double StandardDeviation)
{
    public static readonly Statistics OfNothing = new(0, double.NaN, double.NaN, double.NaN, double.NaN);
}

/// <summary>What the generator returns.</summary>
/// <param name="Whole">The statistics of all that was sent.</param>
/// <param name="BadLines">How many lines were bad.</param>
/// <param name="FirstBadLines">What was wrong with the first ten of them.</param>
internal sealed record Report(Statistics Whole, long BadLines, IReadOnlyList<string> FirstBadLines);
