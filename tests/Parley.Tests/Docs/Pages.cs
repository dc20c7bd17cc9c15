namespace Parley.Tests.Docs;

/// <summary>The pages of the repository.</summary>
internal static class Pages
{
    private static readonly string s_root = FindRoot(AppContext.BaseDirectory);

    /// <summary>Every page's path, from the root of the repository.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. Files("", SearchOption.TopDirectoryOnly),
        .. Files("docs", SearchOption.AllDirectories),
        .. Files("samples", SearchOption.AllDirectories),
    ];

    public static string Folder(string page) => Path.GetDirectoryName(Path.Combine(s_root, page))!;
    public static string Read(string page) => File.ReadAllText(Path.Combine(s_root, page));

    /// <summary>What stands between fences that name this language.</summary>
    public static IEnumerable<CodeBlock> Blocks(string language) =>
        All.SelectMany(page => CodeBlock.In(page, Read(page))).Where(block => block.Language == language);

    private static IEnumerable<string> Files(string folder, SearchOption depth) =>
        Directory.GetFiles(Path.Combine(s_root, folder), "*.md", depth)
            .Select(path => Path.GetRelativePath(s_root, path));

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "Parley.slnx")) ? folder
        : FindRoot(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("There is no Parley.slnx."));
}
