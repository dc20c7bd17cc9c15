using Microsoft.CodeAnalysis;

namespace Microsoft.CodeAnalysis
{
    /// <summary>The one that these programs are compiled with.</summary>
    internal enum OptimizationLevel
    {
        Release,
    }
}

namespace Parley.Tests.Oracle
{
    /// <summary>Casts that were compiled with the program (Casts/CastGenerator.cs).</summary>
#pragma warning disable CS9113
    internal sealed partial class CompiledCasts(IEnumerable<Cast> casts, OptimizationLevel level)
#pragma warning restore CS9113
    {
        public static IEnumerable<int> Numbers => s_all.Keys;

        public Action<Stage> this[Cast cast] => s_all[cast.Number];
    }
}
