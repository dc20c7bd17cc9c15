using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Parley.Weaver.Tests.Harness;

/// <summary>Compiles programs: members of a class <c>Program</c>, with a <c>Main</c>.</summary>
internal static class Compiler
{
    private static readonly CSharpParseOptions s_language =
        CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp14);

    private static readonly MetadataReference[] s_references = [.. ReadReferences()];

    private static readonly SyntaxTree s_prelude = Parse(ReadPrelude(), "Prelude.cs");

    private const string Usings =
        "using System; using System.Collections.Generic; using System.Linq; using System.Text; using Parley;\n" +
        "using System.Diagnostics; using System.Runtime.CompilerServices; using System.Runtime.InteropServices;\n";

    public static (byte[] Assembly, byte[] Symbols) Compile(string members, OptimizationLevel level)
    {
        string text = $"{Usings}static partial class Program\n{{\n#line 1 \"Program.cs\"\n{members}\n}}\n";
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, optimizationLevel: level, allowUnsafe: true,
            nullableContextOptions: NullableContextOptions.Enable);
        var compilation = CSharpCompilation.Create(
            "Program", [s_prelude, Parse(text, "Program.cs")], s_references, options);
        using MemoryStream assembly = new(), symbols = new();
        EmitResult result = compilation.Emit(
            assembly, symbols, options: new(debugInformationFormat: DebugInformationFormat.PortablePdb));
        var errors = result.Diagnostics.Where(one => one.Severity == DiagnosticSeverity.Error);
        Assert.True(result.Success, string.Join('\n', errors));
        return (assembly.ToArray(), symbols.ToArray());
    }

    private static SyntaxTree Parse(string text, string file) =>
        CSharpSyntaxTree.ParseText(SourceText.From(text, System.Text.Encoding.UTF8), s_language, file);

    private static string ReadPrelude()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("Prelude.cs")!);
        return reader.ReadToEnd();
    }

    private static IEnumerable<MetadataReference> ReadReferences()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string assemblies = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        string[] parley =
            [typeof(Generator<>).Assembly.Location, typeof(global::Parley.Durable.Durable<,>).Assembly.Location];
        return
            from path in assemblies.Split(Path.PathSeparator).Concat(parley).Distinct()
            where parley.Contains(path) || Path.GetDirectoryName(path) == framework
            select MetadataReference.CreateFromFile(path);
    }
}
