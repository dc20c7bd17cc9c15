using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using Parley.Bodies;

namespace Parley.Forking;

/// <summary>What a fork has to know about a type: that of a body's state machine, a closure or a struct.</summary>
internal sealed class ForkShape
{
    internal const string StateName = "<>1__state";

    private const string InlineArray = "System.Runtime.CompilerServices.InlineArrayAttribute"; // new in .NET 8

    internal const DynamicallyAccessedMemberTypes Needs =
        DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.NonPublicFields;

    // Weak, for types that can be unloaded.
    private static readonly ConditionalWeakTable<Type, ForkShape> s_shapes = new();

    private readonly Type _type;
    private readonly Type _machine; // the same, unless it is that of a woven body
    private readonly List<Type> _around = [];
    private bool? _isEnumerator;
    private bool? _canBeEnumerator;

    private ForkShape([DynamicallyAccessedMembers(Needs)] Type type, bool isBody)
    {
        _type = type;
        _machine = isBody ? Woven.MachineOf(type) : type;
        FieldInfo[] fields = type.GetFields(Closure.Instance);
        This = Array.Find(fields, field => field.Name == "<>4__this" && Closure.Is(field.FieldType));
        Parent = Array.Find(fields, Closure.IsParent);
        Owner = Array.Find(fields, field => field.Name == Woven.Owner);
        InlineLength = LengthOfInline(type);
        IsTrimmed = !RuntimeFeature.IsDynamicCodeSupported && fields.Length == 0
            && type.IsValueType && !type.IsPrimitive && !type.IsEnum && !IsSystems(type);
        if (isBody)
        {
            State = Array.Find(fields, field => field.Name == StateName);
            if (RuntimeFeature.IsDynamicCodeSupported) Flow = BodyFlow.Read(_machine);
            for (Type? around = This?.FieldType; around is not null && Closure.Is(around);)
            {
                _around.Add(around);
                around = Of(around).Parent?.FieldType;
            }
        }

        Fields = [.. fields.Where(field => CanLead(field, isBody)).Select(field => Describe(field, isBody))];
    }

    /// <summary>The fields that may lead to something that is copied.</summary>
    internal ForkField[] Fields { get; }

    /// <summary>Of a body: the closure that its method is a method of.</summary>
    internal FieldInfo? This { get; }

    /// <summary>Of a closure: the closure around it.</summary>
    internal FieldInfo? Parent { get; }

    /// <summary>Of a closure that a woven body may have made: the generator that it belongs to, if it has.</summary>
    internal FieldInfo? Owner { get; }

    /// <summary>Of a body: the number of the yield that it is paused at.</summary>
    internal FieldInfo? State { get; }

    /// <summary>Of a body: what its code says; null if there is no code to read.</summary>
    internal BodyFlow? Flow { get; }

    /// <summary>Of a body: whether it may make closures.</summary>
    internal bool MakesClosures => Flow is null || Flow.MakesClosures;

    /// <summary>True of a struct whose fields can't be seen.</summary>
    internal bool IsTrimmed { get; }

    /// <summary>The number of elements of an inline array; 0 of any other type.</summary>
    internal int InlineLength { get; }

    /// <summary>Whether it can be looped over.</summary>
    internal bool IsEnumerator => _isEnumerator ??= HiddenEnumerator.IsEnumerator(_type);

    /// <summary>Of a struct: whether it can be, or lead to, something that can be looped over.</summary>
    internal bool CanBeEnumerator => _canBeEnumerator ??= HiddenEnumerator.CanBe(_type);

    /// <summary>Of a struct: whether there is nothing in it that a fork has to look at.</summary>
    internal bool IsPlain => Fields.Length == 0 && !IsTrimmed;

    [DynamicDependency(Needs, typeof(ConfiguredCancelableAsyncEnumerable<>.Enumerator))]
    [DynamicDependency(Needs, typeof(KeyValuePair<,>))]
    [DynamicDependency(Needs, typeof(Nullable<>))]
    [DynamicDependency(Needs, typeof(ValueTuple<>))]
    [DynamicDependency(Needs, typeof(ValueTuple<,>))]
    [DynamicDependency(Needs, typeof(ValueTuple<,,>))]
    [DynamicDependency(Needs, typeof(ValueTuple<,,,>))]
    [UnconditionalSuppressMessage("Trimming", "IL2067", Justification = "See IsTrimmed; closures aren't looked into.")]
    internal static ForkShape Of(Type type) => s_shapes.GetValue(type, static type => new(type, isBody: false));

