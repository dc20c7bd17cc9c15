using System.Text;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Parley.Weaver;

/// <summary>The portable symbols of an assembly, in a file or inside, to be written as they were found.</summary>
/// <param name="name">What the assembly calls the file, wherever it is now.</param>
/// <param name="file">The file beside the assembly; null if they are inside.</param>
internal sealed class Symbols(string name, string? file) : ISymbolWriterProvider
{
    private const int NameAt = 24; // after "RSDS", a GUID and an age

    public string? File => file;

    /// <summary>Reads the symbols of a module that was read from a path. Returns null if it has none.</summary>
    public static Symbols? Read(ModuleDefinition module, string path)
    {
        var entries = module.GetDebugHeader().Entries;
        if (entries.FirstOrDefault(IsCodeView) is not { } entry) return null;
        string name = Encoding.UTF8.GetString(entry.Data, NameAt, entry.Data.Length - NameAt).TrimEnd('\0');
        if (entries.Any(it => it.Directory.Type == ImageDebugType.EmbeddedPortablePdb))
        {
            module.ReadSymbols(new EmbeddedPortablePdbReaderProvider().GetSymbolReader(module, path));
            return new(name, null);
        }
        string file = Path.ChangeExtension(path, ".pdb");
        if (!System.IO.File.Exists(file)) return null;
        byte[] bytes = System.IO.File.ReadAllBytes(file);
        if (!bytes.Take(4).SequenceEqual("BSJB"u8.ToArray()))
        {
            throw new WeavingException(
                $"Its symbols, {file}, are in the format of Windows: set DebugType to portable or embedded.");
        }
        module.ReadSymbols(new PortablePdbReaderProvider().GetSymbolReader(module, new MemoryStream(bytes)));
        return new(name, file);
    }

    /// <summary>Of symbols that are inside.</summary>
    public ISymbolWriter GetSymbolWriter(ModuleDefinition module, string fileName) =>
        new Writer(new EmbeddedPortablePdbWriterProvider().GetSymbolWriter(module, name), name);

    /// <summary>Of symbols that are in a file.</summary>
    public ISymbolWriter GetSymbolWriter(ModuleDefinition module, Stream symbolStream) =>
        new Writer(new PortablePdbWriterProvider().GetSymbolWriter(module, symbolStream), name);

    private static bool IsCodeView(ImageDebugHeaderEntry entry) => entry.Directory.Type == ImageDebugType.CodeView;

    /// <summary>Cecil's writer, but with the name that the compiler gave the file.</summary>
    private sealed class Writer(ISymbolWriter inner, string name) : ISymbolWriter
    {
        public ISymbolReaderProvider GetReaderProvider() => inner.GetReaderProvider();
        public void Write(MethodDebugInformation info) => inner.Write(info);
        public void Write(ICustomDebugInformationProvider provider) => inner.Write(provider);
        public void Write() => inner.Write();
        public void Dispose() => inner.Dispose();

        public ImageDebugHeader GetDebugHeader() =>
            new([.. inner.GetDebugHeader().Entries.Select(it => IsCodeView(it) ? Named(it) : it)]);

        private ImageDebugHeaderEntry Named(ImageDebugHeaderEntry entry)
        {
            byte[] data = [.. entry.Data.Take(NameAt), .. Encoding.UTF8.GetBytes(name), 0];
            var directory = entry.Directory;
            directory.SizeOfData = data.Length;
            return new(directory, data);
        }
    }
}
