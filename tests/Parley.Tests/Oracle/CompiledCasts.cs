using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Parley.Tests.Oracle;

/// <summary>Casts compiled by the C# compiler, many to one assembly.</summary>
internal sealed class CompiledCasts
{
    private const string Usings =
        "using System; using System.Collections.Generic; using Parley; using Parley.Tests.Oracle;\n";

    private static readonly MetadataReference[] s_references =
        [.. References().Select(path => MetadataReference.CreateFromFile(path))];

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
#if WOVEN
        if (level == OptimizationLevel.Release)
        {
            _assembly = Assembly.Load(Weave(image));
            return;
        }
#endif
        _assembly = Assembly.Load(image.ToArray());
    }

    /// <summary>What puts the generators of a cast on a stage.</summary>
    public Action<Stage> this[Cast cast] =>
        _assembly.GetType(cast.MethodName)!.GetMethod(cast.MethodName[..1])!.CreateDelegate<Action<Stage>>();

    private static string ToClass(Cast cast) =>
        $"{Usings}public static class {cast.MethodName}\n{{\n{cast.ToCSharp(cast.MethodName[..1])}}}\n";

#if WOVEN
    private static byte[] Weave(MemoryStream image)
    {
        image.Position = 0;
        using var references = new Weaver.References(References());
        using var module = Mono.Cecil.ModuleDefinition.ReadModule(image, new() { AssemblyResolver = references });
        var report = new Weaver.ModuleWeaver(module, references.Resolve(new("Parley", null)).MainModule).Weave();
        Assert.All(report.Bodies, body => Assert.Null(body.Reason));
        using var woven = new MemoryStream();
        module.Write(woven);
        return woven.ToArray();
    }

#endif
    private static string[] References()
    {
        string core = typeof(object).Assembly.Location;
        string runtime = Path.Combine(Path.GetDirectoryName(core)!, "System.Runtime.dll");
        return [core, runtime, typeof(Generator<>).Assembly.Location, typeof(Stage).Assembly.Location];
    }
}
