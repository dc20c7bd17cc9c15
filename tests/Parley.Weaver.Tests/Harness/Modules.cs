using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Parley.Weaver.Tests.Harness;

/// <summary>Reads assemblies, with whatever they refer to.</summary>
internal sealed class Modules : IAssemblyResolver
{
    private static readonly string[] s_framework =
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);

    // What Cecil reads late isn't for several threads.
    private static readonly ThreadLocal<Modules> s_own = new(() => new());

    private readonly Dictionary<string, string> _files = [];
    private readonly Dictionary<string, AssemblyDefinition> _read = [];

    /// <param name="folder">Where to look first; otherwise, the framework and what this program uses is
    /// found.</param>
    public Modules(string? folder = null)
    {
        foreach (string file in folder is null ? [] : Directory.GetFiles(folder, "*.dll"))
            _files.TryAdd(Path.GetFileNameWithoutExtension(file), file);
        foreach (string file in s_framework) _files.TryAdd(Path.GetFileNameWithoutExtension(file), file);
    }

    /// <summary>Those of the framework and of this program.</summary>
    public static Modules Own => s_own.Value!;

    /// <summary>The library, as it is in the folder.</summary>
    public ModuleDefinition Parley => Resolve(new("Parley", null)).MainModule;

    public ModuleDefinition Read(string file) =>
        ModuleDefinition.ReadModule(file, new() { AssemblyResolver = this, InMemory = true });

    public ModuleDefinition Read(byte[] assembly, byte[] symbols) =>
        ModuleDefinition.ReadModule(new MemoryStream(assembly), new()
        {
            AssemblyResolver = this,
            InMemory = true,
            ReadSymbols = true,
            SymbolStream = new MemoryStream(symbols),
            SymbolReaderProvider = new PortablePdbReaderProvider(),
        });

    public AssemblyDefinition Resolve(AssemblyNameReference name) => Resolve(name, new());

    public AssemblyDefinition Resolve(AssemblyNameReference name, ReaderParameters parameters)
    {
        if (_read.TryGetValue(name.Name, out AssemblyDefinition? assembly)) return assembly;
        if (!_files.TryGetValue(name.Name, out string? file)) throw new AssemblyResolutionException(name);
        return _read[name.Name] = Read(file).Assembly;
    }

    public void Dispose()
    {
        foreach (AssemblyDefinition assembly in _read.Values) assembly.Dispose();
    }
}
