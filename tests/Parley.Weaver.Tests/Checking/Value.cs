using Mono.Cecil;

namespace Parley.Weaver.Tests.Checking;

/// <summary>What kinds of values the stack of a method tells apart.</summary>
internal enum Kind
{
    Int32,
    Int64,
    Native,
    Float,

    /// <summary>A managed pointer to a variable of the type.</summary>
    Reference,

    /// <summary>An object, or null if it has no type; a boxed value if the type is a value's.</summary>
    Object,

    /// <summary>A struct, or a value whose type is a type parameter.</summary>
    Struct,

    /// <summary>Nothing is known.</summary>
    Any,
}

/// <summary>A value on the stack.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Type">Its type, or what it points to.</param>
/// <param name="Function">The method that it is the address of.</param>
internal readonly record struct Value(Kind Kind, TypeReference? Type = null, MethodReference? Function = null)
{
    public static readonly Value Null = new(Kind.Object), Number = new(Kind.Int32), Pointer = new(Kind.Native);

    /// <summary>What loading from a variable of a type gives.</summary>
    public static Value Of(TypeReference type)
    {
        type = Types.Plain(type);
        return type switch
        {
            ByReferenceType reference => new(Kind.Reference, Types.Plain(reference.ElementType)),
            PointerType or FunctionPointerType => Pointer,
            GenericParameter => new(Kind.Struct, type),
            _ => type.MetadataType switch
            {
                MetadataType.Boolean or MetadataType.Char or MetadataType.SByte or MetadataType.Byte
                    or MetadataType.Int16 or MetadataType.UInt16 or MetadataType.Int32 or MetadataType.UInt32 => Number,
                MetadataType.Int64 or MetadataType.UInt64 => new(Kind.Int64),
                MetadataType.Single or MetadataType.Double => new(Kind.Float),
                MetadataType.IntPtr or MetadataType.UIntPtr => Pointer,
                _ when !Types.IsValue(type) => new(Kind.Object, type),
                _ when Types.Resolve(type) is { IsEnum: true } values =>
                    Of(values.Fields.First(field => !field.IsStatic).FieldType),
                _ => new(Kind.Struct, type),
            },
        };
    }

    public static Value Boxed(TypeReference type) => new(Kind.Object, Types.Plain(type));

    public bool IsInteger => Kind is Kind.Int32 or Kind.Native;

    /// <summary>It can be stored in a variable of the type.</summary>
    public bool Fits(TypeReference type)
    {
        Value wanted = Of(type);
        if (Kind == Kind.Any) return true;
        return wanted.Kind switch
        {
            // Unsafe code takes pointers for references, and the compiler gives the data of an assembly as a pointer.
            Kind.Native => IsInteger || (Kind == Kind.Reference && Types.Plain(type) is PointerType),
            Kind.Reference => Kind == Kind.Native
                || (Kind == Kind.Reference && Types.StorageKey(Type!) == Types.StorageKey(wanted.Type!)),
            Kind.Object => Kind == Kind.Object && (Type is null || Types.Fits(Type, wanted.Type!)),
            Kind.Struct => Kind == Kind.Struct && Types.Key(Type!) == Types.Key(wanted.Type!),
            _ => Kind == wanted.Kind,
        };
    }

    /// <summary>What is known where two ways meet; null if they can't.</summary>
    public static Value? Meet(Value one, Value other)
    {
        if (one == other) return one;
        if (one.Kind == Kind.Any || other.Kind == Kind.Any) return new(Kind.Any);
        if (one.IsInteger && other.IsInteger) return one.Kind == Kind.Native ? one with { Function = null } : other;
        if (one.Kind != other.Kind) return null;
        return one.Kind switch
        {
            Kind.Object => MeetObjects(one, other),
            Kind.Reference => Types.StorageKey(one.Type!) == Types.StorageKey(other.Type!) ? one : null,
            Kind.Struct => Types.Key(one.Type!) == Types.Key(other.Type!) ? one : null,
            _ => one,
        };
    }

    private static Value MeetObjects(Value one, Value other)
    {
        if (one.Type is null) return other;
        if (other.Type is null || Types.Fits(other.Type, one.Type)) return one;
        for (TypeReference? type = one.Type; type is not null;)
        {
            if (Types.Fits(other.Type, type)) return new(Kind.Object, type);
            if (Types.Resolve(type) is not { BaseType: { } parent }) break;
            type = Types.In(parent, type);
        }

        return new(Kind.Any);
    }

    public override string ToString() => Kind switch
    {
        Kind.Object => Type is null ? "null" : Types.Key(Type),
        Kind.Reference => Types.Key(Type!) + "&",
        Kind.Struct => Types.Key(Type!),
        _ => Kind.ToString(),
    };
}
