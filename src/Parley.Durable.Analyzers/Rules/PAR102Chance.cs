using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Parley.Durable.Analyzers.Rules;

/// <summary>PAR102: a body uses chance.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PAR102Chance : MemberRule
{
    /// <summary>A seed is no help: what follows from it may change with .NET. Hashes differ in each process.</summary>
    private static readonly Members s_chance = new()
    {
        { "System.Random" },
        { "System.Security.Cryptography.RandomNumberGenerator" },
        { "System.IO.Path", "GetRandomFileName", "GetTempFileName" },
        { "System.Linq.Enumerable", "Shuffle" },
        { "System.String", "GetHashCode" },
        { "System.HashCode", "Combine", "ToHashCode" },
        { "System.Runtime.CompilerServices.RuntimeHelpers", "GetHashCode" },
    };

    /// <summary>Creates the rule.</summary>
    public PAR102Chance() : base(DurableRuleTable.Chance, s_chance) { }
}
