using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Parley.Analyzers.Rules;

/// <summary>PAR019: Run takes a task for the answer.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PAR019TaskIsTheAnswer : Rule
{
    /// <summary>Creates the rule.</summary>
    public PAR019TaskIsTheAnswer() : base(RuleTable.TaskIsTheAnswer, RuleTable.TaskForValueTask) { }

    private protected override void Start(CompilationStartAnalysisContext context, ParleyTypes types)
    {
        context.RegisterOperationAction(it => Call(it, types), OperationKind.Invocation);
        context.RegisterOperationAction(it => Invalid(it, types), OperationKind.Invalid);
    }

    private static void Call(OperationAnalysisContext context, ParleyTypes types)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod is not { Name: "Run" } method) return;
        string? what = null;
        if (ParleyTypes.Same(method.ContainingType, types.Scope))
        {
            if (method.TypeArguments.Any(IsTask)) what = "the block's task is its result, and the scope ends before it";
        }
        else if (call.Arguments.Length == 1 && types.GeneratorOf(method.ContainingType) is { Arity: > 1 } generator &&
            generator.TypeArguments[1].SpecialType == SpecialType.System_Object &&
            call.Arguments[0].Value is IDelegateCreationOperation respond && AnswersTask(respond.Target))
        {
            what = "the body is sent the task itself";
        }
        if (what is not null) Report(context, RuleTable.TaskIsTheAnswer, what);
    }

    /// <summary>A call that doesn't compile because what answers returns a task.</summary>
    private static void Invalid(OperationAnalysisContext context, ParleyTypes types)
    {
        if (context.Operation is not { SemanticModel: { } model, Syntax: InvocationExpressionSyntax call }) return;
        if (call.Expression is not MemberAccessExpressionSyntax access) return;
        if (call.ArgumentList.Arguments is not { Count: 1 } arguments) return;
        if (types.GeneratorOf(model.GetTypeInfo(access.Expression).Type) is not { Arity: > 1 }) return;
        var respond = arguments[0].Expression;
        switch (access.Name.Identifier.ValueText)
        {
            case "Run" when respond is AnonymousFunctionExpressionSyntax { AsyncKeyword.RawKind: not 0 } ||
                IsTask(Answer(respond, model)):
                Report(context, RuleTable.TaskIsTheAnswer, "its answer would be a task");
                break;
            case "RunAsync" when IsTask(Answer(respond, model)):
                Report(context, RuleTable.TaskForValueTask, respond);
                break;
        }
    }

    /// <summary>Returns what a function's call would return.</summary>
    private static ITypeSymbol? Answer(ExpressionSyntax function, SemanticModel model)
    {
        if (function is LambdaExpressionSyntax lambda)
            return lambda.ExpressionBody is { } answer ? model.GetTypeInfo(answer).Type : null;
        if (model.GetTypeInfo(function).Type is INamedTypeSymbol { DelegateInvokeMethod: { } invoke })
            return invoke.ReturnType;
        var named = model.GetSymbolInfo(function);
        return ((named.Symbol ?? named.CandidateSymbols.FirstOrDefault()) as IMethodSymbol)?.ReturnType;
    }

    private static void Report(OperationAnalysisContext context, DiagnosticDescriptor rule, object word)
    {
        var call = context.Operation.Syntax;
        var at = call is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax it } ? it.Name : call;
        context.ReportDiagnostic(Diagnostic.Create(rule, at.GetLocation(), word));
    }

    private static bool AnswersTask(IOperation target) => target switch
    {
        IAnonymousFunctionOperation lambda => lambda.Body.Own().Any(it =>
            it is IReturnOperation { ReturnedValue: IConversionOperation { IsImplicit: true } value } &&
            IsTask(value.Bare().Type)),
        IMethodReferenceOperation method => IsTask(method.Method.ReturnType),
        _ => false,
    };

    private static bool IsTask(ITypeSymbol? type) => type is INamedTypeSymbol
        { Name: "Task" or "ValueTask", ContainingNamespace: { Name: "Tasks", ContainingNamespace.Name: "Threading" } };
}