    internal static ForkShape OfBody([DynamicallyAccessedMembers(Needs)] Type type) => new(type, isBody: true);

    /// <summary>
    /// Without code to read: whether the body may have made a closure of this type. It hasn't if the closure is written
    /// in another type or method than the body, or is of a type that is around the body.
    /// </summary>
    internal bool MayMake(Type closure) =>
        Closure.WrittenType(closure) == Closure.WrittenType(_type)
        && !_around.Contains(closure)
        && (Closure.MethodNumber(_type) is not { } number || Closure.MethodNumber(closure) == number);

    /// <summary>Of a body: whether a parameter or local of it is a delegate over a closure that belongs to a body that
    /// is copied. If so, the closure has been copied from now on.</summary>
    internal bool HoldsOwn(object? stateMachine, ref Fork fork)
    {
        bool holds = false;
        foreach (ForkField field in Fields)
        {
            if (!field.Info.FieldType.IsAssignableTo(typeof(Delegate))) continue;
            for (var value = field.Info.GetValue(stateMachine) as Delegate; value is not null;)
            {
                object? target = value.Target;
                if (target is not null && Closure.Is(target.GetType())) holds |= fork.IsOwn(target);
                value = target as Delegate;
            }
        }

        return holds;
    }

    /// <summary>Whether a value of this type may lead to something that is copied.</summary>
    internal static bool CanLead(Type type)
    {
        if (!type.IsValueType)
        {
            return type.IsInterface || type == typeof(object) || type.IsAssignableTo(typeof(Delegate))
                || type.IsAssignableTo(typeof(IForkable)) || type.IsAssignableTo(typeof(IForkableHandle))
                || Closure.Is(type);
        }

        return type.IsAssignableTo(typeof(IForkableValue)) || type == typeof(CancellationToken)
            || (!type.IsPrimitive && !type.IsEnum && !type.IsPointer && !Of(type).IsPlain);
    }

    /// <summary>The number of elements of an inline array; 0 of any other type.</summary>
    internal static int LengthOfInline(Type type) => type.IsValueType && type.CustomAttributes
        .FirstOrDefault(attribute => attribute.AttributeType.FullName == InlineArray)?.ConstructorArguments[0].Value
        is int length ? length : 0;

    internal static bool IsSystems(Type type) => type.Namespace is { } space
        && (space == "System" || space.StartsWith("System.", StringComparison.Ordinal));

    /// <summary>Whether the compiler keeps an awaiter there.</summary>
    internal static bool IsAwaiter(FieldInfo field) => field.Name.StartsWith("<>u__", StringComparison.Ordinal);

    // The awaiter of a task: nothing is awaited at a yield.
    private static bool IsIdle(FieldInfo field) =>
        IsAwaiter(field) && !field.FieldType.IsAssignableTo(typeof(IForkableValue));

    // The compiler's own: an enumerator, for example, or the first half of an expression that a yield interrupts.
    private static bool IsTemporary(FieldInfo field) =>
        field.Name.StartsWith("<>7__wrap", StringComparison.Ordinal)
        || field.Name.StartsWith("<>s__", StringComparison.Ordinal);

    private static bool CanLead(FieldInfo field, bool isBody)
    {
        // `this` is another one in a fork only if it is a closure, or a generator of Parley's own.
        Type type = field.FieldType;
        if (field.Name == "<>4__this") return Closure.Is(type) || type.Assembly == typeof(ForkShape).Assembly;
        if (isBody && IsIdle(field)) return false;
        return CanLead(type)
            || (isBody && IsTemporary(field) && HiddenEnumerator.CanBe(type) && !HiddenEnumerator.IsKnown(type));
    }

    [UnconditionalSuppressMessage("Trimming", "IL2080", Justification = "A field that trimming has removed is unused.")]
    private ForkField Describe(FieldInfo field, bool isBody)
    {
        FieldInfo home = _machine == _type ? field : _machine.GetField(field.Name, Closure.Instance) ?? field;
        HashSet<int>? loops = isBody && IsTemporary(field) ? Flow?.Slots.LoopsOver(home) : null;
        return new(field, IsHidden: isBody && IsTemporary(field) && loops?.Count != 0, loops)
        {
            Home = home,
            IsPassive = field.Name == "<>4__this",
        };
    }
}
