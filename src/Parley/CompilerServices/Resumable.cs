using System.ComponentModel;
using System.Diagnostics;
using Parley.Bodies;
using Parley.Forking;

namespace Parley.CompilerServices;

/// <summary>A body that a step resumes: a box, or a generator that has its body in a field.</summary>
[DebuggerStepThrough, StackTraceHidden, EditorBrowsable(EditorBrowsableState.Never)]
public abstract class Resumable
{
    private protected Resumable()
    {
    }

    /// <summary>False if nothing in the body could notice an exception thrown in, so that it needn't be
    /// thrown.</summary>
    internal virtual bool Catches => throw new UnreachableException();

    /// <summary>The name of the method that contains the body.</summary>
    internal virtual string BodyName => throw new UnreachableException();

    /// <summary>Runs the body to its next pause, or to its end.</summary>
    internal virtual void RunBody() => throw new UnreachableException();

    /// <summary>Ends the body and returns the box to put in its place, which doesn't keep the body alive.</summary>
    internal virtual EndedBox EndBody(Exception? failure) => throw new UnreachableException();

    // ---- Faces ----

    /// <summary>Where the calls on a face are written, if anywhere.</summary>
    internal virtual Action<string>? Write => null;

    /// <summary>For a face: what the generator is suspended in.</summary>
    internal virtual object? SourceYieldingFrom => null;

    // ---- Forks ----

    /// <summary>What a fork has to know of the body; null if it isn't compiled.</summary>
    internal virtual ForkShape? Shape => null;

    /// <summary>The closure that the body's method is a method of.</summary>
    internal virtual object? Enclosing => null;

    /// <summary>Of a face: what it is a face of.</summary>
    internal virtual IForkable? ForkSource => null;

    /// <summary>True if the body leads to nothing but its owner.</summary>
    internal virtual bool IsAlone => false;

    /// <summary>Whether the body runs over something that belongs to a body that is copied.</summary>
    internal virtual bool RunsOverOwn(ref Fork fork) => fork.IsOwn(Enclosing);

    /// <summary>For a body that is alone: copies it for a copy of its owner. Null if it has got another yield than its
    /// owner's.</summary>
    internal virtual Resumable? CopyAlone(IBodyOwner owner) => throw new UnreachableException();

    /// <summary>Copies the body as it is, for a copy of its owner.</summary>
    internal virtual Resumable CopyBody(IBodyOwner owner, ref Fork fork) => throw new UnreachableException();

    /// <summary>Of a copy: makes the body lead to copies.</summary>
    internal virtual void RewireBody(ref Fork fork)
    {
    }
}
