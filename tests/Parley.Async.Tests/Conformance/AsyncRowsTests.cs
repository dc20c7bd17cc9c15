using System.Reflection;
using Parley.Tests.Harness;
using Xunit;

namespace Parley.Tests.Conformance;

/// <summary>The tests of this project, the shared ones among them, cover the rows of asynchronous generators.</summary>
public class AsyncRowsTests
{
    // The list says "sync" of them.
    private static readonly string[] s_asyncOnly = ["P479-10", "APP-14"];

    [Fact]
    public void Every_row_that_applies_to_asynchronous_generators_has_a_test()
    {
        HashSet<string> tested = [.. typeof(AsyncRowsTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetCustomAttribute<RowAttribute>()?.Ids ?? [])];
        var missing = Rows()
            .Where(row => row[1] is "both" or "async" || s_asyncOnly.Contains(row[0]))
            .Where(row => row[2] != "no" && !tested.Contains(row[0]))
            .Select(row => $"{row[0]}: {row[3]}")
            .ToList();
        Assert.True(missing.Count == 0, string.Join(Environment.NewLine, missing));
    }

    private static IEnumerable<string[]> Rows()
    {
        using var stream = typeof(AsyncRowsTests).Assembly.GetManifestResourceStream("rows.tsv")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line) yield return line.Split('\t');
    }
}
