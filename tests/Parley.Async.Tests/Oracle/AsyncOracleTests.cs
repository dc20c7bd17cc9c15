using Microsoft.CodeAnalysis;

namespace Parley.Tests.Oracle;

/// <summary>CPython as the oracle of asynchronous generators, too: its programs must do the same when all of their
/// generators are asynchronous.</summary>
public class AsyncOracleTests
{
    private const int Batches = 100;
    private static readonly Awaits[] s_awaits = Enum.GetValues<Awaits>();
    private static readonly OptimizationLevel[] s_levels = Enum.GetValues<OptimizationLevel>();

    public static MatrixTheoryData<Awaits, OptimizationLevel> Bodies => new(s_awaits, s_levels);

    // Of the batches, each takes one. All programs run on the synchronous ones.
    [Theory, MemberData(nameof(Bodies)), Row("FROM-44", "FROM-46", "FROM-47", "RUN-04", "RUN-05")]
    public void Programs_do_what_they_do_in_CPython(Awaits awaits, OptimizationLevel level)
    {
        int batch = ((int)awaits * s_levels.Length) + (int)level;
        var casts = Corpus.Casts.Where(cast => cast.Number % Batches == batch);
        int seen = Pause.Count;
        Replay.Check([.. casts.Select(cast => cast with { Edit = text => Asynchronous(text, awaits) })], level);
        Assert.Equal(awaits != Awaits.Nothing, Pause.Count > seen);
    }

    private static string Asynchronous(string text, Awaits awaits)
    {
        text = AsyncCast.Of(text, $"{awaits}");
        if (awaits == Awaits.Nothing) return text;
        Assert.Matches(@"\byield =>", text);
        Assert.DoesNotMatch(@"(?<!\.Before\()\byield\b(?! =>)", text);
        return text;
    }
}
