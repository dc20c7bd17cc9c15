using System.Text.RegularExpressions;

namespace Parley.Tests.Docs;

public partial class DocsTests
{
    public static TheoryData<string, int> Programs { get; } =
        [.. Pages.Blocks("csharp").Select(block => (block.Page, block.Line))];

    public static TheoryData<string> AllPages { get; } = [.. Pages.All];

    [Theory]
    [MemberData(nameof(Programs))]
    public void What_a_program_says_comes_true(string page, int line) =>
        DocumentedProgram.Run(Pages.Blocks("csharp").Single(block => (block.Page, block.Line) == (page, line)).Code);

    [Fact]
    public void The_readme_begins_with_a_program_and_what_comes_of_it()
    {
        CodeBlock first = CodeBlock.In("README.md", Pages.Read("README.md"))[0];
        Assert.Equal("csharp", first.Language);
        Assert.Equal(5, DocumentedProgram.Run(first.Code));
    }

    [Fact]
    public void No_program_is_passed_over_for_the_name_of_its_language() =>
        Assert.Empty(((string[])["cs", "c#", "C#", "CSharp"]).SelectMany(Pages.Blocks));

    [Fact]
    public void The_table_of_Python_names_members_that_there_are()
    {
        Type[] types =
            [typeof(Generator<int, int, int>), typeof(AsyncGenerator<int, int>), typeof(GeneratorExtensions)];
        string[] known = [.. types.SelectMany(type => type.GetMembers()).Select(member => member.Name)];
        string page = Pages.Read("docs/python.md");
        IEnumerable<string> named = Member().Matches(page).Select(match => match.Groups[1].Value);
        Assert.True(named.Distinct().Count() > 10);
        Assert.All(named, name => Assert.Contains(name, known));
    }

    [Theory]
    [MemberData(nameof(AllPages))]
    public void Links_lead_to_files(string page) => Assert.All(
        Link().Matches(Pages.Read(page)).Select(match => match.Groups[1].Value),
        link => Assert.True(Path.Exists(Path.Combine(Pages.Folder(page), link)), link));

    [Theory]
    [InlineData("docs")]
    [InlineData("docs/decisions")]
    public void An_index_names_every_page_of_its_folder(string folder)
    {
        string[] linked =
            [.. Link().Matches(Pages.Read($"{folder}/README.md")).Select(match => $"{folder}/{match.Groups[1].Value}")];
        string[] pages =
            [.. Pages.All.Where(page => Path.GetDirectoryName(page) == folder && page != $"{folder}/README.md")];
        Assert.NotEmpty(pages);
        Assert.Empty(pages.Except(linked));
    }

    [GeneratedRegex(@"\bg\.([A-Z]\w+)")]
    private static partial Regex Member();

    [GeneratedRegex(@"\]\((?!http)([^)#]+)")]
    private static partial Regex Link();
}
