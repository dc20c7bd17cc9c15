using Microsoft.CodeAnalysis;

namespace Parley.Analyzers.Tests;

/// <summary>No rule fails, on whatever code: AD0001 would say so.</summary>
public class RobustnessTests
{
    private static readonly string[] s_programs =
    [
        .. Directory.GetFiles(Folder(AppContext.BaseDirectory), "PAR*Tests.cs").Order(StringComparer.Ordinal)
            .Select(path => string.Join('\n', Programs(File.ReadAllText(path)))),
    ];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    [Fact]
    public void There_are_programs_for_every_rule() => Assert.Equal(29, s_programs.Length);

    /// <summary>Cuts each program off somewhere, as when it is being typed.</summary>
    [Theory, MemberData(nameof(Seeds))]
    public async Task No_rule_fails_on_half_of_a_program(int seed)
    {
        var random = new Random(seed);
        foreach (string program in s_programs) await Survive(program[..random.Next(program.Length)]);
    }

    /// <summary>Drops, doubles and exchanges tokens of each program.</summary>
    [Theory, MemberData(nameof(Seeds))]
    public async Task No_rule_fails_on_mangled_programs(int seed)
    {
        var random = new Random(seed);
        foreach (string program in s_programs)
        {
            string[] tokens = [.. Verify.Parse(program).GetRoot(TestContext.Current.CancellationToken)
                .DescendantTokens().Select(it => it.ToFullString())];
            for (int i = 0; i < tokens.Length / 20; i++)
            {
                int at = random.Next(tokens.Length);
                tokens[at] = random.Next(3) switch
                {
                    0 => "",
                    1 => tokens[at] + tokens[at],
                    _ => tokens[random.Next(tokens.Length)],
                };
            }
            await Survive(string.Concat(tokens));
        }
    }

    private static async Task Survive(string program)
    {
        var found = await Verify.Found(Verify.Compile(program));
        Assert.All(found, it => Assert.False(it.Id == "AD0001", $"{it}\n{program}"));
    }

    /// <summary>What stands in the strings of a file of tests, without the marks.</summary>
    private static IEnumerable<string> Programs(string file) => Verify.Parse(file).GetRoot().DescendantTokens()
        .Where(it => it.Value is string && it.Text.StartsWith('"'))
        .Select(it => Verify.Bare(it.ValueText))
        .Concat(Verify.Parse(file).GetRoot().DescendantNodes()
            .OfType<Microsoft.CodeAnalysis.CSharp.Syntax.InterpolatedStringExpressionSyntax>()
            .Select(it => Verify.Bare(it.Contents.ToString())));

    private static string Folder(string folder) => File.Exists(Path.Combine(folder, "Parley.slnx"))
        ? Path.Combine(folder, "tests/Parley.Analyzers.Tests/Rules") : Folder(Path.GetDirectoryName(folder)!);
}
