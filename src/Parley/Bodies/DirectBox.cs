using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Parley.CompilerServices;
using Parley.Engine;
using Parley.Forking;

namespace Parley.Bodies;

/// <summary>The box of a woven body whose generator wasn't created where the body is known.</summary>
[DebuggerStepThrough, StackTraceHidden]
internal sealed class DirectBox<[DynamicallyAccessedMembers(ForkShape.Needs)] TBody, TGenerator, TSend>(
    TBody body, object generator) : Box
    where TBody : struct, IDirectBody<TGenerator, TSend>
    where TGenerator : class
{
    private TBody _body = body;

    internal override bool Catches => _body.Catches;

    internal override string BodyName => Ended<TBody>.Box.BodyName;

    internal override void RunBody()
    {
        try
        {
            // It was made for the generator that was being created then, but may have been attached to another.
            if (Owner != generator) throw Errors.NotInItsBody();
            _body.MoveNext((TGenerator)generator, generator is ISentTo<TSend> taker ? taker.TakeSent() : default!);
        }
        catch (Exception exception)
        {
            Owner!.Fail(exception);
        }
    }

    internal override EndedBox EndBody(Exception? failure) => Ended<TBody>.With(failure);

    internal override ForkShape Shape => ForkShape<TBody>.Value;

    internal override object? Enclosing => ForkShape<TBody>.EnclosingOf(ref _body);

    internal override bool IsAlone => ForkShape<TBody>.SetAlone is not null;

    internal override bool RunsOverOwn(ref Fork fork) =>
        base.RunsOverOwn(ref fork) | Shape.HoldsOwn(_body, ref fork);

    internal override Resumable? CopyAlone(IBodyOwner owner)
    {
        var copy = new DirectBox<TBody, TGenerator, TSend>(_body, owner) { Owner = owner };
        return ForkShape<TBody>.SetAlone!(ref copy._body, Owner!, owner, copy) ? copy : null;
    }

    internal override Resumable CopyBody(IBodyOwner owner, ref Fork fork) =>
        new DirectBox<TBody, TGenerator, TSend>(_body, owner);

    internal override void RewireBody(ref Fork fork) => ForkShape<TBody>.Rewire(ref _body, ref fork);
}

/// <summary>A generator that was sent a value, which its box hands to the body.</summary>
internal interface ISentTo<TSend>
{
    TSend TakeSent();
}
