using System.Runtime.CompilerServices;
using Parley.Bodies;
using Parley.CompilerServices;

namespace Parley;

/// <summary>The return type of the body of an asynchronous generator that returns no value: <c>async AsyncGeneratorBody
/// Count(Yield&lt;int&gt; yield)</c>.</summary>
/// <remarks>
/// The body can await <c>yield(…)</c>, <c>yield.From(…)</c> and anything else. Each call of the body is good for one
/// generator, which starts to run it at the first advance.
/// </remarks>
[AsyncMethodBuilder(typeof(AsyncGeneratorBuilder))]
public readonly struct AsyncGeneratorBody
{
    internal AsyncGeneratorBody(Box box) => Box = box;

    internal Box? Box { get; }
}

/// <summary>The return type of the body of an asynchronous generator that returns a
/// <typeparamref name="TReturn"/>.</summary>
/// <typeparam name="TReturn">The type of the value that the body returns at its end.</typeparam>
/// <inheritdoc cref="AsyncGeneratorBody" path="/remarks"/>
[AsyncMethodBuilder(typeof(AsyncGeneratorBuilder<>))]
public readonly struct AsyncGeneratorBody<TReturn>
{
    internal AsyncGeneratorBody(Box box) => Box = box;

    internal Box? Box { get; }
}
