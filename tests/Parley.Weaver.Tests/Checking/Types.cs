using System.Collections.Concurrent;
using Mono.Cecil;

namespace Parley.Weaver.Tests.Checking;

/// <summary>What the checker knows of types: their names, what they are made of, what fits into them.</summary>
internal static class Types
{
    private static readonly HashSet<string> s_ofArrays =
    [
        "System.Collections.Generic.IList`1", "System.Collections.Generic.ICollection`1",
        "System.Collections.Generic.IEnumerable`1", "System.Collections.Generic.IReadOnlyList`1",
        "System.Collections.Generic.IReadOnlyCollection`1",
    ];

    private static readonly ConcurrentDictionary<TypeReference, TypeDefinition?> s_resolved = [];
    private static readonly ConcurrentDictionary<MethodReference, MethodDefinition?> s_methods = [];
    private static readonly ConcurrentDictionary<FieldReference, FieldDefinition?> s_fields = [];

    /// <summary>A name that two references to the same type share, and that no other type has where both are
    /// seen.</summary>
    public static string Key(TypeReference type) => type switch
    {
        GenericParameter parameter => (parameter.Type == GenericParameterType.Type ? "!" : "!!") + parameter.Position,
        GenericInstanceType instance =>
            $"{instance.ElementType.FullName}<{string.Join(",", instance.GenericArguments.Select(Key))}>",
        ArrayType array => $"{Key(array.ElementType)}[{(array.IsVector ? "" : array.Rank)}]",
        ByReferenceType reference => Key(reference.ElementType) + "&",
        PointerType pointer => Key(pointer.ElementType) + "*",
        FunctionPointerType => "fnptr",
        IModifierType or PinnedType or SentinelType => Key(Plain(type)),
        _ => type.FullName,
    };

    /// <summary>A name that types share whose variables are interchangeable: <c>int</c> and <c>uint</c>, an enum and
    /// its numbers.</summary>
    public static string StorageKey(TypeReference type)
    {
        type = Plain(type);
        if (Resolve(type) is { IsEnum: true } values) type = values.Fields.First(field => !field.IsStatic).FieldType;
        return type.MetadataType switch
        {
            MetadataType.Boolean or MetadataType.Byte => "System.SByte",
            MetadataType.Char or MetadataType.UInt16 => "System.Int16",
            MetadataType.UInt32 => "System.Int32",
            MetadataType.UInt64 => "System.Int64",
            MetadataType.UIntPtr or MetadataType.Pointer or MetadataType.FunctionPointer => "System.IntPtr",
            _ => Key(type),
        };
    }

    /// <summary>Without what only says how it is passed.</summary>
    public static TypeReference Plain(TypeReference type)
    {
        while (type is IModifierType or PinnedType or SentinelType) type = ((TypeSpecification)type).ElementType;
        return type;
    }

    public static TypeDefinition? Resolve(TypeReference type)
    {
        type = Plain(type);
        if (type is GenericParameter or ArrayType or ByReferenceType or PointerType or FunctionPointerType) return null;
        return s_resolved.GetOrAdd(type.GetElementType(), element =>
        {
            try
            {
                return element.Resolve();
            }
            catch (AssemblyResolutionException)
            {
                return null;
            }
        });
    }

    public static MethodDefinition? Resolve(MethodReference method) => method is MethodDefinition own ? own
        : s_methods.GetOrAdd(method.GetElementMethod(), one => one.Resolve());

    public static FieldDefinition? Resolve(FieldReference field) => field is FieldDefinition own ? own
        : s_fields.GetOrAdd(field, one => one.Resolve());

    public static bool IsVoid(TypeReference type) => Plain(type).MetadataType == MetadataType.Void;

    public static bool IsValue(TypeReference type)
    {
        type = Plain(type);
        return type is not (ArrayType or GenericParameter or ByReferenceType)
            && (Resolve(type)?.IsValueType ?? type.IsValueType);
    }

    /// <summary>A type as it is inside of itself: <c>List&lt;T></c>.</summary>
    public static TypeReference Self(TypeDefinition type)
    {
        if (!type.HasGenericParameters) return type;
        var self = new GenericInstanceType(type);
        foreach (GenericParameter parameter in type.GenericParameters) self.GenericArguments.Add(parameter);
        return self;
    }

