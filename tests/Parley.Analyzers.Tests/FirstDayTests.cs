using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Parley.Analyzers.Tests;

/// <summary>What people write on their first day: the programs of the cookbook. They compile, and no rule has anything
/// to say.</summary>
public partial class FirstDayTests
{
    private static readonly Dictionary<string, string> s_programs = Program()
        .Matches(File.ReadAllText(Path.Combine(RepositoryTests.RootFolder, "docs/cookbook.md")))
        .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);

    public static TheoryData<string> Programs => [.. s_programs.Keys];

    [Fact]
    public void There_are_twelve() => Assert.Equal(12, s_programs.Count);

    [Theory, MemberData(nameof(Programs))]
    public async Task No_rule_has_anything_to_say(string program)
    {
        var compilation = Verify.Compile(s_programs[program]);
        Assert.Empty(compilation.GetDiagnostics().Where(it =>
            it.DefaultSeverity > DiagnosticSeverity.Info && it.Id != "CS0105"));
        Assert.Empty(await Verify.Found(compilation));
    }

    // A heading, what doesn't begin another one, and a block.
    [GeneratedRegex(@"^## (.+)\n(?:(?!## |```).*\n)*```csharp\n((?s:.*?))\n```$", RegexOptions.Multiline)]
    private static partial Regex Program();
}
