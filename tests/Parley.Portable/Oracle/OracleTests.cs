using Microsoft.CodeAnalysis;

namespace Parley.Tests.Oracle;

/// <summary>A few of CPython's programs must do here, too, what they did there.</summary>
public class OracleTests
{
    public static TheoryData<int> Numbers => [.. CompiledCasts.Numbers];

    [Theory, MemberData(nameof(Numbers))]
    public void Programs_do_what_they_do_in_CPython(int number) =>
        Replay.Check([.. Corpus.Casts.Where(cast => cast.Number == number)], OptimizationLevel.Release);
}
