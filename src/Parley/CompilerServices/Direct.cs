using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Parley.Bodies;
using Parley.Engine;
using Parley.Forking;

namespace Parley.CompilerServices;

/// <summary>What a woven body calls instead of a yield, an awaiter or a builder. For use by Parley.Weaver
/// only.</summary>
/// <remarks>The members are in the order in which woven code calls them.</remarks>
[DebuggerStepThrough, StackTraceHidden, EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Direct
{
    // ---- Creation ----

    /// <summary>Whether a body that is called with this yield is that of a generator that is being created
    /// now.</summary>
    /// <typeparam name="TGenerator">The type of the generator.</typeparam>
    /// <param name="yield">The yield.</param>
    /// <returns>False if the body is to be run as it was compiled.</returns>
    public static bool IsNew<TGenerator>(Delegate? yield)
        where TGenerator : class =>
        yield?.Target is TGenerator and IBodyOwner { IsNew: true };

    /// <summary>Boxes the body of such a generator.</summary>
    /// <typeparam name="TBody">The type of the body.</typeparam>
    /// <typeparam name="TGenerator">The type of the generator.</typeparam>
    /// <typeparam name="TSend">The type of the values sent in.</typeparam>
    /// <param name="body">The body.</param>
    /// <param name="yield">The yield.</param>
    /// <returns>The return value for the body's caller.</returns>
    public static GeneratorBody Start<[DynamicallyAccessedMembers(ForkShape.Needs)] TBody, TGenerator, TSend>(
        in TBody body, Delegate yield)
        where TBody : struct, IDirectBody<TGenerator, TSend>
        where TGenerator : class =>
        new(new DirectBox<TBody, TGenerator, TSend>(body, yield.Target!));

    /// <inheritdoc cref="Start{TBody, TGenerator, TSend}"/>
    public static GeneratorBody<TReturn> Start<
        [DynamicallyAccessedMembers(ForkShape.Needs)] TBody, TGenerator, TSend, TReturn>(in TBody body, Delegate yield)
        where TBody : struct, IDirectBody<TGenerator, TSend>
        where TGenerator : class =>
        new(new DirectBox<TBody, TGenerator, TSend>(body, yield.Target!));

    /// <summary>The yield of a body that passes it on.</summary>
    /// <typeparam name="TYield">The type of the values handed out.</typeparam>
    /// <param name="generator">The generator.</param>
    /// <param name="yield">Where the body keeps it.</param>
    /// <returns>The yield.</returns>
    public static Yield<TYield> YieldOf<TYield>(Generator<TYield> generator, ref Yield<TYield>? yield) =>
        yield ??= generator.Yield;

    /// <inheritdoc cref="YieldOf{TYield}"/>
    public static Yield<TYield, TSend> YieldOf<TYield, TSend>(
        Generator<TYield, TSend> generator, ref Yield<TYield, TSend>? yield) =>
        yield ??= generator.Yield;

    // ---- A yield of the body's own ----

    /// <summary>Hands a value out.</summary>
    /// <typeparam name="TYield">The type of the values handed out.</typeparam>
    /// <param name="generator">The generator.</param>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Yield<TYield>(Generator<TYield> generator, TYield value) => generator._current = value;

    /// <summary>Hands a request out, as <c>Ask</c> does.</summary>
    /// <typeparam name="TYield">The type of the values handed out.</typeparam>
    /// <typeparam name="TSend">The type of the values sent in.</typeparam>
    /// <typeparam name="TAnswer">The type of the answer.</typeparam>
    /// <param name="generator">The generator.</param>
    /// <param name="request">The request.</param>
    public static void Ask<TYield, TSend, TAnswer>(Generator<TYield, TSend> generator, IRequest<TAnswer> request) =>
        generator._current = YieldExtensions.ValueOf<TYield, TAnswer>(request);

    /// <summary>Whether the body simply goes on at its yield.</summary>
    /// <typeparam name="TYield">The type of the values handed out.</typeparam>
    /// <param name="generator">The generator.</param>
    /// <returns>False if an exception is to be raised there.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Runs<TYield>(Generator<TYield> generator) => generator._phase == Phase.Running;

    /// <summary>Whether the body is to leave at its yield or From, where nothing could catch an exit, without an
    /// exception.</summary>
    /// <typeparam name="TYield">The type of the values handed out.</typeparam>
    /// <param name="generator">The generator.</param>
    /// <returns>True if it is.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Exits<TYield>(Generator<TYield> generator) => generator.TakeExit();

    /// <summary>Raises what is to be raised at the body's yield.</summary>
    /// <typeparam name="TYield">The type of the values handed out.</typeparam>
    /// <param name="generator">The generator.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Resumed<TYield>(Generator<TYield> generator) => generator.Resumed();

    /// <summary>The answer to a request, which was sent.</summary>
    /// <typeparam name="TSend">The type of the values sent in.</typeparam>
    /// <typeparam name="TAnswer">The type of the answer.</typeparam>
    /// <param name="sent">The value that was sent.</param>
    /// <returns>The answer.</returns>
    public static TAnswer Answer<TSend, TAnswer>(TSend sent) => YieldExtensions.AnswerOf<TSend, TAnswer>(sent);

    // ---- Any other await ----

    /// <summary>Pauses at a yield that may be another generator's.</summary>
    /// <typeparam name="TYield">The type of the values handed out.</typeparam>
    /// <typeparam name="TAwaiter">The type of the awaiter.</typeparam>
    /// <param name="generator">The generator.</param>
    /// <param name="awaiter">The awaiter of the yield.</param>
    /// <returns>True if it is this generator's.</returns>
    public static bool Suspend<TYield, TAwaiter>(Generator<TYield> generator, in TAwaiter awaiter)
        where TAwaiter : struct, IYieldAwaiter
    {
        awaiter.Suspend(generator._box!);
        return generator._phase == Phase.Running;
    }

    /// <summary>What such a yield evaluates to.</summary>
    /// <typeparam name="TYield">The type of the values handed out.</typeparam>
    /// <typeparam name="TSend">The type of the values sent in.</typeparam>
    /// <param name="generator">The generator.</param>
    /// <param name="awaiter">The awaiter of the yield.</param>
    /// <param name="sent">The value that was sent.</param>
    /// <returns>The value that was sent, if the yield is this generator's; otherwise, an exception is thrown.</returns>
    public static TSend Result<TYield, TSend>(
        Generator<TYield, TSend> generator, in YieldAwaitable<TYield, TSend> awaiter, TSend sent)
    {
        if (awaiter.Generator != generator) return awaiter.GetResult();
        generator.Resumed();
        return sent;
    }

    /// <summary>What such a request evaluates to.</summary>
    /// <inheritdoc cref="Result{TYield, TSend}"/>
    public static TAnswer Result<TYield, TSend, TAnswer>(
        Generator<TYield, TSend> generator, in YieldAwaitable<TYield, TSend, TAnswer> awaiter, TSend sent)
    {
        if (awaiter.Generator != generator) return awaiter.GetResult();
        generator.Resumed();
        return YieldExtensions.AnswerOf<TSend, TAnswer>(sent);
    }

    // ---- The end ----

    /// <summary>Ends a body that leaves because of an exit.</summary>
    /// <typeparam name="TYield">The type of the values handed out.</typeparam>
    /// <param name="generator">The generator.</param>
    public static void Exit<TYield>(Generator<TYield> generator) => generator.End(null);

    /// <summary>Ends a body that returns.</summary>
    /// <typeparam name="TYield">The type of the values handed out.</typeparam>
    /// <param name="generator">The generator.</param>
    public static void Return<TYield>(Generator<TYield> generator) => ((IBodyOwner)generator).Return();

    /// <inheritdoc cref="Return{TYield}"/>
    /// <param name="generator">The generator.</param>
    /// <param name="value">What it returns.</param>
    public static void Return<TYield, TSend, TReturn>(Generator<TYield, TSend, TReturn> generator, TReturn value) =>
        ((IBodyOwner<TReturn>)generator).Return(value);
}
