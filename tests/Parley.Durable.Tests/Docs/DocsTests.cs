using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Parley.Durable.Tests.Docs;

/// <summary>What docs/durable.md and the pages in docs/durable show stands in programs beside this file, which are
/// compiled and run.</summary>
public sealed partial class DocsTests
{
    private static readonly string s_root = Path.GetFullPath(Path.Combine(Here(), "..", "..", ".."));

    public static TheoryData<string> Pages { get; } =
    [
        "durable.md",
        .. Directory.GetFiles(Path.Combine(s_root, "docs", "durable"), "*.md").Order(StringComparer.Ordinal)
            .Select(page => "durable/" + Path.GetFileName(page)),
    ];

    [Theory, MemberData(nameof(Pages))]
    public void Each_line_of_a_program_stands_in_one_that_runs(string page)
    {
        string text = File.ReadAllText(Path.Combine(s_root, "docs", page));
        string sources = string.Concat(Directory.GetFiles(Here(), "Guide*.cs").Select(File.ReadAllText));
        Assert.DoesNotContain("```csharp", text, StringComparison.Ordinal);
        Assert.All(
            Block().Matches(text).SelectMany(block => block.Groups[1].Value.Split('\n')),
            line => Assert.Contains(line.Split("      //")[0].Trim(), sources, StringComparison.Ordinal));
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    [GeneratedRegex("^```cs\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();
}
