using System.Reflection;
using System.Runtime.CompilerServices;
using Parley.Bodies;
using Parley.CompilerServices;

namespace Parley.Forking;

// What goes into calls, and what comes out of them.
internal sealed partial class MethodFlow
{
    private void Call(MethodBase called)
    {
        Value[] arguments = PopArguments(called, isNew: false);
        Type type = called is MethodInfo { ReturnType: var returned } ? returned : typeof(void);
        if (ElementsOf(called, arguments) is { } elements)
        {
            Mark(elements, flow.Unknown); // where the reference goes isn't followed any further
            _stack.Push(new(Read(arguments[0]), elements));
            return;
        }

        Origin result = Call(called, type, arguments);
        if (type == typeof(void)) return;

        object? place = type.IsByRef ? s_elsewhere : null;
        if (type.IsByRef) Array.ForEach(arguments, argument => place = Join(place, argument.Place));
        _stack.Push(new(CanLead(type) ? result : Origin.None, place));
    }

    // Through a function pointer, to code that isn't read. The signature has the calling convention, the number of
    // parameters, and the type of the result, perhaps behind modifiers (ECMA-335, II.23.2.3).
    private void CallPointer(byte[] signature)
    {
        const byte HasThis = 0x20;
        const byte Required = 0x1F;
        const byte Optional = 0x20;
        const byte Void = 0x01;
        int at = 1;
        int count = ReadCompressed(signature, ref at) + ((signature[0] & HasThis) != 0 ? 1 : 0);
        Pop(); // the pointer
        var arguments = new Value[count];
        for (int i = count - 1; i >= 0; i--) arguments[i] = Pop();
        Origin all = Join(arguments);
        flow.Escape(all | Origin.Own);
        MarkAll(arguments, all | flow.Unknown);
        while (signature[at] is Required or Optional)
        {
            at++;
            ReadCompressed(signature, ref at);
        }

        if (signature[at] != Void) Push(all | flow.Unknown);
    }

    private static int ReadCompressed(byte[] signature, ref int at)
    {
        int first = signature[at++];
        if (first < 0x80) return first;
        int second = signature[at++];
        if (first < 0xC0) return ((first & 0x3F) << 8) | second;
        at += 2;
        return ((first & 0x1F) << 24) | (second << 16) | (signature[at - 2] << 8) | signature[at - 1];
    }

    private void Create(ConstructorInfo constructor, int offset)
    {
        Type type = constructor.DeclaringType!;
        Value[] arguments = PopArguments(constructor, isNew: true);
        if (Closure.Is(type))
        {
            if (isOwn) flow.AddClosure(type, this, offset);
            Push(isOwn ? Origin.Own : Origin.Opaque);
            return;
        }

        Origin all = Join(arguments);
        if (type.IsAssignableTo(typeof(Delegate)) || (type.IsValueType && IsSystems(type)))
        {
            Push(all);
            return;
        }

        bool isOwns = (all & Origin.Own) != 0;
        if (type.IsValueType && flow.Find(constructor, this, follows: isOwns) is { } read)
        {
            Bind(read, [default, .. arguments]);
        }
        else
        {
            Give(constructor, arguments);
        }

        Push(type.IsValueType || IsParleys(type) ? all : CanLead(type) ? all | flow.Unknown : Origin.None);
    }

    // A delegate over a lambda of the body calls code that is read.
    private void Take(MethodBase called) =>
        Push(flow.Take(called, this) ? Origin.Lambda : Origin.Opaque);

    private Origin Call(MethodBase called, Type result, Value[] arguments)
    {
        Type type = called.DeclaringType!;
        Origin all = Join(arguments);
        if (Woven.MethodOf(called) is { } body)
        {
            return all | (flow.Take(body, this) ? Origin.Lambda : Origin.Opaque); // as if a delegate were passed
        }

        bool isDelegates = type == typeof(Delegate) || type == typeof(MulticastDelegate);
        if (type == typeof(object) || (isDelegates && called.Name is not (
            nameof(Delegate.GetInvocationList) or nameof(Delegate.DynamicInvoke))))
        {
            return all; // Delegate.Combine, for example
        }

        if (isDelegates) flow.Escape(all);
        if (called.Name == nameof(Action.Invoke) && type.IsAssignableTo(typeof(Delegate)) && !IsParleys(type))
        {
            return Invoke(arguments);
        }

        if (flow.Find(called, this, follows: (all & Origin.Own) != 0) is { } read) return Bind(read, arguments);
        bool isStored = type == typeof(Interlocked) || type == typeof(Volatile) // in a variable, or in what is returned
            || type == typeof(KeyValuePair) || type == typeof(ValueTuple);
        if (isStored || IsPart(type) || (called.IsConstructor && type.IsValueType && IsSystems(type)))
        {
            MarkAll(arguments, all);
            return all;
        }

        Give(called, arguments);
        Origin any = IsParleys(type) && !IsData(called, result) ? all : all | flow.Unknown;
        MarkAll(arguments, IsParleys(type) ? all : any);
        return IsSend(called) ? Origin.Foreign : any;
    }

