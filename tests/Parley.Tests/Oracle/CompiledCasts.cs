using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Parley.Tests.Oracle;

/// <summary>Casts compiled by the C# compiler, many to one assembly.</summary>
internal sealed class CompiledCasts
{
    private const string Usings =
        "using System; using System.Collections.Generic; using Parley; using Parley.Tests.Oracle;\n";

    private static readonly MetadataReference[] s_references = [.. References()];
    private readonly Assembly _assembly;

    public CompiledCasts(IEnumerable<Cast> casts, OptimizationLevel level)
    {
        var parsing = new CSharpParseOptions(LanguageVersion.CSharp14);
        var compilation = CSharpCompilation.Create(
            $"Casts{Guid.NewGuid():N}",
            casts.AsParallel().Select(cast => CSharpSyntaxTree.ParseText(ToClass(cast), parsing)), s_references,
            new(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: level, warningLevel: 0));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        if (!result.Success)
        {
            Diagnostic error = result.Diagnostics.First(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
            throw new InvalidOperationException($"{error}\n{error.Location.SourceTree}");
        }
        _assembly = Assembly.Load(image.ToArray());
    }

    /// <summary>What puts the generators of a cast on a stage.</summary>
    public Action<Stage> this[Cast cast] =>
        _assembly.GetType(cast.MethodName)!.GetMethod(cast.MethodName[..1])!.CreateDelegate<Action<Stage>>();

    private static string ToClass(Cast cast) =>
        $"{Usings}public static class {cast.MethodName}\n{{\n{cast.ToCSharp(cast.MethodName[..1])}}}\n";

    private static IEnumerable<MetadataReference> References()
    {
        string core = typeof(object).Assembly.Location;
        string runtime = Path.Combine(Path.GetDirectoryName(core)!, "System.Runtime.dll");
        string[] paths = [core, runtime, typeof(Generator<>).Assembly.Location, typeof(Stage).Assembly.Location];
        return paths.Select(path => MetadataReference.CreateFromFile(path));
    }
}
