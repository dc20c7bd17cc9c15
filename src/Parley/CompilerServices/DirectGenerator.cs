using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Parley.Bodies;
using Parley.Engine;
using Parley.Forking;

namespace Parley.CompilerServices;

/// <summary>A generator that has a woven body as a field and calls it directly: one object, no box and no delegate. For
/// use by Parley.Weaver only.</summary>
/// <typeparam name="TYield">The type of the values handed out.</typeparam>
/// <typeparam name="TBody">The type of the body.</typeparam>
[DebuggerStepThrough, StackTraceHidden, EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DirectGenerator<TYield, [DynamicallyAccessedMembers(ForkShape.Needs)] TBody>
    : Generator<TYield>
    where TBody : struct, IDirectBody<Generator<TYield>, ValueTuple>
{
    /// <summary>The body.</summary>
    [SuppressMessage("Design", "CA1051", Justification = "Woven code sets the fields of the struct in it.")]
    public TBody Body;

    /// <summary>Creates a generator, whose <see cref="Body"/> is still to be set.</summary>
    public DirectGenerator() => _box = this;

    internal override bool Catches => Body.Catches;

    internal override string BodyName => Ended<TBody>.Box.BodyName;

    private protected override bool MoveStep()
    {
        _phase = Phase.Running;
        bool yields = Body.CanFail ? TryMoveNext(default) : Body.MoveNext(this, default);
        if (yields) _phase = Phase.Suspended;
        return yields || ContinueAfter(this);
    }

    internal override void RunBody()
    {
        if (_phase == Phase.Raising) TryRaise();
        else if (Body.CanFail) TryMoveNext(default);
        else Body.MoveNext(this, default);
    }

    // The trace of what is raised is to name the body, which therefore mustn't be inlined.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.NoOptimization)]
    private void TryRaise()
    {
        try
        {
            Body.MoveNext(this, default);
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
    }

    // By itself, as a method with a catch isn't inlined.
    private bool TryMoveNext(ValueTuple sent)
    {
        try
        {
            return Body.MoveNext(this, sent);
        }
        catch (Exception exception)
        {
            Fail(exception);
            return false;
        }
    }

    internal override EndedBox EndBody(Exception? failure)
    {
        Body = default;
        return Ended<TBody>.With(failure);
    }

    internal override ForkShape Shape => ForkShape<TBody>.Value;

    internal override object? Enclosing => ForkShape<TBody>.EnclosingOf(ref Body);

    internal override bool IsAlone => ForkShape<TBody>.SetAlone is not null;

    internal override bool RunsOverOwn(ref Fork fork) =>
        base.RunsOverOwn(ref fork) | Shape.HoldsOwn(Body, ref fork);

    internal override Resumable? CopyAlone(IBodyOwner owner)
    {
        var copy = (DirectGenerator<TYield, TBody>)owner;
        return ForkShape<TBody>.SetAlone!(ref copy.Body, this, owner, null) ? copy : null;
    }

    internal override Resumable CopyBody(IBodyOwner owner, ref Fork fork) => (Resumable)owner;

    internal override void RewireBody(ref Fork fork) => ForkShape<TBody>.Rewire(ref Body, ref fork);

    private protected override Generator<TYield> Clone() =>
        WithFields(new DirectGenerator<TYield, TBody> { Body = Body });
}

/// <typeparam name="TYield">The type of the values handed out.</typeparam>
/// <typeparam name="TSend">The type of the values sent in.</typeparam>
/// <typeparam name="TBody">The type of the body.</typeparam>
/// <inheritdoc cref="DirectGenerator{TYield, TBody}"/>
[DebuggerStepThrough, StackTraceHidden, EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DirectGenerator<TYield, TSend, [DynamicallyAccessedMembers(ForkShape.Needs)] TBody>
    : Generator<TYield, TSend>
    where TBody : struct, IDirectBody<Generator<TYield, TSend>, TSend>
{
    /// <summary>The body.</summary>
    [SuppressMessage("Design", "CA1051", Justification = "Woven code sets the fields of the struct in it.")]
    public TBody Body;

    /// <summary>Creates a generator, whose <see cref="Body"/> is still to be set.</summary>
    public DirectGenerator() => _box = this;

    internal override bool Catches => Body.Catches;

    internal override string BodyName => Ended<TBody>.Box.BodyName;

    private protected override bool MoveStep() => SendStep(default!);

    private protected override bool SendStep(TSend value)
    {
        _phase = Phase.Running;
        bool yields = Body.CanFail ? TryMoveNext(value) : Body.MoveNext(this, value);
        if (yields) _phase = Phase.Suspended;
        return yields || ContinueAfter(this);
    }

    internal override void RunBody()
    {
        if (_phase == Phase.Raising) TryRaise();
        else if (Body.CanFail) TryMoveNext(TakeSent());
        else Body.MoveNext(this, TakeSent());
    }

    // The trace of what is raised is to name the body, which therefore mustn't be inlined.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.NoOptimization)]
    private void TryRaise()
    {
        try
        {
            Body.MoveNext(this, default!);
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
    }

    // By itself, as a method with a catch isn't inlined.
    private bool TryMoveNext(TSend sent)
    {
        try
        {
            return Body.MoveNext(this, sent);
        }
        catch (Exception exception)
        {
            Fail(exception);
            return false;
        }
    }

    internal override EndedBox EndBody(Exception? failure)
    {
        Body = default;
        return Ended<TBody>.With(failure);
    }

    internal override ForkShape Shape => ForkShape<TBody>.Value;

    internal override object? Enclosing => ForkShape<TBody>.EnclosingOf(ref Body);

    internal override bool IsAlone => ForkShape<TBody>.SetAlone is not null;

    internal override bool RunsOverOwn(ref Fork fork) =>
        base.RunsOverOwn(ref fork) | Shape.HoldsOwn(Body, ref fork);

    internal override Resumable? CopyAlone(IBodyOwner owner)
    {
        var copy = (DirectGenerator<TYield, TSend, TBody>)owner;
        return ForkShape<TBody>.SetAlone!(ref copy.Body, this, owner, null) ? copy : null;
    }

    internal override Resumable CopyBody(IBodyOwner owner, ref Fork fork) => (Resumable)owner;

    internal override void RewireBody(ref Fork fork) => ForkShape<TBody>.Rewire(ref Body, ref fork);

    private protected override Generator<TYield> Clone() =>
        WithFields(new DirectGenerator<TYield, TSend, TBody> { Body = Body });
}

/// <typeparam name="TYield">The type of the values handed out.</typeparam>
/// <typeparam name="TSend">The type of the values sent in.</typeparam>
/// <typeparam name="TReturn">The type of the returned value.</typeparam>
/// <typeparam name="TBody">The type of the body.</typeparam>
/// <inheritdoc cref="DirectGenerator{TYield, TSend, TBody}"/>
[DebuggerStepThrough, StackTraceHidden, EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DirectGenerator<TYield, TSend, TReturn, [DynamicallyAccessedMembers(ForkShape.Needs)] TBody>
    : Generator<TYield, TSend, TReturn>
    where TBody : struct, IDirectBody<Generator<TYield, TSend, TReturn>, TSend>
{
    /// <summary>The body.</summary>
    [SuppressMessage("Design", "CA1051", Justification = "Woven code sets the fields of the struct in it.")]
    public TBody Body;

    /// <summary>Creates a generator, whose <see cref="Body"/> is still to be set.</summary>
    public DirectGenerator() => _box = this;

    internal override bool Catches => Body.Catches;

    internal override string BodyName => Ended<TBody>.Box.BodyName;

    private protected override bool MoveStep() => SendStep(default!);

    private protected override bool SendStep(TSend value)
    {
        _phase = Phase.Running;
        bool yields = Body.CanFail ? TryMoveNext(value) : Body.MoveNext(this, value);
        if (yields) _phase = Phase.Suspended;
        return yields || ContinueAfter(this);
    }

    internal override void RunBody()
    {
        if (_phase == Phase.Raising) TryRaise();
        else if (Body.CanFail) TryMoveNext(TakeSent());
        else Body.MoveNext(this, TakeSent());
    }

    // The trace of what is raised is to name the body, which therefore mustn't be inlined.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.NoOptimization)]
    private void TryRaise()
    {
        try
        {
            Body.MoveNext(this, default!);
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
    }

    // By itself, as a method with a catch isn't inlined.
    private bool TryMoveNext(TSend sent)
    {
        try
        {
            return Body.MoveNext(this, sent);
        }
        catch (Exception exception)
        {
            Fail(exception);
            return false;
        }
    }

    internal override EndedBox EndBody(Exception? failure)
    {
        Body = default;
        return Ended<TBody>.With(failure);
    }

    internal override ForkShape Shape => ForkShape<TBody>.Value;

    internal override object? Enclosing => ForkShape<TBody>.EnclosingOf(ref Body);

    internal override bool IsAlone => ForkShape<TBody>.SetAlone is not null;

    internal override bool RunsOverOwn(ref Fork fork) =>
        base.RunsOverOwn(ref fork) | Shape.HoldsOwn(Body, ref fork);

    internal override Resumable? CopyAlone(IBodyOwner owner)
    {
        var copy = (DirectGenerator<TYield, TSend, TReturn, TBody>)owner;
        return ForkShape<TBody>.SetAlone!(ref copy.Body, this, owner, null) ? copy : null;
    }

    internal override Resumable CopyBody(IBodyOwner owner, ref Fork fork) => (Resumable)owner;

    internal override void RewireBody(ref Fork fork) => ForkShape<TBody>.Rewire(ref Body, ref fork);

    private protected override Generator<TYield> Clone() =>
        WithFields(new DirectGenerator<TYield, TSend, TReturn, TBody> { Body = Body });
}
