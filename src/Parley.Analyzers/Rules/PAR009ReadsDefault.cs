using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Parley.Analyzers.Rules;

/// <summary>PAR009: a generator is only advanced, but its body reads what it is sent.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PAR009ReadsDefault : Rule
{
    /// <summary>Creates the rule.</summary>
    public PAR009ReadsDefault() : base(RuleTable.ReadsDefault) { }

    private protected override void Start(CompilationStartAnalysisContext context, ParleyTypes types)
    {
        context.RegisterOperationAction(it => Loop(it, types), OperationKind.Loop);
        context.RegisterOperationAction(it => Advance(it, types), OperationKind.Invocation);
    }

    private static void Loop(OperationAnalysisContext context, ParleyTypes types)
    {
        if (context.Operation is IForEachLoopOperation loop) Check(context, types, loop.Collection.Bare());
    }

    /// <summary>An advance in the same block as an earlier one, or as a Prime or Send, is not the first.</summary>
    private static void Advance(OperationAnalysisContext context, ParleyTypes types)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Name is not ("Next" or "MoveNext" or "NextAsync" or "MoveNextAsync")) return;
        if (!types.IsGenerator(call.TargetMethod.ContainingType)) return;
        if (call.Receiver() is not ILocalReferenceOperation receiver) return;
        var (block, statement) = call.Place();
        if (block is null) return;
        foreach (var earlier in block.Operations.TakeWhile(it => it != statement))
        {
            if (earlier is not (IExpressionStatementOperation or IVariableDeclarationGroupOperation)) continue;
            if (!earlier.Own().Any(it => Starts(it, receiver.Local, types))) continue;
            Check(context, types, receiver);
            return;
        }
    }

    private static bool Starts(IOperation it, ILocalSymbol local, ParleyTypes types) =>
        it is IInvocationOperation { TargetMethod.Name: "Next" or "MoveNext" or "Prime" or "Send" or "TrySend" or
            "NextAsync" or "MoveNextAsync" or "PrimeAsync" or "SendAsync" or "TrySendAsync" } call &&
        ParleyTypes.Same(call.Receiver()?.Variable(), local) && types.IsGenerator(call.Receiver()!.Type);

    private static void Check(OperationAnalysisContext context, ParleyTypes types, IOperation generator)
    {
        if (types.GeneratorOf(generator.Type) is not { Arity: > 1 } type) return;
        var send = type.TypeArguments[1];
        if (send.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T) return;
        if (!send.IsValueType && (!send.IsReferenceType || send.NullableAnnotation != NullableAnnotation.NotAnnotated))
            return;
        if (Factories.Body(types.Made(generator)) is not { } body || !Reads(body, type.Arity == 3)) return;
        Report(
            context, RuleTable.ReadsDefault, generator, send.ToMinimalDisplayString(
                context.Operation.SemanticModel!, context.Operation.Syntax.SpanStart),
            send.IsValueType ? "it" : "null");
    }

    /// <summary>True if the body uses what one of its yields evaluates to.</summary>
    private static bool Reads(SyntaxNode body, bool returns)
    {
        string? name = Factories.Parameters(body) is { Count: > 0 } all ? all[0].Identifier.ValueText : null;
        var own = body.DescendantNodes(node => node == body || node is not
            (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax));
        return own.OfType<AwaitExpressionSyntax>().Any(it =>
            it.Expression is InvocationExpressionSyntax { Expression: IdentifierNameSyntax yield } &&
            yield.Identifier.ValueText == name &&
            (it.Parent == body || it.Parent is ArrowExpressionClauseSyntax ? returns
                : it.Parent is not (ExpressionStatementSyntax or AssignmentExpressionSyntax
                { Left: IdentifierNameSyntax { Identifier.ValueText: "_" } })));
    }
}
