using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Parley.Analyzers;

namespace Parley.Durable.Analyzers;

/// <summary>Which code a replay runs again, and which it doesn't because it is in an effect.</summary>
internal sealed class Replay(ParleyTypes parley, DurableTypes durable)
{
    public ParleyTypes Parley => parley;
    public DurableTypes Durable => durable;

    /// <summary>Returns the outermost function that a replay runs and that this is in; null if there is none, or if
    /// this is in an effect.</summary>
    /// <param name="operation">What is in it.</param>
    /// <param name="member">The member that it is in.</param>
    public IOperation? BodyOf(IOperation? operation, ISymbol member)
    {
        IOperation? body = null;
        bool hasDurable = false;
        for (var it = operation; it is not null; it = it.Parent)
        {
            if (durable.IsSkippedByReplay(it)) return null;
            var function = Symbol(it) ?? (it.Parent is null ? member as IMethodSymbol : null);
            if (function is null) continue;
            if (IsEffect(it)) return null;
            if (IsBody(function)) body = it;
            hasDurable |= body is not null && HasDurable(function);
        }
        return body is not null && (hasDurable || UsesDurable(body)) ? body : null;
    }

    /// <summary>True of the function of an effect.</summary>
    public bool IsEffect(IOperation function) => IsEffect(function, new(SymbolEqualityComparer.Default));

    /// <summary>True if a local or parameter is declared in this function.</summary>
    public static bool Declares(IOperation function, ISymbol? variable) => variable is not null &&
        variable.DeclaringSyntaxReferences.Any(it => it.SyntaxTree == function.Syntax.SyntaxTree &&
            function.Syntax.Span.Contains(it.Span));

    /// <summary>A generator's body; and what makes a conversation's generator, which a replay does anew.</summary>
    private bool IsBody(IMethodSymbol function) => parley.BodyOf(function) == BodyKind.Sync ||
        HasDurable(function) && parley.GeneratorOf(function.ReturnType) is { } generator && !parley.IsAsync(generator);

    private bool HasDurable(IMethodSymbol function) => function.Parameters.Any(it => durable.IsDurable(it.Type));

    /// <summary>True if this uses a variable or a member that holds what a conversation's body gets.</summary>
    private bool UsesDurable(IOperation body) => body.All().Any(it => durable.IsDurable(it.Type) && it switch
    {
        ILocalReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation => true,
        IParameterReferenceOperation parameter => !Declares(body, parameter.Parameter),
        _ => false,
    });

    private bool IsEffect(IOperation function, HashSet<ISymbol> seen)
    {
        if (Symbol(function) is not { } symbol) return false;
        if (symbol.Parameters is { Length: 1 } one && durable.IsContext(one[0].Type)) return true;
        return function is ILocalFunctionOperation ? IsOnlyInEffects(symbol, function, seen)
            : IsForEffect(function, seen);
    }

    /// <summary>True if this function, or what refers to it, is given to an effect, perhaps by a local.</summary>
    private bool IsForEffect(IOperation function, HashSet<ISymbol> seen)
    {
        if (function.Parent is IDelegateCreationOperation made) function = made;
        return function.User() switch
        {
            IArgumentOperation { Parent: var call } => durable.IsEffect(call),
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } =>
                IsOnlyInEffects(local, function, seen),
            _ => false,
        };
    }

    /// <summary>True if effects are all that uses this local or local function.</summary>
    private bool IsOnlyInEffects(ISymbol symbol, IOperation at, HashSet<ISymbol> seen)
    {
        if (!seen.Add(symbol)) return true; // It uses itself, which says nothing.
        var uses = at.Root().All().Where(it => ParleyTypes.Same(Used(it), symbol)).ToList();
        return uses.Count > 0 && uses.All(it => IsForEffect(it, seen) || IsInEffect(it, seen));
    }

    private bool IsInEffect(IOperation operation, HashSet<ISymbol> seen)
    {
        for (var it = operation.Nested(); it is not null; it = it.Nested())
        {
            if (IsEffect(it, seen)) return true;
        }
        return false;
    }

    private static ISymbol? Used(IOperation operation) => operation switch
    {
        ILocalReferenceOperation it => it.Local,
        IInvocationOperation it => it.TargetMethod,
        IMethodReferenceOperation it => it.Method,
        _ => null,
    };

    private static IMethodSymbol? Symbol(IOperation operation) => operation switch
    {
        IAnonymousFunctionOperation it => it.Symbol,
        ILocalFunctionOperation it => it.Symbol,
        _ => null,
    };
}
