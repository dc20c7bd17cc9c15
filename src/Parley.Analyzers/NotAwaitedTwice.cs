using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Parley.Analyzers;

/// <summary>Suppresses the compiler's CS4014 where PAR001 says it better.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NotAwaitedTwice : DiagnosticSuppressor
{
    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } =
        ImmutableArray.Create(RuleTable.NotAwaitedTwice);

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        if (ParleyTypes.In(context.Compilation) is not { } types) return;
        foreach (var warning in context.ReportedDiagnostics)
        {
            if (warning.Location.SourceTree is not { } tree) continue;
            var node = tree.GetRoot(context.CancellationToken).FindNode(warning.Location.SourceSpan)
                .FirstAncestorOrSelf<ExpressionSyntax>();
            if (node is null) continue;
            if (types.IsYielded(context.GetSemanticModel(tree).GetTypeInfo(node, context.CancellationToken).Type))
                context.ReportSuppression(Suppression.Create(RuleTable.NotAwaitedTwice, warning));
        }
    }
}
