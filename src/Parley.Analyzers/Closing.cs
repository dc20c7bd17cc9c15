using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Parley.Analyzers;

/// <summary>What reads a generator to its end and closes it.</summary>
internal static class Closing
{
    private static readonly HashSet<string> s_readers =
    [
        "System", "System.Collections.Concurrent", "System.Collections.Generic", "System.Collections.Immutable",
        "System.IO", "System.Text", "System.Threading.Tasks",
    ];

    /// <summary>Returns the variable whose generator this operation closes, and what to call that.</summary>
    public static (ISymbol? Variable, string What) Closed(this ParleyTypes types, IOperation operation)
    {
        var (expression, what) = operation switch
        {
            IForEachLoopOperation loop => (loop.Collection, "'foreach'"),
            IInvocationOperation call when IsQuery(call) && !IsSequence(call.Type) => (call, call.TargetMethod.Name),
            IInvocationOperation call when Read(call.Arguments) is { } read => (read, call.TargetMethod.Name),
            IObjectCreationOperation made when Read(made.Arguments) is { } read => (read, made.Type!.Name),
            IUsingOperation { Resources: not IVariableDeclarationGroupOperation } it => (it.Resources, "'using'"),
            _ => default,
        };
        return expression is not null && Source(expression) is { } source && types.IsGenerator(source.Type)
            ? (source.Variable(), what!) : default;
    }

    /// <summary>Returns what a query reads, in the end.</summary>
    private static IOperation? Source(IOperation expression)
    {
        expression = expression.Bare();
        while (expression is IInvocationOperation call && (IsQuery(call) ||
            call.TargetMethod.Name is "WithCancellation" or "ConfigureAwait"))
        {
            if (call.Receiver() is not { } receiver) return null;
            expression = receiver;
        }
        return expression;
    }

    private static bool IsQuery(IInvocationOperation call) =>
        call.TargetMethod is { IsExtensionMethod: true, ContainingType: { Name: "Enumerable" or
            "AsyncEnumerable" } type } &&
        type.ContainingNamespace is { Name: "Linq", ContainingNamespace.Name: "System" };

    /// <summary>Returns the sequence that .NET itself reads before it returns, as <c>string.Join</c> does.</summary>
    private static IOperation? Read(ImmutableArray<IArgumentOperation> arguments)
    {
        foreach (var it in arguments)
        {
            if (it.Parameter is { ContainingSymbol.ContainingNamespace: var space, Type.OriginalDefinition.SpecialType:
                SpecialType.System_Collections_Generic_IEnumerable_T } && s_readers.Contains(space.ToDisplayString()))
                return it.Value;
        }
        return null;
    }

    private static bool IsSequence(ITypeSymbol? type) => type is null or
        INamedTypeSymbol
        {
            Name: "IEnumerable" or "IOrderedEnumerable" or "IAsyncEnumerable" or "IOrderedAsyncEnumerable",
        };
}
