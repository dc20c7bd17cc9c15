using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Parley.Analyzers.Rules;

/// <summary>PAR020: a delegate over a body's local goes into an object, and the project forks such a body.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PAR020Kept : Rule
{
    /// <summary>Creates the rule.</summary>
    public PAR020Kept() : base(RuleTable.KeptDelegate) { }

    private protected override void Start(CompilationStartAnalysisContext context, ParleyTypes types)
    {
        var forked = new ConcurrentBag<INamedTypeSymbol>();
        var kept = new ConcurrentBag<(INamedTypeSymbol Yield, Diagnostic Found)>();
        context.RegisterOperationAction(
            it => Fork((IInvocationOperation)it.Operation, types, forked), OperationKind.Invocation);
        context.RegisterOperationAction(it => Delegate(it, types, kept), OperationKind.DelegateCreation);
        context.RegisterCompilationEndAction(end =>
        {
            foreach (var (yield, found) in kept)
            {
                if (forked.Any(it => Fits(it, yield))) end.ReportDiagnostic(found);
            }
        });
    }

    private static void Fork(IInvocationOperation call, ParleyTypes types, ConcurrentBag<INamedTypeSymbol> forked)
    {
        if (call.TargetMethod.Name == "Fork" && types.GeneratorOf(call.Instance?.Type) is { } type) forked.Add(type);
    }

    private static void Delegate(
        OperationAnalysisContext context, ParleyTypes types, ConcurrentBag<(INamedTypeSymbol, Diagnostic)> kept)
    {
        var made = (IDelegateCreationOperation)context.Operation;
        if (made.Target is not IAnonymousFunctionOperation lambda || !IsKept(made)) return;
        if (made.Function(context.ContainingSymbol) is not { } body || types.BodyOf(body) == BodyKind.None) return;
        if (body.Parameters.Length == 0 || body.Parameters[0].Type is not INamedTypeSymbol yield ||
            !types.IsYield(yield)) return;
        var local = lambda.All().OfType<ILocalReferenceOperation>()
            .FirstOrDefault(it => ParleyTypes.Same(it.Local.ContainingSymbol, body));
        if (local is not null)
            kept.Add((yield, Diagnostic.Create(RuleTable.KeptDelegate, lambda.Syntax.GetLocation(), local.Local.Name)));
    }

    /// <summary>True if the delegate goes into a collection or another object.</summary>
    private static bool IsKept(IOperation made) => made.User() switch
    {
        IArgumentOperation { Parent: IInvocationOperation call } => call.IsAdd(),
        IAssignmentOperation { Target: IMemberReferenceOperation or IArrayElementReferenceOperation } => true,
        IArrayInitializerOperation => true,
        _ => false,
    };

    /// <summary>True if a generator of this type has a body with this yield.</summary>
    private static bool Fits(INamedTypeSymbol generator, INamedTypeSymbol yield) =>
        generator.TypeArguments.Take(yield.Arity).SequenceEqual(yield.TypeArguments, SymbolEqualityComparer.Default);
}
