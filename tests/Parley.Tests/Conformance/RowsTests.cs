using System.Reflection;
using Parley.Tests.Harness;
using Xunit;
using Xunit.v3;

namespace Parley.Tests.Conformance;

/// <summary>The tests cover the list of the rows: rows.tsv, with ID, kind, whether it applies, behaviour.</summary>
public class RowsTests
{
    private const string AsyncOnly = "async only";

    // Rows that have no test here, and why.
    private static readonly Dictionary<string, string> s_reasons = new()
    {
        ["P479-10"] = AsyncOnly,
        ["APP-14"] = AsyncOnly,
        ["NET-06"] = AsyncOnly,
    };

    private static readonly Line[] s_lines = [.. Read()];

    private static readonly HashSet<string> s_tested = [.. Tested()];

    [Fact]
    public void Every_row_that_applies_to_synchronous_generators_has_a_test()
    {
        var missing = s_lines.Where(line => line.Kind is "both" or "sync" && line.Applies != "no")
            .Where(line => !s_tested.Contains(line.Id) && !s_reasons.ContainsKey(line.Id))
            .Select(line => $"{line.Id}: {line.Behaviour}")
            .ToList();
        Assert.True(missing.Count == 0, string.Join(Environment.NewLine, missing));
    }

    [Fact]
    public void Every_row_that_a_test_names_exists() =>
        Assert.Empty(s_tested.Except(s_lines.Select(line => line.Id)));

    [Fact]
    public void Every_reason_is_of_a_row_without_a_test()
    {
        Assert.Empty(s_reasons.Keys.Intersect(s_tested));
        Assert.Empty(s_reasons.Keys.Except(s_lines.Select(line => line.Id)));
    }

    [Fact]
    public void The_list_is_whole()
    {
        Assert.Equal(221, s_lines.DistinctBy(line => line.Id).Count());
        Assert.Equal(221, s_lines.Length);
        Assert.All(s_lines, line => Assert.Contains(line.Kind, (string[])["both", "sync", "async", "scope"]));
        Assert.All(s_lines, line => Assert.Contains(line.Applies, (string[])["yes", "adapted", "no"]));
        Assert.All(s_lines, line => Assert.NotEmpty(line.Behaviour));
    }

    private static IEnumerable<Line> Read()
    {
        using var stream = typeof(RowsTests).Assembly.GetManifestResourceStream("rows.tsv")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            string[] cells = line.Split('\t');
            yield return new(cells[0], cells[1], cells[2], cells[3]);
        }
    }

    // Of methods that run, only: an attribute on anything else shows nothing.
    private static IEnumerable<string> Tested()
    {
        const BindingFlags All =
            BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        return typeof(RowsTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(All))
            .Where(method => method.GetCustomAttributes().OfType<IFactAttribute>().Any(fact => fact.Skip is null))
            .SelectMany(method => method.GetCustomAttribute<RowAttribute>()?.Ids ?? []);
    }

    private sealed record Line(string Id, string Kind, string Applies, string Behaviour);
}
