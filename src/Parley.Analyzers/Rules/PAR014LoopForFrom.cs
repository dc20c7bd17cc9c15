using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Parley.Analyzers.Rules;

/// <summary>PAR014: a loop yields each element of a sequence.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PAR014LoopForFrom : Rule
{
    /// <summary>Creates the rule.</summary>
    public PAR014LoopForFrom() : base(RuleTable.LoopForFrom) { }

    private protected override void Start(CompilationStartAnalysisContext context, ParleyTypes types) =>
        context.RegisterOperationAction(it => Loop(it, types), OperationKind.Loop);

    private static void Loop(OperationAnalysisContext context, ParleyTypes types)
    {
        if (context.Operation is not IForEachLoopOperation { IsAsynchronous: false, Locals: { Length: 1 } locals } loop)
            return;
        if (Only(loop.Body) is not IExpressionStatementOperation
            {
                Operation: IAwaitOperation { Operation: IInvocationOperation { Arguments.Length: 1 } yield },
            }) return;
        if (yield.TargetMethod.MethodKind != MethodKind.DelegateInvoke) return;
        if (yield.Instance?.Type is not INamedTypeSymbol { Arity: 1 } type || !types.IsYield(type)) return;
        if (!ParleyTypes.Same((yield.Arguments[0].Value as ILocalReferenceOperation)?.Local, locals[0])) return;
        if (types.YieldOf(yield)?.ContainingSymbol is not { } owner ||
            !ParleyTypes.Same(owner, loop.Function(context.ContainingSymbol))) return;
        if (!IsSequenceOf(loop.Collection.Bare().Type, type.TypeArguments[0])) return;
        context.ReportDiagnostic(Diagnostic.Create(RuleTable.LoopForFrom, loop.Syntax.GetFirstToken().GetLocation()));
    }

    private static IOperation? Only(IOperation body) =>
        body is IBlockOperation block ? (block.Operations.Length == 1 ? block.Operations[0] : null) : body;

    private static bool IsSequenceOf(ITypeSymbol? type, ITypeSymbol element) =>
        type is not null && type.AllInterfaces.Append(type as INamedTypeSymbol).Any(it => it is not null &&
            it.ConstructedFrom.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T &&
            ParleyTypes.Same(it.TypeArguments[0], element));
}
