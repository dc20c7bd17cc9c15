using System.Xml.Linq;

namespace Parley.Tests.Docs;

/// <summary>The pages of the repository.</summary>
internal static class Pages
{
    private static readonly string s_root = FindRoot(AppContext.BaseDirectory);

    /// <summary>Every page's path, from the root of the repository.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. Files("", SearchOption.TopDirectoryOnly), .. Files("docs", SearchOption.AllDirectories),
        .. Files("samples", SearchOption.AllDirectories), .. Files("src/Parley", SearchOption.TopDirectoryOnly),
        .. Files("src/Parley.Templates", SearchOption.TopDirectoryOnly),
    ];

    public static string Folder(string page) => Path.GetDirectoryName(Path.Combine(s_root, page))!;
    public static string Read(string page) => File.ReadAllText(Path.Combine(s_root, page));

    /// <summary>What stands between fences that name this language.</summary>
    public static IEnumerable<CodeBlock> Blocks(string language) =>
        All.SelectMany(page => CodeBlock.In(page, Read(page))).Where(block => block.Language == language);

    /// <summary>The examples in the XML documentation, by member and number.</summary>
    public static IEnumerable<CodeBlock> Examples() =>
        from member in XDocument.Load(Path.ChangeExtension(typeof(Generator<>).Assembly.Location, ".xml"))
            .Descendants("member")
        from example in member.Descendants("code").Index()
        select new CodeBlock(member.Attribute("name")!.Value, example.Index, "csharp", example.Item.Value);

    private static IEnumerable<string> Files(string folder, SearchOption depth) =>
        from path in Directory.GetFiles(Path.Combine(s_root, folder), "*.md", depth)
        select Path.GetRelativePath(s_root, path);

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "Parley.slnx")) ? folder
        : FindRoot(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("There is no Parley.slnx."));
}

/// <summary>What stands between two fences of a page.</summary>
internal sealed record CodeBlock(string Page, int Line, string Language, string Code)
{
    private const string Fence = "```";

    public static List<CodeBlock> In(string page, string text)
    {
        var blocks = new List<CodeBlock>();
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith(Fence, StringComparison.Ordinal)) continue;
            int end = Array.FindIndex(lines, i + 1, line => line == Fence);
            if (end < 0) throw new FormatException($"{page}:{i + 1}: the fence is never closed.");
            blocks.Add(new(page, i + 1, lines[i][Fence.Length..], string.Join('\n', lines[(i + 1)..end])));
            i = end;
        }
        return blocks;
    }
}
