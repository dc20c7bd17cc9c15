using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace Parley.Analyzers.Tests;

/// <summary>No rule raises a false alarm in this repository. What the tests do wrong on purpose is listed.</summary>
public class RepositoryTests
{
    private static readonly string s_root = Root(AppContext.BaseDirectory);

    /// <summary>The rules that tests and pages break because that is what they are about.</summary>
    private static readonly string[] s_onPurpose = File.ReadAllLines(Path.Combine(
        s_root, "tests/Parley.Analyzers.Tests/OnPurpose.txt"));

    public static TheoryData<string> Samples =>
        [.. Directory.GetDirectories(Path.Combine(s_root, "samples")).Select(it => Path.GetFileName(it)!)];

    public static TheoryData<string> Pages =>
    [
        .. new[] { "docs", "samples" }.SelectMany(folder =>
            Directory.GetFiles(Path.Combine(s_root, folder), "*.md", SearchOption.AllDirectories))
            .Append(Path.Combine(s_root, "README.md")).Where(page => Blocks(page).Any())
            .Select(page => Path.GetRelativePath(s_root, page)),
    ];

    [Theory, MemberData(nameof(Samples))]
    public async Task A_sample_breaks_no_rule(string sample) =>
        Assert.Empty(await Found(Compile(Path.Combine(s_root, "samples", sample))));

    [Theory, InlineData("Parley.Tests"), InlineData("Parley.Async.Tests")]
    [InlineData("Parley.Durable.Tests"), InlineData("Parley.Durable.Crash")]
    public async Task Tests_break_rules_only_on_purpose(string project)
    {
        var found = await Found(Compile(Path.Combine(s_root, "tests", project)));
        Assert.Empty(found.Except(s_onPurpose));
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task A_page_breaks_rules_only_on_purpose(string page)
    {
        var found = new List<string>();
        foreach (string block in Blocks(Path.Combine(s_root, page)))
            found.AddRange(from it in await Found(Verify.Compile(block)) select $"{it.Split(' ')[0]} {page}");
        Assert.Empty(found.Except(s_onPurpose));
    }

    [Fact]
    public async Task An_example_of_a_member_breaks_no_rule()
    {
        string documentation = Path.ChangeExtension(typeof(Generator<>).Assembly.Location, ".xml");
        string[] examples = [.. XDocument.Load(documentation).Descendants("code").Select(it =>
            $"using Parley;{it.Value}")];
        Assert.True(examples.Length > 10);
        foreach (string example in examples) Assert.Empty(await Found(Verify.Compile(example)));
    }

    private static async Task<IEnumerable<string>> Found(Compilation program) =>
        (await Verify.Found(program)).Where(it => !it.IsSuppressed)
            .Select(it => $"{it.Id} {Path.GetFileName(it.Location.GetLineSpan().Path)}").Distinct();

    private static Compilation Compile(string folder)
    {
        var files = Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories).Where(path =>
            !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal));
        return Verify.Compile().AddSyntaxTrees(files.Select(path => Verify.Parse(File.ReadAllText(path), path)));
    }

    private static IEnumerable<string> Blocks(string page) => File.ReadAllText(page).Split("\n```csharp\n").Skip(1)
        .Select(rest => rest[..rest.IndexOf("\n```", StringComparison.Ordinal)]);

    private static string Root(string folder) =>
        File.Exists(Path.Combine(folder, "Parley.slnx")) ? folder : Root(Path.GetDirectoryName(folder)!);
}
