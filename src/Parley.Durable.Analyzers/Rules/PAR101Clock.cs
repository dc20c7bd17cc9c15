using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Parley.Durable.Analyzers.Rules;

/// <summary>PAR101: a body reads the clock.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PAR101Clock : MemberRule
{
    private static readonly Members s_clocks = new()
    {
        { "System.DateTime", "Now", "UtcNow", "Today" },
        { "System.DateTimeOffset", "Now", "UtcNow" },
        { "System.Environment", "TickCount", "TickCount64" },
        { "System.TimeProvider", "GetUtcNow", "GetLocalNow", "GetTimestamp", "GetElapsedTime" },
        {
            "System.Diagnostics.Stopwatch", ".ctor", "StartNew", "GetTimestamp", "GetElapsedTime", "Elapsed",
            "ElapsedMilliseconds", "ElapsedTicks"
        },
    };

    /// <summary>Creates the rule.</summary>
    public PAR101Clock() : base(DurableRuleTable.Clock, s_clocks) { }

    /// <summary>Between two times that are given, no clock is read.</summary>
    private protected override bool IsMeant(IOperation use, ISymbol member) =>
        member is not IMethodSymbol { Name: "GetElapsedTime", Parameters.Length: 2 };
}
