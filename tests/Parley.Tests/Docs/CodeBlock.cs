namespace Parley.Tests.Docs;

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
