using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Parley.Durable.Analyzers;

/// <summary>All rules about conversations that outlive their process: their ids, titles and messages.</summary>
internal static class DurableRuleTable
{
    /// <summary>Where the pages about the rules are published: the project has set that.</summary>
    private static readonly string s_pages = typeof(DurableRuleTable).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Rules").Value!;

    internal static readonly DiagnosticDescriptor Clock = Warning(
        "PAR101", "A conversation's body reads the clock",
        "'{0}' gives another time when the body is replayed. Use 'd.UtcNow', the time of the step that the body " +
        "is in.");

    internal static readonly DiagnosticDescriptor Chance = Warning(
        "PAR102", "A conversation's body uses chance",
        "'{0}' gives something else when the body is replayed. Use it in an effect, whose result is journaled: " +
        "'await yield.From(d.Run(…))'.");

    internal static readonly DiagnosticDescriptor NewGuid = Warning(
        "PAR103", "A conversation's body makes a new Guid",
        "'{0}' makes another one when the body is replayed. Use 'd.NewGuid()', which makes the same one.");

    internal static readonly DiagnosticDescriptor Surroundings = Warning(
        "PAR104", "A conversation's body uses its surroundings",
        "'{0}' may differ when the body is replayed, in another process or on another machine. Use it in an effect, " +
        "or put its value into the conversation's argument.");

    internal static readonly DiagnosticDescriptor Static = Warning(
        "PAR105", "A conversation's body writes what is static",
        "'{0}' is static, and the body writes it again whenever it is replayed. Keep it in a local, or write it in " +
        "an effect.");

    internal static readonly DiagnosticDescriptor Unordered = Warning(
        "PAR106", "A conversation's body reads a collection that has no order",
        "A '{0}' promises no order, and may have another one when the body is replayed. Order it first, by OrderBy " +
        "or Order.");

    internal static readonly DiagnosticDescriptor ForABug = Warning(
        "PAR107", "An effect would also run for a bug",
        "This effect is in {0}, and would also run if the body fails by a bug. Catch what it is for, such as a " +
        "ConversationCanceledException or an EffectFailedException.");

    internal static readonly DiagnosticDescriptor Blocks = Warning(
        "PAR108", "A conversation's body blocks on a task or starts one",
        "'{0}' waits for or starts what no journal knows of, and does so again when the body is replayed. Await it " +
        "in an effect: 'await yield.From(d.Run(…))'.");

    internal static readonly DiagnosticDescriptor WrittenByEffect = Warning(
        "PAR109", "An effect writes a variable of the body",
        "'{0}' is a variable of the body, and stays as it was when the body is replayed, which doesn't run the " +
        "effect. Return the value from the effect.");

    internal static ImmutableArray<DiagnosticDescriptor> All { get; } = ImmutableArray.Create(
        Clock, Chance, NewGuid, Surroundings, Static, Unordered, ForABug, Blocks, WrittenByEffect);

    private static DiagnosticDescriptor Warning(string id, string title, string message) => new(
        id, title, message, "Parley.Durable", DiagnosticSeverity.Warning, isEnabledByDefault: true,
        helpLinkUri: $"{s_pages}{id}.md");
}
