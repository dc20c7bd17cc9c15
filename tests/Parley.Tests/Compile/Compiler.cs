using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Parley.Tests.Compile;

/// <summary>Compiles programs of a few lines against this framework and Parley.</summary>
internal static class Compiler
{
    private const string Usings =
        "using System; using System.Collections.Generic; using System.Threading.Tasks;" +
        "using Parley; using Parley.CompilerServices;\n";

    private static readonly CSharpParseOptions s_language =
        CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp14);

    private static readonly CSharpCompilationOptions s_options = new(
        OutputKind.ConsoleApplication, warningLevel: 9999, nullableContextOptions: NullableContextOptions.Enable);

    public static IReadOnlyList<MetadataReference> References { get; } = [.. ReadReferences()];

    /// <summary>
    /// <paramref name="wrong"/> has one error, exactly at its <c>[|…|]</c>, with these words in its message;
    /// <paramref name="right"/> compiles without a warning.
    /// </summary>
    public static void Refuses(string id, string words, string wrong, string right) =>
        Reports(DiagnosticSeverity.Error, id, words, wrong, right);

    /// <summary>As <see cref="Refuses"/>, but it is a warning.</summary>
    public static void Warns(string id, string words, string wrong, string right) =>
        Reports(DiagnosticSeverity.Warning, id, words, wrong, right);

    /// <summary>The program compiles without a warning.</summary>
    public static void Accepts(string program) => Assert.Empty(Diagnose(program));

    private static void Reports(DiagnosticSeverity severity, string id, string words, string wrong, string right)
    {
        int start = wrong.IndexOf("[|", StringComparison.Ordinal);
        int end = wrong.IndexOf("|]", StringComparison.Ordinal) - 2;
        Assert.InRange(start, 0, end);
        Diagnostic diagnostic = Assert.Single(Diagnose(wrong.Replace("[|", "").Replace("|]", "")));
        Assert.Equal((severity, id), (diagnostic.Severity, diagnostic.Id));
        Assert.Equal(TextSpan.FromBounds(Usings.Length + start, Usings.Length + end), diagnostic.Location.SourceSpan);
        Assert.Contains(words, diagnostic.GetMessage(), StringComparison.Ordinal);
        Accepts(right);
    }

    // What a build says: the constraints of a builder are checked only once code is emitted.
    private static IEnumerable<Diagnostic> Diagnose(string program)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(Usings + program, s_language);
        return CSharpCompilation.Create("Program", [tree], References, s_options)
            .Emit(Stream.Null)
            .Diagnostics
            .Where(diagnostic => diagnostic.Severity != DiagnosticSeverity.Hidden);
    }

    private static IEnumerable<MetadataReference> ReadReferences()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string assemblies = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        string parley = typeof(Generator<>).Assembly.Location;
        return
            from path in assemblies.Split(Path.PathSeparator).Append(parley).Distinct()
            where path == parley || Path.GetDirectoryName(path) == framework
            select MetadataReference.CreateFromFile(path);
    }
}
