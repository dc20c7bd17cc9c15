using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Parley.Durable.Tests.Docs;

/// <summary>What docs/durable.md shows stands in <see cref="Guide"/>, which compiles and runs.</summary>
public sealed partial class DocsTests
{
    [Fact]
    public void Each_line_of_the_guide_stands_in_a_program_that_runs()
    {
        string root = Path.GetFullPath(Path.Combine(Here(), "..", "..", ".."));
        string guide = File.ReadAllText(Path.Combine(root, "docs", "durable.md"));
        string sources = File.ReadAllText(Path.Combine(Here(), "Guide.cs"));
        string[] lines = [.. Block().Matches(guide).SelectMany(block => block.Groups[1].Value.Split('\n'))];
        Assert.True(lines.Length > 30);
        Assert.All(lines, line => Assert.Contains(line.Split("      //")[0].Trim(), sources, StringComparison.Ordinal));
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    [GeneratedRegex("^```cs\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();
}
