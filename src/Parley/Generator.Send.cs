using System.Diagnostics;
using System.Runtime.CompilerServices;
using Parley.Bodies;
using Parley.CompilerServices;
using Parley.Engine;
using Parley.Waiting;

namespace Parley;

/// <summary>
/// A generator that can be sent values: each <c>TSend x = await yield(value)</c> in its body evaluates to the value
/// passed to <see cref="Send"/>, as with Python's <c>send</c> (<see href="https://peps.python.org/pep-0342/">PEP
/// 342</see>).
/// </summary>
/// <typeparam name="TYield">The type of the values handed out.</typeparam>
/// <typeparam name="TSend">The type of the values sent in.</typeparam>
/// <inheritdoc cref="Generator{TYield}" path="/remarks"/>
/// <example>
/// <code>
/// var sum = new Generator&lt;int, int>(async yield =>
/// {
///     int total = 0;
///     while (true) total += await yield(total);
/// });
/// sum.Next();      // 0: runs to the first yield
/// sum.Send(10);    // 10
/// sum.Send(20);    // 30
/// </code>
/// </example>
[DebuggerStepThrough, StackTraceHidden]
public partial class Generator<TYield, TSend> : Generator<TYield>, ISentTo<TSend>
{
    private TSend? _sent;

    /// <inheritdoc cref="Generator{TYield}(Func{Yield{TYield}, GeneratorBody})"/>
    public Generator(Func<Yield<TYield, TSend>, GeneratorBody> body)
        : this()
    {
        ArgumentNullException.ThrowIfNull(body);
        Attach(body(Yield).Box);
    }

    private protected Generator() => _takesSends = true;

    /// <summary>Sends <paramref name="value"/> to the paused yield and runs the body to its next yield.</summary>
    /// <param name="value">The value that the paused yield evaluates to. Null and the default are values like any
    /// other.</param>
    /// <returns>The next yielded value.</returns>
    /// <remarks>
    /// While the generator delegates, the innermost generator gets the value; one that can't be sent values is advanced
    /// instead.
    /// </remarks>
    /// <exception cref="StopIterationException">The generator has ended. If this call ended it, the exception has the
    /// returned value.</exception>
    /// <exception cref="InvalidOperationException">
    /// The generator hasn't been started, so no yield is paused, or it is already executing. The call has no effect.
    /// </exception>
    /// <exception cref="Exception">The body threw it; the generator is then closed.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TYield Send(TSend value)
    {
        bool ended = _phase == Phase.Closed;
        return TrySend(value) ? _current! : throw StopIteration(endsNow: !ended);
    }

    /// <summary>Does the same as <see cref="Send"/>, but reports the end without an exception.</summary>
    /// <param name="value">The value that the paused yield evaluates to. Null and the default are values like any
    /// other.</param>
    /// <returns>True if the body yielded, with the value in <see cref="Generator{TYield}.Current"/>; false if the
    /// generator has ended, now or earlier.</returns>
    /// <exception cref="InvalidOperationException">
    /// The generator hasn't been started, so no yield is paused, or it is already executing. The call has no effect.
    /// </exception>
    /// <exception cref="Exception">The body threw it; the generator is then closed.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TrySend(TSend value) =>
        _phase == Phase.Suspended ? SendStep(value) : SendInnermost(value);

    private protected virtual bool SendStep(TSend value)
    {
        _sent = value;
        return Step(this) || ContinueAfter(this);
    }

    internal sealed override Type SendType => typeof(TSend);

    internal sealed override Generator<TOuter> Mapped<TOuter>(Func<TYield, TOuter> map) =>
        Face.StandIn<TOuter, TYield, TSend>(new SyncCalls<TYield, TSend>(this), map);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal TSend TakeSent()
    {
        TSend sent = _sent!;
        _sent = default;
        return sent;
    }

    TSend ISentTo<TSend>.TakeSent() => TakeSent();

    private void Receive(TSend value, Arrival mark)
    {
        _sent = value;
        if (IsFace) Mark(mark);
    }

    internal new YieldAwaitable<TYield, TSend> Yield(TYield value)
    {
        HandOut(value);
        return new(this);
    }

    // The rest of TrySend, for a generator that isn't paused at its own yield or was last driven through another one.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool SendInnermost(TSend value)
    {
        if (Innermost is Generator<TYield, TSend> { TakesSend: true } innermost)
        {
            innermost._sent = value;
            return Step(innermost) || ContinueAfter(innermost);
        }

        return DriveSend(value);
    }

    // Separate for the same reason as DriveAdvance.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool DriveSend(TSend value)
    {
        var drive = new Drive(this);
        return Conclude(SendBy(ref drive, value));
    }

    // If `mayAdvance`, what isn't a body with such sends is advanced.
    internal Outcome SendBy(ref Drive drive, TSend value, bool mayAdvance = false)
    {
        if (_phase == Phase.Suspended)
        {
            _sent = value;
            return Step(this) ? Outcome.Yielded : drive.Continue(this);
        }

        if (IsFace) Arrive("send", value);
        else if (_phase == Phase.Created) throw Errors.JustStarted();
        if (_phase == Phase.Closed) return Outcome.AlreadyEnded;
        Generator<TYield> node = drive.FindPaused(out Exception? error);
        if (error is null && node.AwaitsSend(this))
        {
            Arrival mark = mayAdvance ? Arrival.Resumed : Arrival.Sent;
            if (node is Generator<TYield, TSend> taker) taker.Receive(value, mark);
            else if (mayAdvance) return drive.Resume(node, null);
            else error = Errors.CannotSend();
        }

        return drive.Resume(node, error);
    }
}
