using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Parley.Analyzers;

namespace Parley.Durable.Analyzers;

/// <summary>The types of Parley.Durable in a compilation, and what a type or a call is to them.</summary>
internal sealed class DurableTypes
{
    private static readonly ConditionalWeakTable<Compilation, DurableTypes> s_of = new();

    private readonly INamedTypeSymbol? _durable, _context;

    private DurableTypes(Compilation compilation)
    {
        _durable = compilation.GetTypeByMetadataName("Parley.Durable.Durable`2");
        _context = compilation.GetTypeByMetadataName("Parley.Durable.EffectContext");
    }

    /// <summary>Returns the types, or null if the compilation doesn't reference them.</summary>
    public static DurableTypes? In(Compilation compilation)
    {
        var types = s_of.GetValue(compilation, static compilation => new(compilation));
        return types._durable is null ? null : types;
    }

    public bool IsDurable(ITypeSymbol? type) => Is(type, _durable);
    public bool IsContext(ITypeSymbol? type) => Is(type, _context);

    /// <summary>True of a call that makes an effect.</summary>
    public bool IsEffect(IOperation? call) =>
        call is IInvocationOperation { TargetMethod: { Name: "Run" or "RunAll" or "Sleep" } method } &&
        IsDurable(method.ContainingType);

    /// <summary>True of code that is run only if the body isn't being replayed.</summary>
    public bool IsSkippedByReplay(IOperation operation) =>
        operation.Parent is IConditionalOperation choice && choice.WhenTrue == operation && IsLive(choice.Condition);

    private bool IsLive(IOperation condition) => condition.Bare() switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both =>
            IsLive(both.LeftOperand) || IsLive(both.RightOperand),
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: IPropertyReferenceOperation it } =>
            it.Property.Name == "IsReplaying" && IsDurable(it.Property.ContainingType),
        _ => false,
    };

    private static bool Is(ITypeSymbol? type, INamedTypeSymbol? definition) =>
        type is INamedTypeSymbol && ParleyTypes.Same(type.OriginalDefinition, definition);
}
