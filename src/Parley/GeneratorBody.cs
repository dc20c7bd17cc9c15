using System.Runtime.CompilerServices;
using Parley.Bodies;
using Parley.CompilerServices;

namespace Parley;

/// <summary>The return type of the body of a generator that returns no value: <c>async GeneratorBody
/// Count(Yield&lt;int&gt; yield)</c>.</summary>
/// <remarks>
/// The body can await only <c>yield(…)</c> and <c>yield.From(…)</c>; anything else is a compile-time error. Each call
/// of the body is good for one generator, which starts to run it at the first advance.
/// </remarks>
[AsyncMethodBuilder(typeof(GeneratorBuilder))]
public readonly struct GeneratorBody
{
    internal GeneratorBody(Box box) => Box = box;

    internal Box? Box { get; }
}

/// <summary>The return type of the body of a generator that returns a <typeparamref name="TReturn"/>.</summary>
/// <typeparam name="TReturn">The type of the value that the body returns at its end.</typeparam>
/// <inheritdoc cref="GeneratorBody" path="/remarks"/>
[AsyncMethodBuilder(typeof(GeneratorBuilder<>))]
public readonly struct GeneratorBody<TReturn>
{
    internal GeneratorBody(Box box) => Box = box;

    internal Box? Box { get; }
}
