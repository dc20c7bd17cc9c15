using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Parley.Analyzers;

/// <summary>Ways through the tree of operations.</summary>
internal static class Operations
{
    /// <summary>Returns this without the conversions around it.</summary>
    public static IOperation Bare(this IOperation operation)
    {
        while (operation is IConversionOperation conversion) operation = conversion.Operand;
        return operation;
    }

    /// <summary>Returns what uses the value of this, beyond conversions and choices between several values.</summary>
    public static IOperation? User(this IOperation operation)
    {
        var parent = operation.Parent;
        while (parent is IConversionOperation or ICoalesceOperation or ISwitchExpressionArmOperation
            or ISwitchExpressionOperation || parent is IConditionalOperation choice && choice.Condition != operation)
        {
            operation = parent;
            parent = parent.Parent;
        }
        return parent;
    }

    /// <summary>Returns the innermost function that this is in.</summary>
    /// <param name="operation">What is in it.</param>
    /// <param name="member">The member that it is in.</param>
    public static IMethodSymbol? Function(this IOperation operation, ISymbol? member) => operation.Nested() switch
    {
        IAnonymousFunctionOperation lambda => lambda.Symbol,
        ILocalFunctionOperation function => function.Symbol,
        _ => member as IMethodSymbol,
    };

    /// <summary>Returns the innermost lambda or local function that this is in.</summary>
    public static IOperation? Nested(this IOperation operation)
    {
        var parent = operation.Parent;
        while (parent is not (null or IAnonymousFunctionOperation or ILocalFunctionOperation)) parent = parent.Parent;
        return parent;
    }

    /// <summary>Returns the outermost operation that this is in.</summary>
    public static IOperation Root(this IOperation operation)
    {
        while (operation.Parent is { } parent) operation = parent;
        return operation;
    }

    /// <summary>Returns this and everything below it, in order, but not what is in nested functions.</summary>
    public static IEnumerable<IOperation> Own(this IOperation operation)
    {
        var rest = new Stack<IOperation>();
        rest.Push(operation);
        while (rest.Count > 0)
        {
            var it = rest.Pop();
            yield return it;
            if (it is IAnonymousFunctionOperation or ILocalFunctionOperation && it != operation) continue;
            foreach (var child in it.ChildOperations.Reverse()) rest.Push(child);
        }
    }

    /// <summary>Returns this and everything below it, in order.</summary>
    public static IEnumerable<IOperation> All(this IOperation operation) => operation.DescendantsAndSelf();

    /// <summary>Returns the local or parameter that this expression is.</summary>
    public static ISymbol? Variable(this IOperation? expression) => expression?.Bare() switch
    {
        ILocalReferenceOperation it => it.Local,
        IParameterReferenceOperation it => it.Parameter,
        _ => null,
    };

    /// <summary>Returns what a call is made on, also for an extension method.</summary>
    public static IOperation? Receiver(this IInvocationOperation call) =>
        (call.Instance ?? (call.TargetMethod.IsExtensionMethod && call.Arguments.Length > 0
            ? call.Arguments[0].Value : null))?.Bare();

    /// <summary>True of a call that puts something into a collection.</summary>
    public static bool IsAdd(this IInvocationOperation call) => call.TargetMethod.Name is
        "Add" or "Enqueue" or "Push" or "TryAdd" or "AddLast" or "AddFirst" or "Insert";

    /// <summary>Returns the block that this is in and the statement of that block that it is a part of.</summary>
    public static (IBlockOperation? Block, IOperation Statement) Place(this IOperation operation)
    {
        while (operation.Parent is { } parent and not IBlockOperation) operation = parent;
        return (operation.Parent as IBlockOperation, operation);
    }

    /// <summary>Returns the statements of a block that come after this one.</summary>
    public static IEnumerable<IOperation> After(this IBlockOperation block, IOperation statement)
    {
        int at = block.Operations.IndexOf(statement);
        return at < 0 ? Enumerable.Empty<IOperation>() : block.Operations.Skip(at + 1);
    }

    /// <summary>Returns what a local variable begins with.</summary>
    public static IOperation? Initializer(this ILocalSymbol local, SemanticModel? model) =>
        model is not null && local.Declarator() is { } syntax && syntax.SyntaxTree == model.SyntaxTree
            ? (model.GetOperation(syntax) as IVariableDeclaratorOperation)?.GetVariableInitializer()?.Value.Bare()
            : null;

    public static VariableDeclaratorSyntax? Declarator(this ISymbol local) =>
        local.DeclaringSyntaxReferences.Length == 1
            ? local.DeclaringSyntaxReferences[0].GetSyntax() as VariableDeclaratorSyntax
            : null;

    /// <summary>True of the variable of a <c>using</c>.</summary>
    public static bool IsInUsing(this ISymbol local) => local.Declarator()?.Parent?.Parent is
        UsingStatementSyntax or LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 };
}
