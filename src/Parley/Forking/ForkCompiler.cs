using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Reflection.Emit;
using Parley.Bodies;
using Parley.CompilerServices;

namespace Parley.Forking;

/// <summary>Compiles the code that sets the fields of a copied state machine: reflection takes ten times as long, and
/// allocates.</summary>
[RequiresDynamicCode("It compiles code.")]
[UnconditionalSuppressMessage("Trimming", "IL2060", Justification = "The type arguments need no members.")]
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "Parley uses the fields itself.")]
[UnconditionalSuppressMessage("Trimming", "IL2071", Justification = "Nothing is constructed.")]
[UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "Parley uses the fields itself.")]
internal static class ForkCompiler
{
    private const string BoxOfBuilder = "_box";
    private const string BuilderOfBuilder = "_builder";

    /// <summary>Compiles it for any body.</summary>
    internal static TDelegate Compile<TDelegate>(ForkShape shape, Type stateMachine)
        where TDelegate : Delegate
    {
        DynamicMethod method = New(typeof(void), typeof(ForkShape), stateMachine, typeof(Fork).MakeByRefType());
        ILGenerator code = method.GetILGenerator();
        if (shape.State is not null)
        {
            // fork.Yield = stateMachine.state;
            code.Emit(OpCodes.Ldarg_2);
            LoadAddress(code, shape.State, stateMachine);
            code.Emit(OpCodes.Ldind_I4);
            code.Emit(OpCodes.Call, typeof(Fork).GetProperty(nameof(Fork.Yield), Closure.Instance)!.SetMethod!);
        }

        for (int i = 0; i < shape.Fields.Length; i++)
        {
            // fork.Map(shape, i, ref stateMachine.field);
            FieldInfo field = shape.Fields[i].Info;
            code.Emit(OpCodes.Ldarg_2);
            code.Emit(OpCodes.Ldarg_0);
            code.Emit(OpCodes.Ldc_I4, i);
            LoadAddress(code, field, stateMachine);
            code.Emit(OpCodes.Call, MapperOf(field.FieldType));
        }

        code.Emit(OpCodes.Ret);
        return method.CreateDelegate<TDelegate>(shape);
    }

