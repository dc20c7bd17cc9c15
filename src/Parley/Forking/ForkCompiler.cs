using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Reflection.Emit;

namespace Parley.Forking;

/// <summary>Compiles the code that sets the fields of a copied state machine: reflection takes ten times as long, and
/// allocates.</summary>
[RequiresDynamicCode("It compiles code.")]
internal static class ForkCompiler
{
    internal static TDelegate? Compile<TDelegate>(ForkShape shape, Type stateMachine)
        where TDelegate : Delegate
    {
        var method = new DynamicMethod(
            nameof(ForkShape<>.Rewire),
            typeof(void),
            [typeof(ForkShape), stateMachine.MakeByRefType(), typeof(Fork).MakeByRefType()],
            stateMachine,
            skipVisibility: true);
        ILGenerator code = method.GetILGenerator();
        for (int i = 0; i < shape.Fields.Length; i++)
        {
            // fork.Map(shape, i, ref stateMachine.field);
            FieldInfo field = shape.Fields[i].Info;
            code.Emit(OpCodes.Ldarg_2);
            code.Emit(OpCodes.Ldarg_0);
            code.Emit(OpCodes.Ldc_I4, i);
            code.Emit(OpCodes.Ldarg_1);
            if (!stateMachine.IsValueType) code.Emit(OpCodes.Ldind_Ref);
            code.Emit(OpCodes.Ldflda, field);
            code.Emit(OpCodes.Call, MapperOf(field.FieldType));
        }

        code.Emit(OpCodes.Ret);
        return method.CreateDelegate<TDelegate>(shape);
    }

    // A reference is passed as an object, whatever its type: Fork stores only what has the same type.
    [UnconditionalSuppressMessage("Trimming", "IL2071", Justification = "Nothing is constructed.")]
    [UnconditionalSuppressMessage("Trimming", "IL2060", Justification = "The type arguments need no members.")]
    private static MethodInfo MapperOf(Type type)
    {
        string name = !type.IsValueType ? nameof(Fork.MapReferenceField)
            : type.IsAssignableTo(typeof(IForkableValue)) ? nameof(Fork.MapValueField)
            : nameof(Fork.MapStructField);
        MethodInfo mapper = typeof(Fork).GetMethod(name, Closure.Instance)!;
        return type.IsValueType ? mapper.MakeGenericMethod(type) : mapper;
    }
}
