using Mono.Cecil;

namespace Parley.Weaver.Tests.Harness;

/// <summary>The other suites, as they are built in the configuration of this one.</summary>
internal static class Suites
{
    // tests/Parley.Weaver.Tests/bin/Release/net10.0
    private static readonly DirectoryInfo s_here = new(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));

    public static string Configuration => s_here.Parent!.Name;

    /// <summary>Some bodies await what is dynamic, which the compiler lets them, and fail when they are run.</summary>
    public static bool IsKnown(Fault fault) =>
        fault.Rule == Rule.Constraints && fault.Where.Contains(".DynamicTests/", StringComparison.Ordinal);

    public static ModuleDefinition Read(string suite)
    {
        string folder = Path.Combine(
            s_here.Parent!.Parent!.Parent!.Parent!.FullName, suite, "bin", Configuration, "net10.0");
        return new Modules(folder).Read(Path.Combine(folder, suite + ".dll"));
    }
}
