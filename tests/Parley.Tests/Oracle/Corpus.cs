using System.IO.Compression;

namespace Parley.Tests.Oracle;

/// <summary>A cast of generators, as Python source, and scripts of calls on it with what CPython answered.</summary>
internal sealed record Cast(int Number, string Python, string[][] Scripts)
{
    public string MethodName => $"Cast{Number}";

    /// <summary>What else is done to the C#, which is of synchronous generators.</summary>
    public Func<string, string> Edit { get; init; } = text => text;
    public string ToCSharp(string? method = null) => Edit(Translation.ToMethod(method ?? MethodName, Python));
}

/// <summary>The programs that tests/oracle/make_programs.py has written; PARLEY_PROGRAMS may name another file of
/// them.</summary>
internal static class Corpus
{
    private static readonly Lazy<Cast[]> s_casts = new(Read);
    public static Cast[] Casts => s_casts.Value;

    private static Cast[] Read()
    {
        using Stream file = Environment.GetEnvironmentVariable("PARLEY_PROGRAMS") is { } path
            ? File.OpenRead(path)
            : typeof(Corpus).Assembly.GetManifestResourceStream("programs.txt.gz")!;
        using var reader = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        return [.. reader.ReadToEnd().Split("== ", StringSplitOptions.RemoveEmptyEntries).Select(ReadCast)];
    }

    private static Cast ReadCast(string text)
    {
        string[] parts = text.Split("--\n");
        int firstLine = parts[0].IndexOf('\n', StringComparison.Ordinal);
        string[][] scripts = [.. parts[1..].Select(script => script.TrimEnd('\n').Split('\n'))];
        return new(int.Parse(parts[0][..firstLine]), parts[0][(firstLine + 1)..], scripts);
    }
}
