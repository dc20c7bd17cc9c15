using System.Reflection;
using Xunit.v3;

namespace Parley.Tests.Harness;

/// <summary>The list of the rows: Harness/rows.tsv.</summary>
internal static class Rows
{
    public static Line[] All { get; } = [.. Read()];

    /// <summary>The rows that tests name, and the classes of these. Of methods that run, only: an attribute on anything
    /// else shows nothing.</summary>
    public static (string Id, Type Test)[] Tested { get; } = [.. FindTested()];

    private static IEnumerable<Line> Read()
    {
        using var stream = typeof(Rows).Assembly.GetManifestResourceStream("rows.tsv")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            string[] cells = line.Split('\t');
            yield return new(cells[0], cells[1], cells[2], cells[3]);
        }
    }

    private static IEnumerable<(string Id, Type Test)> FindTested()
    {
        const BindingFlags All =
            BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        return
            from type in typeof(Rows).Assembly.GetTypes()
            from method in type.GetMethods(All)
            where method.GetCustomAttributes().OfType<IFactAttribute>().Any(fact => fact.Skip is null)
            from id in method.GetCustomAttribute<RowAttribute>()?.Ids ?? []
            select (id, type);
    }

    /// <summary>A row. Its kind says what it is about: generators of "both" kinds, "sync", "async", or a
    /// "scope".</summary>
    public sealed record Line(string Id, string Kind, string Applies, string Behaviour)
    {
        public override string ToString() => $"{Id}: {Behaviour}";
    }
}
