using System.Collections;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Parley.CompilerServices;
using Parley.Engine;

namespace Parley;

/// <summary>
/// A method that pauses at each <c>await yield(value)</c>, hands the value to its caller, and goes on when it is
/// advanced: Python's generator (<see href="https://peps.python.org/pep-0255/">PEP 255</see>,
/// <see href="https://peps.python.org/pep-0342/">PEP 342</see>).
/// </summary>
/// <typeparam name="TYield">The type of the values handed out.</typeparam>
/// <remarks>
/// <para>Nothing of the body runs before the first advance. The generator is its own enumerator: one pass, and
/// <c>foreach</c> closes it, also by <c>break</c>, as does LINQ's <c>Take</c> or <c>First</c>. To go on later, advance
/// by hand.</para>
/// <para>One thread at a time may use it. One that is dropped while paused is collected, and its <c>finally</c> blocks
/// do not run: own it with <c>using</c> or <c>foreach</c>.</para>
/// </remarks>
/// <example>
/// <code>
/// var countdown = new Generator&lt;int&gt;(async yield =>
/// {
///     for (int i = 3; i > 0; i--) await yield(i);
/// });
/// foreach (int i in countdown) Console.WriteLine(i);   // 3, 2, 1
/// </code>
/// </example>
[DebuggerDisplay("{ToString(),nq}")]
[DebuggerTypeProxy(typeof(GeneratorDebugView))]
[DebuggerStepThrough, StackTraceHidden]
public partial class Generator<TYield> : IEnumerable<TYield>, IEnumerator<TYield>
{
    /// <summary>Makes a generator. <paramref name="body"/> is called at once, which runs nothing of an async
    /// method.</summary>
    /// <param name="body">The body: an async lambda or method.</param>
    /// <exception cref="ArgumentNullException"><paramref name="body"/> is null.</exception>
    public Generator(Func<Yield<TYield>, GeneratorBody> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        Attach(body(Yield).Box);
    }

    private protected Generator()
    {
    }

    /// <summary>Where it stands. Can be read at any time, also from inside the body.</summary>
    public GeneratorState State => _phase switch
    {
        Phase.Created => GeneratorState.Created,
        Phase.Suspended or Phase.Innermost => GeneratorState.Suspended,
        Phase.Delegating => IsDriven ? GeneratorState.Running : GeneratorState.Suspended,
        Phase.Closed => GeneratorState.Closed,
        _ => GeneratorState.Running,
    };

    /// <summary>The last value handed out; the default before the first one and once
    /// <see cref="GeneratorState.Closed"/>.</summary>
    public TYield Current => _phase == Phase.Delegating ? ChainCurrent! : _current!;

    /// <summary>
    /// What was passed to the <c>yield.From</c> that it is suspended in, one level down; else null. Python's
    /// <c>gi_yieldfrom</c>.
    /// </summary>
    public object? YieldingFrom => _phase == Phase.Delegating && !IsDriven ? _down?.Handle : null;

    /// <summary>Runs the body to its next yield. The paused yield evaluates to the default of what it takes.</summary>
    /// <returns>True if it yielded: <see cref="Current"/> is the value. False if it has ended, now or before.</returns>
    /// <exception cref="InvalidOperationException">The generator is executing already.</exception>
    /// <exception cref="Exception">What left the body; the generator is then closed.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MoveNext() => _phase == Phase.Suspended ? Step(this) || AfterStep(this) : Advance();

    /// <summary>Runs the body to its next yield, as Python's <c>next(g)</c>.</summary>
    /// <returns>The yielded value.</returns>
    /// <exception cref="StopIterationException">It has ended. The exception that tells of it first has the returned
    /// value.</exception>
    /// <exception cref="InvalidOperationException">The generator is executing already.</exception>
    /// <exception cref="Exception">What left the body; the generator is then closed.</exception>
    public TYield Next()
    {
        bool ended = _phase == Phase.Closed;
        return MoveNext() ? _current! : throw StopIteration(endsNow: !ended);
    }

    /// <summary>
    /// Raises <paramref name="exception"/>, this same instance, at the paused yield. The body may catch it and yield
    /// on.
    /// </summary>
    /// <param name="exception">What to raise.</param>
    /// <returns>The next yielded value.</returns>
    /// <remarks>
    /// Before the first advance and after the end it leaves at the caller, and the generator is closed. While the
    /// generator delegates, it is raised in the innermost one; a <see cref="GeneratorExitException"/> closes the inner
    /// first.
    /// </remarks>
    /// <exception cref="ArgumentNullException"><paramref name="exception"/> is null.</exception>
    /// <exception cref="StopIterationException">The body caught it and returned.</exception>
    /// <exception cref="InvalidOperationException">
    /// The generator is executing already; or a <see cref="StopIterationException"/> left the body (PEP 479).
    /// </exception>
    /// <exception cref="Exception">What left the body, most often <paramref name="exception"/>.</exception>
    public TYield Throw(Exception exception) =>
        TryThrow(exception) ? _current! : throw StopIteration(endsNow: true);

    /// <summary>As <see cref="Throw(Exception)"/>, but the body's return is no exception.</summary>
    /// <param name="exception">What to raise.</param>
    /// <returns>True if the body caught it and yielded: <see cref="Current"/> is the value. False if it
    /// returned.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="exception"/> is null.</exception>
    /// <exception cref="InvalidOperationException">
    /// The generator is executing already; or a <see cref="StopIterationException"/> left the body (PEP 479).
    /// </exception>
    /// <exception cref="Exception">What left the body, most often <paramref name="exception"/>.</exception>
    public bool TryThrow(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return Conclude(new Drive(this).Raise(exception));
    }

    /// <summary>
    /// Ends it: raises a new <see cref="GeneratorExitException"/> at the paused yield, so that <c>finally</c> blocks
    /// run. The inner of a <c>From</c> is closed first. Does nothing once closed.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// The generator is executing already; or its body yielded instead of leaving, and is still suspended there.
    /// </exception>
    /// <exception cref="Exception">What left the body, unless it was a
    /// <see cref="GeneratorExitException"/>.</exception>
    public void Close()
    {
        if (Conclude(new Drive(this).Close())) throw Errors.IgnoredExit();
    }

    /// <summary>Closes it, as <see cref="Close"/>.</summary>
    /// <inheritdoc cref="Close" path="/exception"/>
    public void Dispose()
    {
        Close();
        GC.SuppressFinalize(this);
    }

    /// <summary>The generator itself: it can be enumerated once.</summary>
    /// <returns>This generator.</returns>
    public Generator<TYield> GetEnumerator() => this;

    /// <summary>The state, and the name of the method that the body stands in.</summary>
    /// <returns>For example <c>Generator RunningAverage (Suspended)</c>.</returns>
    public override string ToString() => $"Generator {_box?.BodyName} ({State})";

    object? IEnumerator.Current => Current;

    IEnumerator<TYield> IEnumerable<TYield>.GetEnumerator() => this;

    IEnumerator IEnumerable.GetEnumerator() => this;

    void IEnumerator.Reset() => throw new NotSupportedException("A generator can't be reset. Make a new one.");

    internal YieldAwaitable<TYield> Yield(TYield value)
    {
        HandOut(value);
        return new(this);
    }

    internal virtual StopIterationException StopIteration(bool endsNow) => new();
}
