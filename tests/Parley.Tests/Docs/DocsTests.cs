using System.Reflection;
using System.Text.RegularExpressions;

namespace Parley.Tests.Docs;

public partial class DocsTests
{
    public static TheoryData<string, int> Programs { get; } =
        [.. Pages.Blocks("csharp").Select(block => (block.Page, block.Line))];

    public static TheoryData<string, int> Examples { get; } =
        [.. Pages.Examples().Select(example => (example.Page, example.Line))];

    public static TheoryData<string> AllPages { get; } = [.. Pages.All];
    private const string Durable = "docs/durable"; // these pages are tested in Parley.Durable.Tests
    private static readonly string s_design = Pages.Read("docs/design.md");

    [Theory, MemberData(nameof(Programs))]
    public void What_a_program_says_comes_true(string page, int line) =>
        DocumentedProgram.Run(Pages.Blocks("csharp").Single(block => (block.Page, block.Line) == (page, line)).Code);

    [Theory, MemberData(nameof(Examples))]
    public void What_an_example_of_a_member_says_comes_true(string member, int number)
    {
        string code = Pages.Examples().Single(example => (example.Page, example.Line) == (member, number)).Code;
        Assert.True(DocumentedProgram.Run($"using Parley;{code}") > 0, "The example doesn't say what comes of it.");
    }

    [Fact]
    public void The_types_that_people_start_from_have_examples() => Assert.Equal(
        ["T:Parley.AsyncGenerator`1", "T:Parley.Generator`1", "T:Parley.Generator`2", "T:Parley.Generator`3"],
        Pages.Examples().Select(example => example.Page).Where(page => page.StartsWith("T:")).Order());

    [Fact]
    public void The_readme_begins_with_a_program_and_what_comes_of_it()
    {
        CodeBlock first = CodeBlock.In("README.md", Pages.Read("README.md"))[0];
        Assert.Equal("csharp", first.Language);
        Assert.Equal(5, DocumentedProgram.Run(first.Code));
    }

    [Fact]
    public void No_program_is_passed_over_for_the_name_of_its_language() =>
        Assert.Empty(((string[])["c#", "C#", "CSharp"]).SelectMany(Pages.Blocks));

    [Fact]
    public void An_excerpt_stands_in_the_sources_beside_its_page() =>
        Assert.All(Pages.Blocks("cs").Where(it => !it.Page.StartsWith(Durable, StringComparison.Ordinal)), excerpt =>
        {
            string sources = string.Concat(
                Directory.GetFiles(Pages.Folder(excerpt.Page), "*.cs").Select(File.ReadAllText));
            Assert.StartsWith("samples/", excerpt.Page, StringComparison.Ordinal);
            Assert.All(
                excerpt.Code.Split('\n').Select(line => line.Split("      //")[0].Trim()),
                line => Assert.Contains(line, sources, StringComparison.Ordinal));
        });

    [Fact]
    public void The_table_of_Python_names_members_that_there_are()
    {
        Type[] types = [typeof(IntReturner), typeof(AsyncGenerator<int, int>), typeof(GeneratorExtensions)];
        string[] known = [.. types.SelectMany(type => type.GetMembers()).Select(member => member.Name)];
        string[] named = [.. Groups(Member(), Pages.Read("docs/python.md"))];
        Assert.True(named.Distinct().Count() > 10);
        Assert.All(named, name => Assert.Contains(name, known));
    }

    [Fact]
    public void The_semantics_name_every_member()
    {
        Type[] types =
        [
            typeof(IntReturner), typeof(AsyncGenerator<int, int, int>), typeof(Generator), typeof(AsyncGenerator),
            typeof(GeneratorExtensions), typeof(GeneratorScope), typeof(YieldExtensions),
        ];
        string page = Pages.Read("docs/semantics.md");
        string[] members =
        [
            .. types.SelectMany(type => type.GetMembers())
                .Where(member => member.DeclaringType != typeof(object) && member is not ConstructorInfo)
                .Where(member => member is not MethodInfo { IsSpecialName: true } && member.Name != "ToString")
                .Select(member => member.Name.Replace("Async", "")).Distinct(),
        ];
        Assert.True(members.Length > 25);
        Assert.All(members, name => Assert.Matches($@"[`.]{name}\b", page));
    }

    [Theory, MemberData(nameof(AllPages))]
    public void Links_lead_to_files(string page) => Assert.All(
        Groups(Link(), Pages.Read(page)),
        link => Assert.True(Path.Exists(Path.Combine(Pages.Folder(page), link)), link));

    [Theory, InlineData("docs"), InlineData("docs/decisions")]
    public void An_index_names_every_page_of_its_folder(string folder)
    {
        string index = $"{folder}/README.md";
        string[] pages = [.. Pages.All.Where(page => Path.GetDirectoryName(page) == folder && page != index)];
        Assert.NotEmpty(pages);
        Assert.Empty(pages.Except(Groups(Link(), Pages.Read(index)).Select(link => $"{folder}/{link}")));
    }

    [Fact]
    public void The_table_of_phases_in_the_design_names_each_of_them_in_the_order_of_the_enumeration()
    {
        Type phase = typeof(Generator<>).Assembly.GetType("Parley.Engine.Phase", throwOnError: true)!;
        Assert.Equal(Enum.GetNames(phase), Groups(PhaseRow(), s_design));
    }

    [Fact]
    public void Each_file_that_the_design_names_is_there()
    {
        string[] files = [.. SourceFile().Matches(s_design).Select(match => match.Value).Distinct()];
        Assert.Contains("Generator.Step.cs", files);
        string source = Path.Combine(Pages.Folder("README.md"), "src");
        Assert.All(
            files,
            file => Assert.Single(Directory.GetFiles(source, Path.GetFileName(file), SearchOption.AllDirectories)));
    }

    private static IEnumerable<string> Groups(Regex regex, string page) =>
        regex.Matches(page).Select(match => match.Groups[1].Value);

    [GeneratedRegex(@"\bg\.([A-Z]\w+)")] private static partial Regex Member();
    [GeneratedRegex(@"\]\((?!http)([^)#]+)")] private static partial Regex Link();
    [GeneratedRegex(@"^\|[^|]*\| `(\w+)` \|", RegexOptions.Multiline)] private static partial Regex PhaseRow();
    [GeneratedRegex(@"[\w./]+\.cs(?=`)")] private static partial Regex SourceFile();
}
