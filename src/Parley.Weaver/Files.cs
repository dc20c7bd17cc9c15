using System.Reflection;
using Mono.Cecil;

namespace Parley.Weaver;

/// <summary>Weaves an assembly in the file that the compiler wrote, with its symbols.</summary>
internal static class Files
{
    private const string Mark = "Parley.Weaver";

    /// <summary>The version of this weaver, without the commit.</summary>
    public static string Version { get; } = typeof(Files).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>().InformationalVersion.Split('+')[0];

    /// <summary>Weaves the assembly, and writes it if a body was woven. Returns null if it is woven already.</summary>
    /// <param name="path">The assembly.</param>
    /// <param name="references">All that it was compiled with, among them Parley.</param>
    /// <param name="keyFile">The key to sign it again with; null if it isn't signed, or not yet.</param>
    public static WeavingReport? Weave(string path, IEnumerable<string> references, string? keyFile = null)
    {
        using var resolver = new References(references);
        using var module = ModuleDefinition.ReadModule(
            new MemoryStream(File.ReadAllBytes(path)), new() { AssemblyResolver = resolver });
        if (IsMarked(module)) return null;
        var symbols = Symbols.Read(module, path);
        var report = new ModuleWeaver(module, resolver.Resolve(new("Parley", null)).MainModule).Weave();
        if (!report.Bodies.Any(it => it.Reason is null)) return report;

        PutMark(module);
        using MemoryStream woven = new(), wovenSymbols = new();
        module.Write(woven, new()
        {
            DeterministicMvid = true,
            SymbolWriterProvider = symbols,
            SymbolStream = symbols?.File is null ? null : wovenSymbols,
            StrongNameKeyBlob = keyFile is null ? null : File.ReadAllBytes(keyFile),
        });
        Replace(path, woven.ToArray(), symbols?.File, wovenSymbols.ToArray());
        return report;
    }

    private static bool IsMarked(ModuleDefinition module) => module.Assembly.CustomAttributes.Any(it =>
        it.AttributeType.Name == nameof(AssemblyMetadataAttribute) && it.ConstructorArguments[0].Value is Mark);

    private static void PutMark(ModuleDefinition module)
    {
        var text = module.TypeSystem.String;
        TypeReference type = new(
            "System.Reflection", nameof(AssemblyMetadataAttribute), module, module.TypeSystem.CoreLibrary);
        MethodReference constructor = new(".ctor", module.TypeSystem.Void, type) { HasThis = true };
        constructor.Parameters.Add(new(text));
        constructor.Parameters.Add(new(text));
        CustomAttribute mark = new(constructor);
        mark.ConstructorArguments.Add(new(text, Mark));
        mark.ConstructorArguments.Add(new(text, Version));
        module.Assembly.CustomAttributes.Add(mark);
    }

    /// <summary>
    /// Puts the new files in the place of the old ones. If the build ends in the middle of it, there is no assembly, so
    /// that the next one compiles: never one that doesn't fit its symbols, never a half one.
    /// </summary>
    private static void Replace(string path, byte[] woven, string? symbolFile, byte[] symbols)
    {
        string fresh = path + ".woven";
        File.WriteAllBytes(fresh, woven);
        File.Delete(path);
        if (symbolFile is not null) File.WriteAllBytes(symbolFile, symbols);
        File.Move(fresh, path);
    }
}
