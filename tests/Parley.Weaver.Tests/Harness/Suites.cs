using Mono.Cecil;

namespace Parley.Weaver.Tests.Harness;

/// <summary>The other suites, as they are built in the configuration of this one.</summary>
internal static class Suites
{
    private const string Own = "Parley.Weaver.Tests";

    /// <summary>Some bodies await what is dynamic, which the compiler lets them, and fail when they are run.</summary>
    public static bool IsKnown(Fault fault) =>
        fault.Rule == Rule.Constraints && fault.Where.Contains(".DynamicTests/", StringComparison.Ordinal);

    public static ModuleDefinition Read(string suite, out Modules modules)
    {
        string folder = AppContext.BaseDirectory.Replace(Own, suite, StringComparison.Ordinal);
        // A copy of these tests stands beside the original.
        if (!Directory.Exists(folder)) folder = Path.Combine(folder, "..", "net10.0");
        modules = new(folder);
        return modules.Read(Path.Combine(folder, suite + ".dll"));
    }
}
