using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Parley.Analyzers.Rules;

/// <summary>PAR016: a body keeps a for's variable beyond its turn, or a using's beyond the method.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PAR016KeepsVariable : Rule
{
    /// <summary>Creates the rule.</summary>
    public PAR016KeepsVariable() : base(RuleTable.KeepsLoopVariable, RuleTable.KeepsUsing) { }

    private protected override void Start(CompilationStartAnalysisContext context, ParleyTypes types) =>
        context.RegisterOperationAction(
            it => Made(it, types), OperationKind.ObjectCreation, OperationKind.Invocation);

    private static void Made(OperationAnalysisContext context, ParleyTypes types)
    {
        var made = context.Operation;
        var arguments = made switch
        {
            IObjectCreationOperation it => it.Arguments,
            IInvocationOperation it when types.IsCreate(it.TargetMethod) => it.Arguments,
            _ => default,
        };
        if (arguments.IsDefault || !types.IsGenerator(made.Type) || arguments.Length != 1) return;
        if (arguments[0].Value.Bare() is not IDelegateCreationOperation
            { Target: IAnonymousFunctionOperation body }) return;
        bool isReturned = IsReturned(made, context.ContainingSymbol), isKept = IsKept(made);
        if (!isReturned && !isKept) return;
        foreach (var it in body.All().OfType<ILocalReferenceOperation>())
        {
            if (body.Syntax.Span.Contains(it.Local.DeclaringSyntaxReferences.FirstOrDefault()?.Span.Start ?? -1))
                continue;
            if (isKept && it.Local.Declarator()?.Parent?.Parent is ForStatementSyntax)
                Report(context, RuleTable.KeepsLoopVariable, it, it.Local.Name);
            else if (isReturned && it.Local.IsInUsing() &&
                ParleyTypes.Same(it.Local.ContainingSymbol, made.Function(context.ContainingSymbol)))
                Report(context, RuleTable.KeepsUsing, it, it.Local.Name);
        }
    }

    /// <summary>True if the function that makes the generator returns it, at once or from a local.</summary>
    private static bool IsReturned(IOperation made, ISymbol member)
    {
        var user = made.User();
        if (user is IReturnOperation) return true;
        if (user?.Parent is not IVariableDeclaratorOperation { Symbol: var local }) return false;
        var function = made.Function(member);
        return made.Root().All().OfType<IReturnOperation>().Any(it =>
            ParleyTypes.Same(it.ReturnedValue.Variable(), local) && ParleyTypes.Same(it.Function(member), function));
    }

    /// <summary>True if the generator goes into a collection, an object or a variable outside of the loop.</summary>
    private static bool IsKept(IOperation made) => made.User() switch
    {
        IArgumentOperation { Parent: IInvocationOperation call } => call.IsAdd() || IsKept(call),
        ISimpleAssignmentOperation { Target: IArrayElementReferenceOperation or IMemberReferenceOperation } => true,
        _ => false,
    };
}
