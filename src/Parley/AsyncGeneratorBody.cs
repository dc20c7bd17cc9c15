using System.Runtime.CompilerServices;
using Parley.Bodies;
using Parley.CompilerServices;

namespace Parley;

/// <summary>What the body of an asynchronous generator without a return value returns: <c>async AsyncGeneratorBody
/// Count(Yield&lt;int&gt; yield)</c>.</summary>
/// <remarks>
/// It can await <c>yield(…)</c>, <c>yield.From(…)</c> and anything else between them. It is good for one generator,
/// which runs it from the first advance on.
/// </remarks>
[AsyncMethodBuilder(typeof(AsyncGeneratorBuilder))]
public readonly struct AsyncGeneratorBody
{
    internal AsyncGeneratorBody(Box box) => Box = box;

    internal Box? Box { get; }
}

/// <summary>What the body of an asynchronous generator that returns a <typeparamref name="TReturn"/> returns.</summary>
/// <typeparam name="TReturn">The type of the value that the body returns at its end.</typeparam>
/// <inheritdoc cref="AsyncGeneratorBody" path="/remarks"/>
[AsyncMethodBuilder(typeof(AsyncGeneratorBuilder<>))]
public readonly struct AsyncGeneratorBody<TReturn>
{
    internal AsyncGeneratorBody(Box box) => Box = box;

    internal Box? Box { get; }
}
