using Mono.Cecil;
using Mono.Cecil.Cil;
using static Mono.Cecil.Cil.OpCodes;
using ExceptionHandlerType = Mono.Cecil.Cil.ExceptionHandlerType;

namespace Parley.Weaver.Tests.Checking;

/// <summary>Each rule finds the methods that break it, and no other rule does.</summary>
public class IlCheckerTests
{
    private static readonly Dictionary<string, (Rule Rule, Func<Broken> Make)> s_broken = new()
    {
        ["takes from an empty stack"] = (Rule.Depth, () => new Broken().Emit(Pop).Emit(Ret)),
        ["leaves a value at the end"] = (Rule.Depth, () => new Broken().Emit(Ldc_I4_0).Emit(Ret)),
        ["returns nothing"] = (Rule.Depth, () => new Broken(typeof(int)).Emit(Ret)),
        ["leaves a value in a finally"] = (Rule.Depth, () => new Broken()
            .Go(Leave, 3).Emit(Ldc_I4_0).Emit(Endfinally).Emit(Ret)
            .Region(ExceptionHandlerType.Finally, 0, 1, 3)),

        ["meets with another number of values"] = (Rule.Meeting, () => new Broken(typeof(int))
            .Emit(Ldarg_1).Go(Brtrue, 3).Emit(Ldc_I4_0).Emit(Ldc_I4_1).Emit(Ret)),
        ["meets with values of another kind"] = (Rule.Meeting, () => new Broken()
            .Emit(Ldarg_1).Go(Brtrue, 4).Emit(Ldc_I4_0).Go(Br, 5).Emit(Ldnull).Emit(Pop).Emit(Ret)),
        ["meets with other structs"] = (Rule.Meeting, () => new Broken().Local(typeof(Piece)).Local(typeof(DateTime))
            .Emit(Ldarg_1).Go(Brtrue, 4).Emit(Ldloc_0).Go(Br, 5).Emit(Ldloc_1).Emit(Pop).Emit(Ret)),
        ["meets in a switch"] = (Rule.Meeting, () =>
        {
            Broken broken = new Broken(typeof(int))
                .Emit(Ldc_I4_0).Emit(Ldarg_1).Emit(Nop).Emit(Ldc_I4_0).Emit(Ret);
            var code = broken.Method.Body.Instructions;
            code[2] = Instruction.Create(Switch, [code[3], code[4]]);
            return broken;
        }),

        ["enters a try with a value"] = (Rule.EmptyStack, () => new Broken()
            .Emit(Ldc_I4_0).Emit(Pop).Go(Leave, 4).Emit(Endfinally).Emit(Ret)
            .Region(ExceptionHandlerType.Finally, 1, 3, 4)),

        ["adds an object"] = (Rule.Operands, () => new Broken().Emit(Ldarg_1).Emit(Ldarg_2).Emit(Add).Emit(Pop)
            .Emit(Ret)),
        ["compares an object with a number"] = (Rule.Operands, () => new Broken()
            .Emit(Ldarg_1).Emit(Ldarg_2).Emit(Ceq).Emit(Pop).Emit(Ret)),
        ["throws a number"] = (Rule.Operands, () => new Broken().Emit(Ldarg_1).Emit(Throw)),
        ["boxes another type"] = (Rule.Operands, () => new Broken()
            .Emit(Ldarg_1).Emit(Box, typeof(Piece)).Emit(Pop).Emit(Ret)),
        ["reads an int through a reference to a string"] = (Rule.Operands, () => new Broken().Local(typeof(string))
            .Emit(Ldloca, 0).Emit(Ldind_I4).Emit(Neg).Emit(Pop).Emit(Ret)),
        ["clears another struct"] = (Rule.Operands, () => new Broken().Local(typeof(DateTime))
            .Emit(Ldloca, 0).Emit(Initobj, typeof(Piece)).Emit(Ret)),
        ["converts an object"] = (Rule.Operands, () => new Broken().Emit(Ldarg_2).Emit(Conv_I4).Emit(Pop).Emit(Ret)),
        ["tests a type parameter"] = (Rule.Operands, () =>
        {
            var broken = new Broken();
            return broken.Local(broken.U).Emit(Ldloc_0).Go(Brtrue, 2).Emit(Ret);
        }),

        ["stores another type in a variable"] = (Rule.Assignment, () => new Broken().Local(typeof(string))
            .Emit(Ldarg_1).Emit(Stloc_0).Emit(Ret)),
        ["stores an object in a variable of a derived type"] = (Rule.Assignment, () => new Broken()
            .Local(typeof(string)).Emit(Ldarg_0).Emit(Stloc_0).Emit(Ret)),
        ["stores a type parameter in another's variable"] = (Rule.Assignment, () =>
        {
            var broken = new Broken();
            return broken.Local(broken.T).Local(broken.U).Emit(Ldloc_0).Emit(Stloc_1).Emit(Ret);
        }),
        ["stores an unboxed struct in an interface's"] = (Rule.Assignment, () => new Broken().Local(typeof(Piece))
            .Local(typeof(IDisposable)).Emit(Ldloc_0).Emit(Stloc_1).Emit(Ret)),
        ["stores in an argument"] = (Rule.Assignment, () =>
        {
            Broken broken = new Broken().Emit(Ldarg_2);
            broken.Method.Body.GetILProcessor().Emit(Starg, broken.Method.Parameters[0]);
            return broken.Emit(Ret);
        }),
        ["passes another type"] = (Rule.Assignment, () => new Broken()
            .Emit(Ldarg_2).Call(Call, typeof(Pieces), "Static").Emit(Pop).Emit(Ret)),
        ["passes another type for a type argument"] = (Rule.Assignment, () => new Broken()
            .Emit(Ldarg_2).Call(Call, typeof(Pieces), "Echo", typeof(Version)).Emit(Pop).Emit(Ret)),
        ["returns another type"] = (Rule.Assignment, () => new Broken(typeof(string)).Emit(Ldarg_1).Emit(Ret)),
        ["stores another type in a field"] = (Rule.Assignment, () => new Broken()
            .Emit(Ldarg_2).Field(Stsfld, typeof(Pieces), "Shared").Emit(Ret)),
        ["stores another type in an element"] = (Rule.Assignment, () => new Broken().Local(typeof(string[]))
            .Emit(Ldloc_0).Emit(Ldc_I4_0).Emit(Ldarg_0).Emit(Stelem_Ref).Emit(Ret)),

        ["reads a field of another object"] = (Rule.Owner, () => new Broken()
            .Emit(Ldarg_2).Field(Ldfld, typeof(Pieces), "Field").Emit(Pop).Emit(Ret)),
        ["reads a field of another struct"] = (Rule.Owner, () => new Broken().Local(typeof(DateTime))
            .Emit(Ldloca, 0).Field(Ldfld, typeof(Piece), "Field").Emit(Pop).Emit(Ret)),
        ["reads a field of another type argument"] = (Rule.Owner, () => new Broken().Local(typeof(Pieces<string>))
            .Emit(Ldloc_0).Field(Ldfld, typeof(Pieces<int>), "Field").Emit(Pop).Emit(Ret)),
        ["reads an instance's field as a static one"] = (Rule.Owner, () => new Broken()
            .Field(Ldsfld, typeof(Pieces), "Field").Emit(Pop).Emit(Ret)),
        ["calls a method on another object"] = (Rule.Owner, () => new Broken()
            .Emit(Ldarg_2).Emit(Ldarg_1).Call(Callvirt, typeof(Pieces), "Instance").Emit(Pop).Emit(Ret)),
        ["calls a struct's method on its value"] = (Rule.Owner, () => new Broken().Local(typeof(Piece))
            .Emit(Ldloc_0).Call(Call, typeof(Piece), "Dispose").Emit(Ret)),
        ["makes a delegate on another object"] = (Rule.Owner, () => new Broken()
            .Emit(Ldarg_2).Call(Ldftn, typeof(Pieces), "Instance")
            .New(typeof(Func<int, int>), typeof(object), typeof(IntPtr)).Emit(Pop).Emit(Ret)),

        ["calls a static method on an instance"] = (Rule.Call, () => new Broken()
            .Emit(Ldarg_1).Call(Callvirt, typeof(Pieces), "Static").Emit(Pop).Emit(Ret)),
        ["calls an abstract method directly"] = (Rule.Call, () => new Broken().Local(typeof(Pieces))
            .Emit(Ldloc_0).Call(Call, typeof(Pieces), "Abstract").Emit(Ret)),
        ["makes an abstract object"] = (Rule.Call, () => new Broken().New(typeof(Pieces)).Emit(Pop).Emit(Ret)),
        ["makes an object of a method"] = (Rule.Call, () => new Broken()
            .Emit(Ldarg_1).Call(Newobj, typeof(Piece), "Dispose").Emit(Pop).Emit(Pop).Emit(Ret)),
        ["calls a constructor"] = (Rule.Call, () =>
        {
            Broken broken = new Broken().Emit(Ldarg_0);
            return broken.Emit(Call, broken.Module.ImportReference(typeof(object).GetConstructor([]))).Emit(Ret);
        }),

        ["makes a delegate of nothing"] = (Rule.Delegate, () => new Broken()
            .Emit(Ldnull).Emit(Ldc_I4_0).New(typeof(Action), typeof(object), typeof(IntPtr)).Emit(Pop).Emit(Ret)),
        ["makes a delegate of another signature"] = (Rule.Delegate, () => new Broken()
            .Emit(Ldnull).Call(Ldftn, typeof(Pieces), "Static")
            .New(typeof(Func<string, int>), typeof(object), typeof(IntPtr)).Emit(Pop).Emit(Ret)),

        ["has regions that overlap"] = (Rule.Regions, () => new Broken()
            .Emit(Nop).Emit(Nop).Go(Leave, 5).Emit(Endfinally).Emit(Endfinally).Emit(Ret)
            .Region(ExceptionHandlerType.Finally, 0, 3, 4).Region(ExceptionHandlerType.Fault, 1, 4, 5)),
        ["lists the outer try first"] = (Rule.Regions, () => new Broken()
            .Emit(Nop).Go(Leave, 3).Emit(Endfinally).Go(Leave, 5).Emit(Endfinally).Emit(Ret)
            .Region(ExceptionHandlerType.Finally, 0, 4, 5).Region(ExceptionHandlerType.Finally, 1, 2, 3)),

        ["branches out of a try"] = (Rule.Transfer, () => new Broken()
            .Go(Br, 2).Emit(Endfinally).Emit(Ret).Region(ExceptionHandlerType.Finally, 0, 1, 2)),
        ["branches into a try"] = (Rule.Transfer, () => new Broken()
            .Go(Br, 2).Emit(Nop).Go(Leave, 4).Emit(Endfinally).Emit(Ret)
            .Region(ExceptionHandlerType.Finally, 1, 3, 4)),
        ["falls into a handler"] = (Rule.Transfer, () => new Broken()
            .Emit(Nop).Emit(Endfinally).Emit(Ret).Region(ExceptionHandlerType.Finally, 0, 1, 2)),
        ["branches into a handler"] = (Rule.Transfer, () => new Broken()
            .Emit(Ldarg_1).Go(Brtrue, 3).Go(Leave, 4).Emit(Endfinally).Emit(Ret)
            .Region(ExceptionHandlerType.Finally, 2, 3, 4)),
        ["leaves a finally"] = (Rule.Transfer, () => new Broken()
            .Go(Leave, 3).Go(Leave, 3).Emit(Endfinally).Emit(Ret)
            .Region(ExceptionHandlerType.Finally, 0, 1, 3)),
        ["leaves a filter"] = (Rule.Transfer, () => new Broken()
            .Go(Leave, 7).Emit(Pop).Go(Leave, 7).Emit(Ldc_I4_1).Emit(Endfilter).Emit(Pop).Go(Leave, 7).Emit(Ret)
            .Region(ExceptionHandlerType.Filter, 0, 5, 7, filter: 1)),
        ["branches to another method"] = (Rule.Transfer, () =>
        {
            Broken broken = new Broken().Emit(Nop).Emit(Ret);
            broken.Method.Body.Instructions[0] = Instruction.Create(Br, Instruction.Create(Ret));
            return broken;
        }),

        ["returns from a try"] = (Rule.Return, () => new Broken()
            .Emit(Ret).Emit(Endfinally).Emit(Ret).Region(ExceptionHandlerType.Finally, 0, 1, 2)),
        ["returns from a finally"] = (Rule.Return, () => new Broken()
            .Go(Leave, 2).Emit(Ret).Emit(Ret).Region(ExceptionHandlerType.Finally, 0, 1, 2)),

        ["ends a finally outside of one"] = (Rule.HandlerEnd, () => new Broken().Emit(Endfinally)),
        ["ends a finally in a catch"] = (Rule.HandlerEnd, () => new Broken()
            .Go(Leave, 3).Emit(Pop).Emit(Endfinally).Emit(Ret)
            .Region(ExceptionHandlerType.Catch, 0, 1, 3, typeof(Exception))),
        ["rethrows in a finally"] = (Rule.HandlerEnd, () => new Broken()
            .Go(Leave, 2).Emit(Rethrow).Emit(Ret).Region(ExceptionHandlerType.Finally, 0, 1, 2)),

        ["goes beyond the end"] = (Rule.End, () => new Broken().Emit(Nop)),

        ["uses another method's variable"] = (Rule.Variables, () =>
        {
            var broken = new Broken();
            return broken.Emit(Ldloc, new VariableDefinition(broken.Module.TypeSystem.Int32)).Emit(Pop).Emit(Ret);
        }),
        ["uses another method's parameter"] = (Rule.Variables, () =>
        {
            var broken = new Broken();
            broken.Method.Body.GetILProcessor().Emit(Ldarg, new ParameterDefinition(broken.Module.TypeSystem.Int32));
            return broken.Emit(Pop).Emit(Ret);
        }),
        ["uses a variable that isn't there"] = (Rule.Variables, () => new Broken().Emit(Ldloc_0).Emit(Pop).Emit(Ret)),

        ["has a variable that begins as anything"] = (Rule.Initialized, () =>
        {
            Broken broken = new Broken().Local(typeof(int)).Emit(Ret);
            broken.Method.Body.InitLocals = false;
            return broken;
        }),

        ["assigns a readonly field"] = (Rule.ReadOnly, () => new Broken()
            .Emit(Ldarg_1).Field(Stsfld, typeof(Pieces), "Fixed").Emit(Ret)),
        ["assigns another type's readonly field in a constructor"] = (Rule.ReadOnly, () => new Broken(null, true)
            .Emit(Ldarg_1).Field(Stsfld, typeof(Pieces), "Fixed").Emit(Ret)),

        ["calls a method that isn't there"] = (Rule.Found, () =>
        {
            var broken = new Broken();
            TypeReference pieces = broken.Module.ImportReference(typeof(Pieces));
            return broken.Emit(Call, new MethodReference("Missing", broken.Module.TypeSystem.Void, pieces)).Emit(Ret);
        }),
        ["calls an instance's method as a static one"] = (Rule.Found, () =>
        {
            var broken = new Broken();
            TypeReference piece = broken.Module.ImportReference(typeof(Piece));
            return broken.Emit(Call, new MethodReference("Dispose", broken.Module.TypeSystem.Void, piece)).Emit(Ret);
        }),
        ["reads a field that isn't there"] = (Rule.Found, () =>
        {
            var broken = new Broken();
            TypeReference pieces = broken.Module.ImportReference(typeof(Pieces));
            return broken.Emit(Ldsfld, new FieldReference("Missing", broken.Module.TypeSystem.Int32, pieces))
                .Emit(Pop).Emit(Ret);
        }),
        ["names a type that isn't there"] = (Rule.Found, () =>
        {
            var broken = new Broken();
            return broken.Emit(Ldnull).Emit(Isinst, new TypeReference(
                "No", "Where", broken.Module, broken.Module.TypeSystem.CoreLibrary)).Emit(Pop).Emit(Ret);
        }),

        ["reads a private field"] = (Rule.Access, () => new Broken().Local(typeof(Pieces))
            .Emit(Ldloc_0).Field(Ldfld, typeof(Pieces), "_hidden").Emit(Pop).Emit(Ret)),
        ["calls an internal method"] = (Rule.Access, () => new Broken().Local(typeof(Generator<int>))
            .Emit(Ldloc_0).Call(Callvirt, typeof(Generator<int>), "Begin").Emit(Pop).Emit(Ret)),
        ["names an internal type"] = (Rule.Access, () => new Broken()
            .Emit(Ldnull).Emit(Isinst, typeof(Broken)).Emit(Pop).Emit(Ret)),

        ["takes a struct for a class"] = (Rule.Structs, () =>
        {
            var broken = new Broken();
            return broken.Local(new TypeReference("System", "DateTime", broken.Module,
                broken.Module.ImportReference(typeof(DateTime)).Scope)).Emit(Ret);
        }),
        ["takes a generic struct for a class"] = (Rule.Structs, () =>
        {
            var broken = new Broken();
            var type = new GenericInstanceType(new TypeReference("System", "Memory`1", broken.Module,
                broken.Module.ImportReference(typeof(DateTime)).Scope));
            type.ElementType.GenericParameters.Add(new(type.ElementType));
            type.GenericArguments.Add(broken.Module.TypeSystem.Int32);
            return broken.Emit(Ldtoken, type).Emit(Pop).Emit(Ret);
        }),

        ["uses another type's type parameter"] = (Rule.TypeParameters, () =>
            new Broken().Local(new Broken().T).Emit(Ret)),
        ["uses another method's type parameter"] = (Rule.TypeParameters, () =>
            new Broken().Local(new ArrayType(new Broken().U)).Emit(Ret)),

        ["calls a generic method without type arguments"] = (Rule.TypeArguments, () => new Broken()
            .Call(Call, typeof(Pieces), "Generic").Emit(Ret)),
        ["reads a field of a generic type without type arguments"] = (Rule.TypeArguments, () =>
        {
            var broken = new Broken();
            TypeReference pieces = broken.Module.ImportReference(typeof(Pieces<>));
            return broken.Emit(Ldnull).Emit(Ldfld, new FieldReference("Field", pieces.GenericParameters[0], pieces))
                .Emit(Pop).Emit(Ret);
        }),
        ["gives too many type arguments"] = (Rule.TypeArguments, () =>
        {
            var broken = new Broken();
            var type = new GenericInstanceType(broken.Module.ImportReference(typeof(Pieces<>)));
            type.GenericArguments.Add(broken.T);
            type.GenericArguments.Add(broken.U);
            return broken.Emit(Ldtoken, type).Emit(Pop).Emit(Ret);
        }),

        ["gives a class where a struct is wanted"] = (Rule.Constraints, () =>
        {
            var broken = new Broken();
            return broken.Emit(Ldarg_2).Emit(Call, Echo(broken, "Struct", broken.Module.TypeSystem.String))
                .Emit(Pop).Emit(Ret);
        }),
        ["gives what isn't an interface's"] = (Rule.Constraints, () =>
        {
            var broken = new Broken();
            return broken.Local(broken.U).Emit(Ldloc_0).Emit(Call, Echo(broken, "Comparable", broken.U))
                .Emit(Pop).Emit(Ret);
        }),
    };

    public static TheoryData<string> Names => [.. s_broken.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_broken_method_is_found(string name)
    {
        (Rule rule, Func<Broken> make) = s_broken[name];
        Assert.Equal([rule], make().Check().Select(fault => fault.Rule).Distinct());
    }

    [Fact]
    public void Every_rule_has_a_broken_method() =>
        Assert.Equal(Enum.GetValues<Rule>(), s_broken.Values.Select(broken => broken.Rule).Distinct().Order());

    [Fact]
    public void A_method_that_is_right_is_accepted() => Assert.Empty(new Broken(typeof(int)).Local(typeof(object))
        .Emit(Ldarg_2).Emit(Stloc_0).Go(Leave, 4).Emit(Endfinally).Emit(Ldarg_1).Call(Call, typeof(Pieces), "Static")
        .Emit(Ret).Region(ExceptionHandlerType.Finally, 0, 3, 4).Check());

    private static GenericInstanceMethod Echo(Broken broken, string name, TypeReference argument)
    {
        var method = new GenericInstanceMethod(broken.Module.ImportReference(typeof(Pieces).GetMethod(name)));
        method.GenericArguments.Add(argument);
        return method;
    }
}
