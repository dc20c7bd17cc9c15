using Parley.Engine;
using Parley.Forking;

namespace Parley;

// A fork: another generator at the same yield.
public partial class Generator<TYield> : IForkable
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
    /// locals can't be forked.</para>
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
    public Generator<TYield> Fork() => (Generator<TYield>)new Fork(this).Run();

    ForkShape? IForkable.Shape => _phase == Phase.Closed ? null : _box?.Shape;

    object? IForkable.Enclosing => _phase == Phase.Closed ? null : _box?.Enclosing;

    object IForkable.Handle => Handle;

    void IForkable.AddTo(ref Fork fork)
    {
        for (Generator<TYield>? node = this; node is not null && fork.Find(node) is null; node = node.InnerOrNull)
        {
            node.CopyTo(ref fork);
        }

        for (Generator<TYield>? node = this; node is not null; node = node.InnerOrNull)
        {
            Generator<TYield> copy = fork.Find(node)!;
            if (!copy.TryLink(node, in fork)) break;
        }
    }

    void IForkable.Rewire(ref Fork fork)
    {
        if (_phase == Phase.Closed || _box is null) return;
        fork.Box = _box;
        _box.Rewire(ref fork);
        RewireParts(ref fork);
    }

    Delegate? IForkable.NewYield(Delegate other) => NewYield(other);

    private protected virtual Delegate? NewYield(Delegate other) =>
        other is Yield<TYield> ? new Yield<TYield>(Yield) : null;

    // Of a copy: what there is beside the body.
    private protected virtual void RewireParts(ref Fork fork)
    {
    }

    // Of a copy of an asynchronous generator's core: a copy of that generator, too.
    private protected virtual void CopyWrapper()
    {
    }

    private void CopyTo(ref Fork fork)
    {
        if (Wrapper is { } wrapper) fork.Claim(wrapper);
        if (IsExecuting) throw IsAsync ? Errors.AlreadyRunningToFork() : Errors.AlreadyExecutingToFork();
        bool stands = _phase is not (Phase.Created or Phase.Closed);
        if (stands && IsEnumerable && IsAsync) Parley.Forking.Fork.Refuse(Handle);
        var copy = (Generator<TYield>)MemberwiseClone();
        fork.Add(this, copy);
        copy.CopyWrapper();
        if (_phase == Phase.Closed || _box is null) return; // an ended box is nobody's in particular
        copy._box = _box.Copy(copy, ref fork);
        copy._box.Owner = copy;
    }

    // Sets the links of a copy: those that lead to others are cut. False if it has been linked before.
    private bool TryLink(Generator<TYield> original, in Fork fork)
    {
        if (_down is null && _up is null) return true;
        bool isNew = _down == original._down && _up == original._up;
        if (!isNew) return false;
        _down = fork.Find(original._down);
        _up = fork.Find(original._up);
        if (_up is null) _current = original.Current;
        if (Wrapper is { } wrapper && original.Wrapper!.Held is { } held)
        {
            // A call steps the innermost only if it has claimed what is held, so it knows either both or none.
            wrapper.Held = fork.Find(held.Core)?.Wrapper;
            if (wrapper.Held is null && _phase == Phase.Delegating) _up = null;
        }

        return true;
    }
}
