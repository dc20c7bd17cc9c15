using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Parley.Analyzers;

/// <summary>What kind of a generator's body a function is.</summary>
internal enum BodyKind { None, Sync, Async }

/// <summary>Parley's types in a compilation, and what a type, a function or an expression is to them.</summary>
internal sealed class ParleyTypes
{
    private static readonly ConditionalWeakTable<Compilation, ParleyTypes> s_of = new();

    private readonly HashSet<ISymbol> _generators = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _asyncGenerators = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _yields = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _bodies = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _asyncBodies = new(SymbolEqualityComparer.Default);
    private readonly INamedTypeSymbol? _awaiter, _asyncAwaiter;

    private ParleyTypes(Compilation compilation)
    {
        for (int arity = 1; arity <= 3; arity++)
        {
            Add(_generators, $"Parley.Generator`{arity}");
            Add(_asyncGenerators, $"Parley.AsyncGenerator`{arity}");
            if (arity < 3) Add(_yields, $"Parley.Yield`{arity}");
        }
        foreach (string arity in new[] { "", "`1" })
        {
            Add(_bodies, $"Parley.GeneratorBody{arity}");
            Add(_asyncBodies, $"Parley.AsyncGeneratorBody{arity}");
        }
        _awaiter = compilation.GetTypeByMetadataName("Parley.CompilerServices.IYieldAwaiter");
        _asyncAwaiter = compilation.GetTypeByMetadataName("Parley.CompilerServices.IAsyncYieldAwaiter");
        Extensions = compilation.GetTypeByMetadataName("Parley.GeneratorExtensions");
        YieldExtensions = compilation.GetTypeByMetadataName("Parley.YieldExtensions");
        Scope = compilation.GetTypeByMetadataName("Parley.GeneratorScope");
        Exit = compilation.GetTypeByMetadataName("Parley.GeneratorExitException");
        StopIteration = compilation.GetTypeByMetadataName("Parley.StopIterationException");
        Creators[0] = compilation.GetTypeByMetadataName("Parley.Generator");
        Creators[1] = compilation.GetTypeByMetadataName("Parley.AsyncGenerator");
        Exception = compilation.GetTypeByMetadataName("System.Exception");

        void Add(HashSet<ISymbol> to, string name)
        {
            if (compilation.GetTypeByMetadataName(name) is { } type) to.Add(type);
        }
    }

    public INamedTypeSymbol? Extensions { get; }
    public INamedTypeSymbol? YieldExtensions { get; }
    public INamedTypeSymbol? Scope { get; }
    public INamedTypeSymbol? Exit { get; }
    public INamedTypeSymbol? StopIteration { get; }
    public INamedTypeSymbol? Exception { get; }
    private INamedTypeSymbol?[] Creators { get; } = new INamedTypeSymbol?[2];

    /// <summary>Returns Parley's types, or null if the compilation doesn't reference them.</summary>
    public static ParleyTypes? In(Compilation compilation)
    {
        var types = s_of.GetValue(compilation, static compilation => new(compilation));
        return types._generators.Count > 0 && types._asyncAwaiter is not null ? types : null;
    }

    /// <summary>Returns the type of generators that can't be sent values.</summary>
    public INamedTypeSymbol? Generator(bool isAsync) => (isAsync ? _asyncGenerators : _generators)
        .OfType<INamedTypeSymbol>().FirstOrDefault(it => it.Arity == 1);

    /// <summary>Returns Parley's type of a generator that this type is or derives from, if any.</summary>
    public INamedTypeSymbol? GeneratorOf(ITypeSymbol? type)
    {
        for (var it = type as INamedTypeSymbol; it is not null; it = it.BaseType)
        {
            if (it.IsGenericType && (_generators.Contains(it.OriginalDefinition) || IsAsync(it))) return it;
        }
        return null;
    }

    public bool IsGenerator(ITypeSymbol? type) => GeneratorOf(type) is not null;
    public bool IsAsync(INamedTypeSymbol generator) => _asyncGenerators.Contains(generator.OriginalDefinition);
    public bool IsYield(ITypeSymbol? type) => type is INamedTypeSymbol && _yields.Contains(type.OriginalDefinition);

    public BodyKind BodyOf(ITypeSymbol? type) =>
        type is null ? BodyKind.None
        : _bodies.Contains(type.OriginalDefinition) ? BodyKind.Sync
        : _asyncBodies.Contains(type.OriginalDefinition) ? BodyKind.Async
        : BodyKind.None;

    /// <summary>Says what kind of a body this function is: one that the compiler makes a state machine of.</summary>
    public BodyKind BodyOf(IMethodSymbol? function) =>
        function is { IsAsync: true } ? BodyOf(function.ReturnType) : BodyKind.None;

    /// <summary>True of what <c>yield(…)</c>, <c>yield.From(…)</c> and the like return.</summary>
    public bool IsYielded(ITypeSymbol? type) => Implements(type, _asyncAwaiter);

    /// <summary>True of what the body of a synchronous generator may await.</summary>
    public bool IsYieldedInSync(ITypeSymbol? type) => Implements(type, _awaiter);

    /// <summary>True if this type, or one inside of it such as a list's element, is what a yield returns.</summary>
    public bool HasYielded(ITypeSymbol? type) => type switch
    {
        INamedTypeSymbol { IsGenericType: true } it => IsYielded(it) || Any(it.TypeArguments),
        IArrayTypeSymbol array => HasYielded(array.ElementType),
        _ => false,
    };

    /// <summary>Returns the variable that holds the yield which this expression calls, if it is a parameter.</summary>
    public IParameterSymbol? YieldOf(IOperation? expression)
    {
        if (expression?.Bare() is not IInvocationOperation call) return null;
        IOperation? yield = call.TargetMethod.MethodKind == MethodKind.DelegateInvoke ? call.Instance
            : call.Arguments.Length > 0 ? call.Arguments[0].Value
            : null;
        return yield?.Bare() is IParameterReferenceOperation it && IsYield(it.Type) ? it.Parameter : null;
    }

    /// <summary>True if this is <c>Generator.Create</c> or that of asynchronous generators.</summary>
    public bool IsCreate(IMethodSymbol method) => method.Name == "Create" &&
        (Same(method.ContainingType, Creators[0]) || Same(method.ContainingType, Creators[1]));

    /// <summary>True if this is an extension method that gives a generator another face.</summary>
    public bool IsFace(IMethodSymbol method) =>
        method.Name is "SelectYield" or "SelectSend" or "Trace" && Same(method.ContainingType, Extensions);

    public static bool Same(ISymbol? one, ISymbol? other) =>
        one is not null && SymbolEqualityComparer.Default.Equals(one, other);

    private bool Any(System.Collections.Immutable.ImmutableArray<ITypeSymbol> types)
    {
        foreach (var type in types)
        {
            if (HasYielded(type)) return true;
        }
        return false;
    }

    private static bool Implements(ITypeSymbol? type, INamedTypeSymbol? awaiter)
    {
        if (awaiter is null || type is not INamedTypeSymbol { IsValueType: true, IsGenericType: true }) return false;
        foreach (var implemented in type.AllInterfaces)
        {
            if (Same(implemented, awaiter)) return true;
        }
        return false;
    }
}