    /// <summary>Compiles it for a body that leads to nothing but its own generator: by its yield, its builder and its
    /// awaiters. Null for any other body.</summary>
    internal static TDelegate? CompileAlone<TDelegate>(ForkShape shape, Type stateMachine)
        where TDelegate : Delegate
    {
        FieldInfo[] fields = [.. shape.Fields.Select(field => field.Info)];
        FieldInfo[] yields = [.. fields.Where(field => Is(field, typeof(Yield<>), typeof(Yield<,>)))];
        FieldInfo[] builders = [.. fields.Where(
            field => field.FieldType == typeof(GeneratorBuilder) || Is(field, typeof(GeneratorBuilder<>)))];
        FieldInfo[] awaiters = [.. fields.Where(field =>
            Is(field, typeof(YieldAwaitable<>), typeof(YieldAwaitable<,>), typeof(YieldAwaitable<,,>))
            && ForkShape.IsAwaiter(field))];
        if (yields.Length + builders.Length + awaiters.Length < fields.Length) return null;

        DynamicMethod method = New(
            typeof(bool), typeof(ForkShape), stateMachine,
            typeof(object), typeof(IBodyOwner), typeof(Box));
        ILGenerator code = method.GetILGenerator();
        foreach (FieldInfo field in yields)
        {
            // if (!IsYieldOf(stateMachine.field, original)) return false; stateMachine.field = copy.NewYield();
            Label isIts = code.DefineLabel();
            LoadAddress(code, field, stateMachine);
            code.Emit(OpCodes.Ldind_Ref);
            code.Emit(OpCodes.Ldarg_2);
            code.Emit(OpCodes.Call, new Func<Delegate?, object, bool>(IsYieldOf).Method);
            code.Emit(OpCodes.Brtrue, isIts);
            code.Emit(OpCodes.Ldc_I4_0);
            code.Emit(OpCodes.Ret);
            code.MarkLabel(isIts);
            LoadAddress(code, field, stateMachine);
            code.Emit(OpCodes.Ldarg_3);
            code.Emit(OpCodes.Callvirt, typeof(IBodyOwner).GetMethod(nameof(IBodyOwner.NewYield))!);
            code.Emit(OpCodes.Stind_Ref);
        }

        foreach (FieldInfo field in builders)
        {
            // stateMachine.field._box = box;
            LoadAddress(code, field, stateMachine);
            if (field.FieldType.IsGenericType) code.Emit(OpCodes.Ldflda, FieldOf(field.FieldType, BuilderOfBuilder));
            code.Emit(OpCodes.Ldarg_S, (byte)4);
            code.Emit(OpCodes.Stfld, FieldOf(typeof(GeneratorBuilder), BoxOfBuilder));
        }

        foreach (FieldInfo field in awaiters)
        {
            // if (stateMachine.field.Generator is not null) stateMachine.field.Generator = copy;
            FieldInfo generator = field.FieldType.GetFields(Closure.Instance).Single();
            Label isDefault = code.DefineLabel();
            LoadAddress(code, field, stateMachine);
            code.Emit(OpCodes.Ldfld, generator);
            code.Emit(OpCodes.Brfalse, isDefault);
            LoadAddress(code, field, stateMachine);
            code.Emit(OpCodes.Ldarg_3);
            code.Emit(OpCodes.Stfld, generator);
            code.MarkLabel(isDefault);
        }

        code.Emit(OpCodes.Ldc_I4_1);
        code.Emit(OpCodes.Ret);
        return method.CreateDelegate<TDelegate>(shape);
    }

    /// <summary>Compiles what reads the field.</summary>
    internal static TDelegate CompileGet<TDelegate>(ForkShape shape, FieldInfo field, Type stateMachine)
        where TDelegate : Delegate
    {
        DynamicMethod method = New(typeof(object), typeof(ForkShape), stateMachine);
        ILGenerator code = method.GetILGenerator();
        LoadAddress(code, field, stateMachine);
        code.Emit(OpCodes.Ldind_Ref);
        code.Emit(OpCodes.Ret);
        return method.CreateDelegate<TDelegate>(shape);
    }

    private static bool IsYieldOf(Delegate? yield, object generator) => yield is not null && yield.Target == generator;

    private static DynamicMethod New(Type result, Type target, Type stateMachine, params Type[] more) => new(
        nameof(Fork), result, [target, stateMachine.MakeByRefType(), .. more], stateMachine, skipVisibility: true);

    private static void LoadAddress(ILGenerator code, FieldInfo field, Type stateMachine)
    {
        code.Emit(OpCodes.Ldarg_1);
        if (!stateMachine.IsValueType) code.Emit(OpCodes.Ldind_Ref);
        code.Emit(OpCodes.Ldflda, field);
    }

    private static bool Is(FieldInfo field, params Type[] definitions) =>
        field.FieldType.IsGenericType && definitions.Contains(field.FieldType.GetGenericTypeDefinition());

    private static FieldInfo FieldOf(Type type, string name) => type.GetField(name, Closure.Instance)!;

    // A reference is passed as an object, whatever its type: Fork stores only what has the same type.
    private static MethodInfo MapperOf(Type type)
    {
        string name = type.IsAssignableTo(typeof(Delegate)) ? nameof(Fork.MapDelegateField)
            : !type.IsValueType ? nameof(Fork.MapReferenceField)
            : type.IsAssignableTo(typeof(IForkableValue)) ? nameof(Fork.MapValueField)
            : nameof(Fork.MapStructField);
        MethodInfo mapper = typeof(Fork).GetMethod(name, Closure.Instance)!;
        return type.IsValueType ? mapper.MakeGenericMethod(type) : mapper;
    }
}
