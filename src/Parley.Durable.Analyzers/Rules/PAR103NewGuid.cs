using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Parley.Durable.Analyzers.Rules;

/// <summary>PAR103: a body makes a new Guid.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PAR103NewGuid : MemberRule
{
    private static readonly Members s_makers = new() { { "System.Guid", "NewGuid", "CreateVersion7" } };

    /// <summary>Creates the rule.</summary>
    public PAR103NewGuid() : base(DurableRuleTable.NewGuid, s_makers) { }
}
