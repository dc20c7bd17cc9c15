using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Parley.Weaver.Tests.Harness;

/// <summary>A program before and after it is woven.</summary>
internal static class Comparison
{
    /// <summary>All its bodies are woven, and it does the same as before.</summary>
    public static Outcome Woven(string members)
    {
        Outcome outcome = Compare(members);
        Assert.NotEmpty(outcome.Bodies);
        var left = outcome.Bodies.Where(body => body.Reason is not null).Select(body => $"{body.Name}: {body.Reason}");
        Assert.True(!left.Any(), string.Join('\n', left));
        return outcome;
    }

    /// <summary>Some bodies are left as they were, for these reasons, and it does the same as before.</summary>
    public static Outcome Left(string members, int woven, params string[] reasons)
    {
        Outcome outcome = Compare(members);
        var left = outcome.Bodies.Select(body => body.Reason).OfType<string>().ToList();
        Assert.Equal(reasons.Order(StringComparer.Ordinal), left.Order(StringComparer.Ordinal));
        Assert.Equal(woven, outcome.Bodies.Count - left.Count);
        return outcome;
    }

    public static Outcome Compare(string members, OptimizationLevel level = OptimizationLevel.Release)
    {
        (byte[] assembly, byte[] symbols) = Compiler.Compile(members, level);
        (byte[] woven, byte[] wovenSymbols, var bodies) = Weave(assembly, symbols);
        string before = Run(assembly, symbols, isWoven: false), after = Run(woven, wovenSymbols, isWoven: true);
        Assert.DoesNotContain("Main: ", before, StringComparison.Ordinal);
        Assert.NotEqual("", before);
        Assert.Equal(before, after);
        return new(after, bodies, woven, wovenSymbols);
    }

    /// <summary>What a program logs when it is woven, and when it isn't.</summary>
    public static (string Before, string After) Logs(string members)
    {
        (byte[] assembly, byte[] symbols) = Compiler.Compile(members, OptimizationLevel.Release);
        (byte[] woven, byte[] wovenSymbols, _) = Weave(assembly, symbols);
        return (Run(assembly, symbols, isWoven: false), Run(woven, wovenSymbols, isWoven: true));
    }

    /// <summary>Weaves a program, and checks what comes out.</summary>
    public static (byte[] Assembly, byte[] Symbols, IReadOnlyList<WeavingReport.Body> Bodies) Weave(
        byte[] assembly, byte[] symbols)
    {
        Modules modules = Modules.Own;
        using ModuleDefinition module = modules.Read(assembly, symbols);
        WeavingReport report = new ModuleWeaver(module, modules.Parley).Weave();
        // Some mistakes can be seen only before it is written, and some only after.
        IlChecker.Accepts(module);
        using MemoryStream woven = new(), wovenSymbols = new();
        module.Write(woven, new()
        {
            WriteSymbols = true,
            SymbolStream = wovenSymbols,
            SymbolWriterProvider = new PortablePdbWriterProvider(),
        });
        var written = (woven.ToArray(), wovenSymbols.ToArray());
        using ModuleDefinition read = modules.Read(written.Item1, written.Item2);
        IlChecker.Accepts(read);
        return (written.Item1, written.Item2, report.Bodies);
    }

    private static string Run(byte[] assembly, byte[] symbols, bool isWoven)
    {
        // What can be unloaded is optimized when it is called first, which what is woven has to stand.
        var context = new AssemblyLoadContext(null, isCollectible: isWoven);
        Assembly program = context.LoadFromStream(new MemoryStream(assembly), new MemoryStream(symbols));
        if (isWoven)
            foreach (Type type in program.GetTypes()) Preparation.Prepare(type);
        MethodInfo run = program.GetType("Program")!.GetMethod("Run", BindingFlags.Public | BindingFlags.Static)!;
        string log = run.CreateDelegate<Func<string>>()();
        if (isWoven) context.Unload();
        return log;
    }
}

/// <summary>What came of weaving a program.</summary>
internal sealed record Outcome(
    string Log, IReadOnlyList<WeavingReport.Body> Bodies, byte[] Assembly, byte[] Symbols);

/// <summary>Has what is woven compiled, with type arguments of each kind.</summary>
internal static class Preparation
{
    private const int Enough = 4;

    private static readonly Type[] s_arguments =
        [typeof(string), typeof(int), typeof(Exception), typeof(DayOfWeek), typeof(List<string>), typeof(int[])];

    public static void Prepare(Type type)
    {
        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance
            | BindingFlags.Static | BindingFlags.DeclaredOnly;
        bool isBody = type.GetInterfaces().Any(one => one.Name == "IDirectBody`2");
        foreach (MethodInfo method in type.GetMethods(All))
        {
            bool isWoven = isBody || method.Name.Contains('$') || method.IsDefined(typeof(AsyncStateMachineAttribute));
            if (!isWoven || method.IsAbstract) continue;
            Type[] ofType = type.GetGenericArguments();
            Type[] parameters = [.. ofType, .. method.IsGenericMethodDefinition ? method.GetGenericArguments() : []];
            if (parameters.Length == 0)
            {
                RuntimeHelpers.PrepareMethod(method.MethodHandle);
                continue;
            }

            int prepared = 0;
            Type[] own = [.. type.Assembly.GetTypes().Where(one => !one.IsGenericType && one.Name[0] != '<')];
            foreach (Type[] arguments in Choices(parameters.Length, [.. s_arguments, .. own]))
            {
                if (prepared == Enough) break;
                if (!IsAllowed(type, method, ofType.Length, arguments)) continue;
                RuntimeHelpers.PrepareMethod(method.MethodHandle, [.. arguments.Select(one => one.TypeHandle)]);
                prepared++;
            }

            Assert.True(prepared > 0, $"{method} of {type} takes none of the type arguments.");
        }
    }

    private static bool IsAllowed(Type type, MethodInfo method, int ofType, Type[] arguments)
    {
        try
        {
            if (ofType > 0) type.MakeGenericType(arguments[..ofType]);
            if (method.IsGenericMethodDefinition) method.MakeGenericMethod(arguments[ofType..]);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static IEnumerable<Type[]> Choices(int count, Type[] arguments) => count == 0
        ? [[]]
        : from rest in Choices(count - 1, arguments) from first in arguments select (Type[])[first, .. rest];
}
