using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Parley.Analyzers;

/// <summary>A rule about the use of Parley. Passes over generated code, and over projects without Parley.</summary>
public abstract class Rule : DiagnosticAnalyzer
{
    private protected Rule(params DiagnosticDescriptor[] rules) => SupportedDiagnostics = ImmutableArray.Create(rules);

    /// <inheritdoc/>
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (ParleyTypes.In(start.Compilation) is { } types) Start(start, types);
        });
    }

    private protected abstract void Start(CompilationStartAnalysisContext context, ParleyTypes types);

    private protected static void Report(
        OperationAnalysisContext context, DiagnosticDescriptor rule, IOperation at, params object[] words) =>
        context.ReportDiagnostic(Diagnostic.Create(rule, at.Syntax.GetLocation(), words));
}
