using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Parley.Analyzers;

namespace Parley.Durable.Analyzers.Rules;

/// <summary>PAR109: an effect writes a variable of the body.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PAR109WrittenByEffect : DurableRule
{
    /// <summary>Creates the rule.</summary>
    public PAR109WrittenByEffect() : base(DurableRuleTable.WrittenByEffect) { }

    private protected override void Start(CompilationStartAnalysisContext context, Replay replay) =>
        context.RegisterOperationAction(
            it => Use(it, replay), OperationKind.LocalReference, OperationKind.ParameterReference);

    private static void Use(OperationAnalysisContext context, Replay replay)
    {
        var use = context.Operation;
        var member = context.ContainingSymbol;
        if (!use.IsWritten() || use.Variable() is not { } variable) return;
        if (Effect(use, variable, replay) is not { } effect) return;
        if (replay.BodyOf(effect.Parent, member) is not { } body) return;
        // What is around the body, such as a test's counter, matters only if the body reads it.
        if (!Replay.Declares(body, variable) && !use.Root().All().Any(it =>
            ParleyTypes.Same(it.Variable(), variable) && replay.BodyOf(it, member) is not null)) return;
        Report(context, DurableRuleTable.WrittenByEffect, use, variable.Name);
    }

    /// <summary>Returns the outermost effect that this is in and the variable isn't.</summary>
    private static IOperation? Effect(IOperation use, ISymbol variable, Replay replay)
    {
        IOperation? effect = null;
        for (var it = use.Nested(); it is not null && !Replay.Declares(it, variable); it = it.Nested())
        {
            if (replay.IsEffect(it)) effect = it;
        }
        return effect;
    }
}
