namespace RunningAverage;

/// <summary>Shows a piece of the input on one line, and shortened.</summary>
internal static class Excerpt
{
    private const int MaxLength = 40;

    public static string Of(ReadOnlySpan<char> text) =>
        text.Length > MaxLength ? OneLine(text[..MaxLength]) + "..." : OneLine(text);

    public static string OneLine(ReadOnlySpan<char> text)
    {
        char[] line = text.ToArray();
        foreach (ref char c in line.AsSpan()) c = char.IsControl(c) ? ' ' : c;
        return new string(line);
    }
}
