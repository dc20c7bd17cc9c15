using System.Text.RegularExpressions;

namespace Parley.Tests.Docs;

/// <summary>docs/design.md tells of the engine as it is.</summary>
public partial class DesignPageTests
{
    private static readonly string s_page = Pages.Read("docs/design.md");

    [Fact]
    public void The_table_of_phases_names_each_of_them_in_the_order_of_the_enumeration()
    {
        Type phase = typeof(Generator<>).Assembly.GetType("Parley.Engine.Phase", throwOnError: true)!;
        string[] named = [.. PhaseRow().Matches(s_page).Select(match => match.Groups[1].Value)];
        Assert.Equal(Enum.GetNames(phase), named);
    }

    [Fact]
    public void Each_file_that_it_names_is_there()
    {
        string[] files = [.. File().Matches(s_page).Select(match => match.Value).Distinct()];
        Assert.Contains("Generator.Step.cs", files);
        string source = Path.Combine(Pages.Folder("README.md"), "src");
        Assert.All(files, file => Assert.Single(
            Directory.GetFiles(source, Path.GetFileName(file), SearchOption.AllDirectories)));
    }

    [GeneratedRegex(@"^\|[^|]*\| `(\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex PhaseRow();

    [GeneratedRegex(@"[\w./]+\.cs(?=`)")]
    private static partial Regex File();
}
