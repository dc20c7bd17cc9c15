using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Parley.Analyzers.Rules;

/// <summary>PAR019: Run takes a task for the answer.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PAR019TaskIsTheAnswer : Rule
{
    /// <summary>Creates the rule.</summary>
    public PAR019TaskIsTheAnswer() : base(RuleTable.TaskIsTheAnswer) { }

    private protected override void Start(CompilationStartAnalysisContext context, ParleyTypes types) =>
        context.RegisterOperationAction(it => Call(it, types), OperationKind.Invocation);

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
        if (what is not null) context.ReportDiagnostic(Diagnostic.Create(RuleTable.TaskIsTheAnswer, Name(call), what));
    }

    private static Location Name(IInvocationOperation call) =>
        (call.Syntax is Microsoft.CodeAnalysis.CSharp.Syntax.InvocationExpressionSyntax
            { Expression: Microsoft.CodeAnalysis.CSharp.Syntax.MemberAccessExpressionSyntax access }
            ? access.Name : call.Syntax).GetLocation();

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
