using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Parley.Analyzers.Rules;

/// <summary>PAR010: a loop has WithCancellation, and the body takes no token.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PAR010NoToken : Rule
{
    /// <summary>Creates the rule.</summary>
    public PAR010NoToken() : base(RuleTable.NoToken) { }

    private protected override void Start(CompilationStartAnalysisContext context, ParleyTypes types) =>
        context.RegisterOperationAction(it => Call(it, types), OperationKind.Invocation);

    private static void Call(OperationAnalysisContext context, ParleyTypes types)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Name != "WithCancellation" || call.Receiver() is not { } receiver) return;
        if (types.GeneratorOf(receiver.Type) is not { } type || !types.IsAsync(type)) return;
        if (Factories.Body(types.Made(receiver)) is not { } body || TakesToken(body) || UsesToken(body)) return;
        if (call.Arguments.LastOrDefault()?.Value is not { } token) return;
        context.ReportDiagnostic(Diagnostic.Create(
            RuleTable.NoToken, token.Syntax.GetLocation(), additionalLocations: new[] { body.GetLocation() }));
    }

    private static bool TakesToken(SyntaxNode body) => Factories.Parameters(body).Count > 1;

    /// <summary>True if the body uses a token of the method that it stands in.</summary>
    private static bool UsesToken(SyntaxNode body)
    {
        var tokens = body.Ancestors().SelectMany(it => it switch
        {
            BaseMethodDeclarationSyntax method => method.ParameterList.Parameters,
            LocalFunctionStatementSyntax function => function.ParameterList.Parameters,
            _ => default,
        }).Where(it => it.Type is SimpleNameSyntax { Identifier.ValueText: "CancellationToken" } or
            QualifiedNameSyntax { Right.Identifier.ValueText: "CancellationToken" }).ToList();
        return tokens.Count > 0 && body.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Any(it => tokens.Any(token => token.Identifier.ValueText == it.Identifier.ValueText));
    }
}
