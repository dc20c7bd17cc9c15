using Mono.Cecil;

namespace Parley.Weaver;

/// <summary>The assemblies that a compilation refers to, by their simple names, as the build found them.</summary>
internal sealed class References : IAssemblyResolver
{
    private readonly Dictionary<string, string> _paths = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, AssemblyDefinition> _read = new(StringComparer.OrdinalIgnoreCase);

    public References(IEnumerable<string> paths)
    {
        foreach (string path in paths) _paths[Path.GetFileNameWithoutExtension(path)] = path;
    }

    public AssemblyDefinition Resolve(AssemblyNameReference name) => Resolve(name, new());

    public AssemblyDefinition Resolve(AssemblyNameReference name, ReaderParameters parameters)
    {
        if (_read.TryGetValue(name.Name, out var read)) return read;
        if (!_paths.TryGetValue(name.Name, out string path))
            throw new WeavingException($"It needs {name.Name}, which is not among the project's references.");
        return _read[name.Name] = Read(path, parameters);
    }

    public void Dispose()
    {
        foreach (var assembly in _read.Values) assembly.Dispose();
    }

    private AssemblyDefinition Read(string path, ReaderParameters parameters)
    {
        parameters.AssemblyResolver = this;
        try
        {
            return AssemblyDefinition.ReadAssembly(path, parameters);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadImageFormatException)
        {
            throw new WeavingException($"The reference {path} can't be read: {e.Message}");
        }
    }
}
