using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace Parley.Analyzers.Tests;

/// <summary>Compiles a program with one rule. What it finds is marked: <c>{|PAR001:yield(1)|}</c>.</summary>
internal static partial class Verify
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Parley;
        """;

    /// <summary>The references of a program: .NET's, from the SDK, and Parley.</summary>
    public static ImmutableArray<MetadataReference> References { get; } =
    [
        .. Directory.GetFiles(ReferencePack(), "*.dll")
            .Append(typeof(Generator<>).Assembly.Location)
            .Concat(Packages()).Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>Checks that the rule finds what is marked, and nothing else.</summary>
    public static Task Finds<TRule>(string program, params string[] compilerErrors)
        where TRule : DiagnosticAnalyzer, new() => With<TRule, EmptyCodeFixProvider>(program, null, 0, compilerErrors);

    /// <summary>Checks that the rule finds what is marked, and what the fix makes of it.</summary>
    public static Task Fixes<TRule, TFix>(string program, string fixedProgram, int action = 0, params string[] errors)
        where TRule : DiagnosticAnalyzer, new() where TFix : CodeFixProvider, new() =>
        With<TRule, TFix>(program, fixedProgram, action, errors);

    private static async Task With<TRule, TFix>(string program, string? fixedProgram, int action, string[] errors)
        where TRule : DiagnosticAnalyzer, new() where TFix : CodeFixProvider, new()
    {
        var test = new CSharpCodeFixTest<TRule, TFix, DefaultVerifier>
        {
            ReferenceAssemblies = new("net10.0"),
            TestState = { Sources = { program, ("Usings.cs", Usings) }, OutputKind = OutputKind.ConsoleApplication },
            CompilerDiagnostics = CompilerDiagnostics.None,
            CodeActionIndex = action,
            MarkupOptions = MarkupOptions.UseFirstDescriptor,
        };
        test.TestState.AdditionalReferences.AddRange(References);
        if (fixedProgram is not null)
        {
            test.FixedState.Sources.Add(fixedProgram);
            test.FixedState.Sources.Add(("Usings.cs", Usings));
            test.NumberOfFixAllIterations = test.NumberOfIncrementalIterations = null;
            test.FixedState.MarkupHandling = MarkupMode.Allow;
        }
        test.SolutionTransforms.Add((solution, id) => solution.WithProjectParseOptions(
            id, new CSharpParseOptions(LanguageVersion.CSharp14)).WithProjectCompilationOptions(
            id, new CSharpCompilationOptions(
                OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable)));
        await test.RunAsync(TestContext.Current.CancellationToken);
        Compiles(program, errors);
        if (fixedProgram is not null) Compiles(fixedProgram, fixedProgram == program ? errors : []);
    }

    /// <summary>Checks that a program has these errors and no others.</summary>
    private static void Compiles(string program, string[] errors)
    {
        string code = Bare(program);
        using var output = new MemoryStream();
        var found = Compile(code).Emit(output).Diagnostics.Where(it => it.Severity == DiagnosticSeverity.Error);
        Assert.Equal(errors.Order(), found.Select(it => it.Id).Distinct().Order());
    }

    /// <summary>Compiles a program with the usual usings.</summary>
    public static CSharpCompilation Compile(params string[] sources) => CSharpCompilation.Create(
        "Program", [.. sources.Append(Usings).Select((source, i) => Parse(source, $"{i}.cs"))], References,
        new(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true));

    public static SyntaxTree Parse(string source, string path = "") =>
        CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.CSharp14), path);

    /// <summary>Returns a program without its marks.</summary>
    public static string Bare(string program) => Markup().Replace(program, "");

    /// <summary>Every rule, and the suppressor.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Rules { get; } =
    [
        .. new[] { typeof(PAR001YieldNotAwaited), typeof(DurableRule) }.SelectMany(it => it.Assembly.GetTypes())
            .Where(type => !type.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(type))
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    /// <summary>Returns what all rules find in a program, and the failures of the rules themselves.</summary>
    public static async Task<ImmutableArray<Diagnostic>> Found(Compilation program)
    {
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), null, concurrentAnalysis: true, logAnalyzerExecutionTime: false);
        return await program.WithAnalyzers(Rules, options).GetAnalyzerDiagnosticsAsync(
            TestContext.Current.CancellationToken);
    }

    /// <summary>The packages that the samples and the tests use.</summary>
    private static IEnumerable<string> Packages() => Directory.GetFiles(AppContext.BaseDirectory, "*.dll").Where(path =>
        Path.GetFileName(path) is "Sep.dll" or "Spectre.Console.dll" or "Spectre.Console.Ansi.dll" or
            "System.Reactive.dll" or "System.CommandLine.dll" or
            "Parley.Durable.dll" or "Parley.Durable.Sqlite.dll" or "Microsoft.Data.Sqlite.dll" ||
        Path.GetFileName(path).StartsWith("Microsoft.Extensions.", StringComparison.Ordinal) ||
        Path.GetFileName(path).StartsWith("xunit.v3", StringComparison.Ordinal));

    [GeneratedRegex(@"\{\|\w+:|\|\}")] private static partial Regex Markup();

    private static string ReferencePack()
    {
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string root = Path.GetFullPath(Path.Combine(runtime, "../../.."));
        string pack = Path.Combine(root, "packs", "Microsoft.NETCore.App.Ref");
        return Path.Combine(Directory.GetDirectories(pack, "10.*").Order().Last(), "ref", "net10.0");
    }
}