    /// <summary>A type of a member's signature, as it is where the member is used.</summary>
    public static TypeReference In(TypeReference type, TypeReference? owner, MethodReference? method = null)
    {
        var ofType = (owner as GenericInstanceType)?.GenericArguments;
        var ofMethod = (method as GenericInstanceMethod)?.GenericArguments;
        return ofType is null && ofMethod is null ? type : Replace(type);

        TypeReference Replace(TypeReference type) => type switch
        {
            GenericParameter { Type: GenericParameterType.Type } parameter =>
                parameter.Position < ofType?.Count ? ofType[parameter.Position] : type,
            GenericParameter parameter => parameter.Position < ofMethod?.Count ? ofMethod[parameter.Position] : type,
            GenericInstanceType instance => Instance(instance),
            ArrayType { IsVector: true } array => new ArrayType(Replace(array.ElementType)),
            ArrayType array => new ArrayType(Replace(array.ElementType), array.Rank),
            ByReferenceType reference => new ByReferenceType(Replace(reference.ElementType)),
            PointerType pointer => new PointerType(Replace(pointer.ElementType)),
            IModifierType or PinnedType or SentinelType => Replace(Plain(type)),
            _ => type,
        };

        GenericInstanceType Instance(GenericInstanceType instance)
        {
            var replaced = new GenericInstanceType(instance.ElementType);
            foreach (TypeReference argument in instance.GenericArguments)
                replaced.GenericArguments.Add(Replace(argument));
            return replaced;
        }
    }

    /// <summary>A reference to a <paramref name="from"/>, which is boxed if it is a value, is a reference to a
    /// <paramref name="to"/>. True if it can't be known.</summary>
    public static bool Fits(TypeReference from, TypeReference to)
    {
        from = Plain(from);
        to = Plain(to);
        if (to.MetadataType == MetadataType.Object || Key(from) == Key(to)) return true;
        if (from is ArrayType array) return ArrayFits(array, to);
        if (from is GenericParameter parameter) return ParameterFits(parameter, to);
        if (Resolve(from) is not { } type) return true;
        if (from is GenericInstanceType one && to is GenericInstanceType other && VaryingFits(one, other)) return true;
        return Parents(type).Any(parent => Fits(In(parent, from), to));
    }

    /// <summary>What a type derives from directly, and the interfaces that it lists.</summary>
    public static IEnumerable<TypeReference> Parents(TypeDefinition type) =>
        type.Interfaces.Select(implementation => implementation.InterfaceType)
            .Concat(type.BaseType is { } parent ? [parent] : []);

    private static bool ArrayFits(ArrayType array, TypeReference to)
    {
        if (to is ArrayType other) return array.Rank == other.Rank && ElementFits(array.ElementType, other.ElementType);
        if (to is GenericInstanceType instance && s_ofArrays.Contains(instance.ElementType.FullName))
            return ElementFits(array.ElementType, instance.GenericArguments[0]);
        return to.FullName == "System.Array"
            || Resolve(to) is { IsInterface: true, Namespace: "System.Collections" or "System" };
    }

    private static bool ElementFits(TypeReference from, TypeReference to) => IsReference(from) && IsReference(to)
        ? Fits(from, to)
        : StorageKey(from) == StorageKey(to);

    // What is known of it is what its constraints say.
    private static bool ParameterFits(GenericParameter parameter, TypeReference to) =>
        (parameter.HasNotNullableValueTypeConstraint && to.FullName == "System.ValueType")
        || parameter.Constraints.Any(constraint => Fits(constraint.ConstraintType, to));

    private static bool VaryingFits(GenericInstanceType from, GenericInstanceType to)
    {
        if (from.ElementType.FullName != to.ElementType.FullName) return false;
        if (Resolve(from) is not { } type) return true;
        return type.GenericParameters.All(parameter =>
        {
            TypeReference one = from.GenericArguments[parameter.Position];
            TypeReference other = to.GenericArguments[parameter.Position];
            return Key(one) == Key(other)
                || (IsReference(one) && IsReference(other)
                    && ((parameter.IsCovariant && Fits(one, other))
                        || (parameter.IsContravariant && Fits(other, one))));
        });
    }

    public static bool IsReference(TypeReference type) => Plain(type) is GenericParameter parameter
        ? parameter.HasReferenceTypeConstraint
            || parameter.Constraints.Any(c => Resolve(c.ConstraintType) is { IsInterface: false, IsValueType: false })
        : !IsValue(type);
}
