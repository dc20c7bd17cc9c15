namespace Parley;

public partial class Generator<TYield>
{
    /// <summary>
    /// Makes another generator of the same type that is at the same yield, with the same state, current value, result
    /// or failure. Both go on from there, each with its own locals.
    /// </summary>
    /// <returns>The other generator.</returns>
    /// <remarks>
    /// <para>Locals are copied as by assignment, so both share the objects that they refer to. What the body has made
    /// for itself is copied as well: a local stays a local if a lambda in the body uses it, a generator that the body
    /// is delegating to or looping over is another one in the fork, and so is everything below that. What is captured
    /// from outside of the body is shared.</para>
    /// <para>Under NativeAOT, it can't be known whose a captured variable is, so that a body with lambdas that use its
    /// locals can't be forked, unless Parley.Weaver has woven it.</para>
    /// </remarks>
    /// <example>
    /// <code>
    /// var g = new Generator&lt;int, int>(async yield =>
    /// {
    ///     int total = 0;
    ///     while (true) total += await yield(total);
    /// });
    /// g.Next();                // 0
    /// g.Send(10);              // 10
    /// var fork = g.Fork();
    /// g.Send(1);               // 11
    /// fork.Send(2);            // 12
    /// </code>
    /// </example>
    /// <exception cref="InvalidOperationException">
    /// The generator, or one that it delegates to, is already executing, or the body is in a loop over an enumerator
    /// that can't be copied, or delegates to one. Nothing has changed.
    /// </exception>
    public Generator<TYield> Fork() => MakeFork();
}

public partial class Generator<TYield, TSend>
{
    /// <inheritdoc cref="Generator{TYield}.Fork"/>
    public new Generator<TYield, TSend> Fork() => (Generator<TYield, TSend>)base.Fork();
}

public partial class Generator<TYield, TSend, TReturn>
{
    /// <inheritdoc cref="Generator{TYield}.Fork"/>
    public new Generator<TYield, TSend, TReturn> Fork() => (Generator<TYield, TSend, TReturn>)base.Fork();
}
