using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Parley.Analyzers;

namespace Parley.Durable.Analyzers;

/// <summary>A rule about the bodies of conversations. Passes over projects without Parley.Durable.</summary>
public abstract class DurableRule : Rule
{
    private protected DurableRule(params DiagnosticDescriptor[] rules) : base(rules) { }

    private protected sealed override void Start(CompilationStartAnalysisContext context, ParleyTypes types)
    {
        if (DurableTypes.In(context.Compilation) is { } durable) Start(context, new Replay(types, durable));
    }

    private protected abstract void Start(CompilationStartAnalysisContext context, Replay replay);
}
