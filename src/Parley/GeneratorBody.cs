using System.Runtime.CompilerServices;
using Parley.Bodies;
using Parley.CompilerServices;

namespace Parley;

/// <summary>What the body of a generator without a return value returns: <c>async GeneratorBody Count(Yield&lt;int&gt;
/// yield)</c>.</summary>
/// <remarks>
/// It can await <c>yield(…)</c> and <c>yield.From(…)</c> only; anything else is a compile-time error. It is good for
/// one generator, which runs it from the first advance on.
/// </remarks>
[AsyncMethodBuilder(typeof(GeneratorBuilder))]
public readonly struct GeneratorBody
{
    internal GeneratorBody(Box box) => Box = box;

    internal Box? Box { get; }
}

/// <summary>What the body of a generator that returns a <typeparamref name="TReturn"/> returns.</summary>
/// <typeparam name="TReturn">The type of the value that the body returns at its end.</typeparam>
/// <inheritdoc cref="GeneratorBody" path="/remarks"/>
[AsyncMethodBuilder(typeof(GeneratorBuilder<>))]
public readonly struct GeneratorBody<TReturn>
{
    internal GeneratorBody(Box box) => Box = box;

    internal Box? Box { get; }
}
