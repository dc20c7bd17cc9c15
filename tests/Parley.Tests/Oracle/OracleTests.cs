using Microsoft.CodeAnalysis;

namespace Parley.Tests.Oracle;

/// <summary>CPython as the oracle: thousands of random programs, whose bodies are compiled by the C# compiler, must do
/// exactly what the same programs did in CPython 3.13. How they are made, and which deviations are named:
/// tests/oracle/make_programs.py.</summary>
public class OracleTests
{
    private const int Batches = 12;

#if WOVEN
    private const bool AllAreWoven = true;
#else
    private const bool AllAreWoven = false;
#endif

    public static TheoryData<int, OptimizationLevel> AllBatches { get; } =
        [.. from batch in Enumerable.Range(0, Batches) select (batch, Level(batch))];

    [Theory, MemberData(nameof(AllBatches)), Row("FROM-44", "FROM-46", "FROM-47", "RUN-04", "RUN-05")]
    public void Programs_do_what_they_do_in_CPython(int batch, OptimizationLevel level) =>
        Replay.Check([.. Corpus.Casts.Where(cast => cast.Number % Batches == batch)], level);

    private static OptimizationLevel Level(int batch) =>
        AllAreWoven || batch % 2 == 0 ? OptimizationLevel.Release : OptimizationLevel.Debug;
}