    private Origin Invoke(Value[] arguments)
    {
        bool isRead = (Read(arguments[0]) & (Origin.Foreign | Origin.Opaque)) == 0;
        Origin passed = Join(arguments[1..]);
        if (!isRead) flow.Escape(passed);
        flow.Passed.Add(passed);
        Origin result = flow.Returned.Read();
        if (!isRead) result |= flow.Unknown;
        MarkAll(arguments[1..], result | passed);
        return result;
    }

    // A method that is read as well.
    private Origin Bind(MethodFlow read, Value[] arguments)
    {
        for (int i = 0; i < arguments.Length; i++)
        {
            read._parameters[i].Add(Read(arguments[i]));
            if (arguments[i].Place is { } place) Mark(place, read._parameters[i].Read());
        }

        return read._result.Read();
    }

    // Those that can't lead to closures, by the parameter's type, are left out.
    private Value[] PopArguments(MethodBase called, bool isNew)
    {
        ParameterInfo[] parameters = called.GetParameters();
        int first = called.IsStatic || isNew ? 0 : 1;
        var arguments = new Value[parameters.Length + first];
        for (int i = arguments.Length - 1; i >= 0; i--)
        {
            Value value = Pop();
            arguments[i] = CanLead(i < first ? called.DeclaringType! : parameters[i - first].ParameterType)
                ? value : default;
        }

        return arguments;
    }

    private void MarkAll(Value[] arguments, Origin origin)
    {
        foreach (Value argument in arguments)
        {
            if (argument.Place is not null) Mark(argument.Place, origin);
        }
    }

    private Origin Join(Value[] values)
    {
        Origin joined = Origin.None;
        foreach (Value value in values) joined |= Read(value);
        return joined;
    }

    // To code that isn't read. What .NET's code or Parley's takes as a delegate, it calls, and nobody gets it back from
    // there.
    private void Give(MethodBase called, Value[] arguments)
    {
        bool isKnown = IsParleys(called.DeclaringType!) || IsSystems(called.DeclaringType!);
        ParameterInfo[] parameters = (isKnown ? Definition(called) : called).GetParameters();
        int first = arguments.Length - parameters.Length;
        for (int i = 0; i < arguments.Length; i++)
        {
            Origin origin = Read(arguments[i]);
            if (isKnown && i < first) continue;
            Type type = isKnown ? parameters[i - first].ParameterType : typeof(object);
            if (type.IsAssignableTo(typeof(MulticastDelegate)) && type != typeof(MulticastDelegate))
            {
                if (!IsParleys(((MethodInfo)type.GetMember(nameof(Action.Invoke))[0]).ReturnType))
                {
                    flow.Escape(origin & ~Origin.Own);
                }
            }
            else if (!IsParleys(called.DeclaringType!) || type.IsGenericParameter || type == typeof(object))
            {
                if (!type.IsByRef) flow.Escape(origin);
            }
        }
    }

    // The place of an inline array, if this makes a reference to its elements, or a span of them, or gets an element of
    // such a span, which is in a local.
    private object? ElementsOf(MethodBase called, Value[] arguments)
    {
        if (called.DeclaringType!.Name == "<PrivateImplementationDetails>")
        {
            return called.Name.StartsWith("InlineArray", StringComparison.Ordinal) ? arguments[0].Place : null;
        }

        bool isSpans = called.DeclaringType is { IsGenericType: true } type
            && type.GetGenericTypeDefinition() is var definition
            && (definition == typeof(Span<>) || definition == typeof(ReadOnlySpan<>));
        return isSpans && called.Name == "get_Item" && arguments[0].Place is int local
            ? _aliases.GetValueOrDefault(local)
            : null;
    }

    // Whether a method of Parley's returns what users have passed.
    private static bool IsData(MethodBase called, Type result) =>
        !IsParleys(result) && !(Definition(called) is MethodInfo { ReturnType.IsInterface: true });

    // A struct that can't be changed, and holds its values itself.
    private static bool IsPart(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() is var definition
        && (definition == typeof(KeyValuePair<,>) || definition == typeof(Nullable<>)
            || type.IsAssignableTo(typeof(ITuple)) && type.IsValueType);

    // What is sent to the body is its caller's.
    private static bool IsSend(MethodBase called) =>
        called.Name == nameof(YieldAwaitable<,>.GetResult)
        && called.DeclaringType is { IsGenericType: true } type
        && (type.GetGenericTypeDefinition() == typeof(YieldAwaitable<,>)
            || type.GetGenericTypeDefinition() == typeof(YieldAwaitable<,,>));

    private static MethodBase Definition(MethodBase called) =>
        called.DeclaringType!.IsArray ? called : called.Module.ResolveMethod(called.MetadataToken)!;

    private static bool IsParleys(Type type) => type.Assembly == typeof(MethodFlow).Assembly;

    private static bool IsSystems(Type type) => ForkShape.IsSystems(type);
}
