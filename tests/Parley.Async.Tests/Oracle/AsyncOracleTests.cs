using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Parley.Tests.Harness;
using Xunit;

namespace Parley.Tests.Oracle;

/// <summary>What the bodies of programs await between their statements.</summary>
public enum Awaits
{
    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>A task that has completed.</summary>
    Completed,

    /// <summary>What has to be waited for, and is over inside that very call:
    /// <see cref="Harness.Inline"/>.</summary>
    Inline,

    /// <summary>What goes on after the call that the body runs in has come back, pending:
    /// <see cref="Harness.Later"/>.</summary>
    Later,
}

/// <summary>
/// CPython as the oracle of asynchronous generators, too: its programs must do the same when all of their generators
/// are asynchronous.
/// </summary>
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
        Replay.Check([.. casts.Select(cast => cast with { Edit = text => Asynchronous(text, awaits) })], level);
    }

    private static string Asynchronous(string text, Awaits awaits)
    {
        text = Regex.Replace(text, @"\bGenerator<", "AsyncGenerator<");
        if (awaits == Awaits.Nothing) return text;
        if (awaits != Awaits.Completed) text = text.Replace("new Feed(", "new AsyncFeed(", StringComparison.Ordinal);

        // What bodies call themselves, they await; what the stage calls for them is waited for (Blocking).
        text = Regex.Replace(text, @"\b(g\d)\.(Next|MoveNext|Send|Throw|Close)\(", "await $1.$2Async(");

        // Where a body or a block begins, and behind each statement.
        string awaited = awaits == Awaits.Completed
            ? "await System.Threading.Tasks.Task.CompletedTask;"
            : $"await default(Parley.Tests.Harness.{awaits});";
        text = Regex.Replace(text, @"(?m)(?<=^ {8}\{|^ {12,}.*[;{])$", $" {awaited}");
        Assert.Contains(awaited, text, StringComparison.Ordinal);
        return text;
    }
}
