using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Xunit.Sdk;
using static Parley.Tests.Compile.Compiler;

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

    /// <summary><paramref name="wrong"/> has one error, exactly at its <c>[|…|]</c>, with these words in its message;
    /// <paramref name="right"/> compiles without a warning.</summary>
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
        return CSharpCompilation.Create("Program", [tree], References, s_options).Emit(Stream.Null).Diagnostics.Where(
            diagnostic => diagnostic.Severity != DiagnosticSeverity.Hidden);
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

public class CompilerTests
{
    private const string Right = "_ = new Generator<int>(async yield => await yield(1));";
    private const string Wrong = "_ = new Generator<int>(async yield => await yield([|null|]));";

    [Fact]
    public void Accepts_fails_for_an_error_and_for_a_warning()
    {
        Accepts(Right);
        Fails(() => Accepts("int unused = 1;"));
        Fails(() => Accepts("int wrong = null;"));
    }

    [Fact]
    public void Refuses_fails_where_anything_differs()
    {
        Refuses("CS1503", "int", Wrong, Right);
        Fails(() => Refuses("CS1503", "int", Right, Right));
        Fails(() => Refuses("CS1503", "int", "[||]" + Right, Right));
        Fails(() => Refuses("CS0315", "int", Wrong, Right));
        Fails(() => Refuses("CS1503", "string", Wrong, Right));
        Fails(() => Refuses("CS1503", "int", Wrong.Replace("([|", "[|("), Right));
        Fails(() => Refuses("CS1503", "int", Wrong, "int unused = 1;"));
        Fails(() => Warns("CS1503", "int", Wrong, Right));
    }

    private static void Fails(Action expectation) => Assert.ThrowsAny<XunitException>(expectation);
}
