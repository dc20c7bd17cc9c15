using System.Collections;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Parley.CompilerServices;
using Parley.Engine;

namespace Parley;

/// <summary>
/// A method that pauses at each <c>await yield(value)</c>, hands the value to its caller, and continues when it is
/// advanced: Python's generator (<see href="https://peps.python.org/pep-0255/">PEP 255</see>,
/// <see href="https://peps.python.org/pep-0342/">PEP 342</see>).
/// </summary>
/// <typeparam name="TYield">The type of the values handed out.</typeparam>
/// <remarks>
/// <para>None of the body runs before the first advance. The generator is its own enumerator, so it can be enumerated
/// only once: <c>foreach</c> closes it, even on <c>break</c>, and so do LINQ's <c>Take</c> and <c>First</c>. To stop
/// and continue later, call <see cref="MoveNext"/> instead.</para>
/// <para>Only one thread at a time may use a generator and all that share an inner with it. One that becomes
/// unreachable while paused is collected without running its <c>finally</c> blocks, so put it in a <c>using</c> or a
/// <c>foreach</c>.</para>
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
public partial class Generator<TYield> : Resumable, IEnumerable<TYield>, IEnumerator<TYield>
{
    /// <summary>Creates a generator. <paramref name="body"/> is called at once, but an async method doesn't run before
    /// the first advance.</summary>
    /// <param name="body">The body: an async lambda or method.</param>
    /// <exception cref="ArgumentNullException"><paramref name="body"/> is null.</exception>
    [SuppressMessage("ApiDesign", "RS0022", Justification = "Only the base can't be derived from elsewhere.")]
    public Generator(Func<Yield<TYield>, GeneratorBody> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        Attach(body(Yield).Box);
    }

    private protected Generator()
    {
    }

    /// <summary>Gets the state of the generator. It can be read at any time, even from inside the body.</summary>
    public GeneratorState State => Resting?.SourceState ?? OwnState;

    /// <summary>Gets the last value handed out; the default before the first one and once
    /// <see cref="GeneratorState.Closed"/>.</summary>
    public TYield Current => _phase == Phase.Delegating ? ChainCurrent! : _current!;

    /// <summary>
    /// Gets the object passed to the <c>yield.From</c> that the generator is suspended in, one level down; null if
    /// there is none. Python's <c>gi_yieldfrom</c>.
    /// </summary>
    public object? YieldingFrom => _phase == Phase.Delegating
        ? (IsDriven ? null : _down?.Handle)
        : _box?.SourceYieldingFrom;

    /// <summary>Runs the body to its next yield. The paused yield evaluates to the default value.</summary>
    /// <returns>True if the body yielded, with the value in <see cref="Current"/>; false if the generator has ended,
    /// now or earlier.</returns>
    /// <exception cref="InvalidOperationException">The generator is already executing.</exception>
    /// <exception cref="Exception">The body threw it; the generator is then closed.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MoveNext() => _phase == Phase.Suspended ? MoveStep() : Advance();

    /// <summary>Runs the body to its next yield, like Python's <c>next(g)</c>.</summary>
    /// <returns>The yielded value.</returns>
    /// <exception cref="StopIterationException">The generator has ended. If this call ended it, the exception has the
    /// returned value.</exception>
    /// <exception cref="InvalidOperationException">The generator is already executing.</exception>
    /// <exception cref="Exception">The body threw it; the generator is then closed.</exception>
    public TYield Next()
    {
        bool ended = _phase == Phase.Closed;
        return MoveNext() ? _current! : throw StopIteration(endsNow: !ended);
    }

    /// <summary>
    /// Raises <paramref name="exception"/>, the same instance, at the paused yield. The body may catch it and go on.
    /// </summary>
    /// <param name="exception">The exception to raise.</param>
    /// <returns>The next yielded value.</returns>
    /// <remarks>
    /// Before the first advance and after the end, the exception is thrown to the caller, and the generator is closed.
    /// While the generator delegates, the exception is raised in the innermost generator, except that a
    /// <see cref="GeneratorExitException"/> closes the inner and is then raised at the <c>From</c>.
    /// </remarks>
    /// <exception cref="ArgumentNullException"><paramref name="exception"/> is null.</exception>
    /// <exception cref="StopIterationException">The body caught the exception and returned.</exception>
    /// <exception cref="InvalidOperationException">
    /// The generator is already executing, or a <see cref="StopIterationException"/> escaped the body (PEP 479).
    /// </exception>
    /// <exception cref="Exception">The body threw it, or let <paramref name="exception"/> escape; the generator is then
    /// closed.</exception>
    public TYield Throw(Exception exception) =>
        TryThrow(exception) ? _current! : throw StopIteration(endsNow: true);

    /// <summary>Does the same as <see cref="Throw(Exception)"/>, but reports the end without an exception.</summary>
    /// <param name="exception">The exception to raise.</param>
    /// <returns>True if the body caught the exception and yielded, with the value in <see cref="Current"/>; false if it
    /// returned.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="exception"/> is null.</exception>
    /// <exception cref="InvalidOperationException">
    /// The generator is already executing, or a <see cref="StopIterationException"/> escaped the body (PEP 479).
    /// </exception>
    /// <exception cref="Exception">The body threw it, or let <paramref name="exception"/> escape; the generator is then
    /// closed.</exception>
    public bool TryThrow(Exception exception) => Conclude(new Drive(this).Raise(exception));

    /// <summary>
    /// Ends the generator: raises a new <see cref="GeneratorExitException"/> at the paused yield, so that
    /// <c>finally</c> blocks run. The inner of a <c>From</c> is closed first. Does nothing once the generator is
    /// closed.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// The generator is already executing, or its body yielded instead of leaving, as a yield in a <c>finally</c> block
    /// does, and is still suspended there.
    /// </exception>
    /// <exception cref="Exception">The body threw an exception other than
    /// <see cref="GeneratorExitException"/>.</exception>
    public void Close()
    {
        if (!TryDrop() && !TryLeave()) DriveClose();
    }

    /// <summary>Closes the generator, like <see cref="Close"/>.</summary>
    /// <remarks>An exception thrown here, such as the error for a body that yields instead of leaving, replaces one
    /// that is leaving the caller's <c>foreach</c> or <c>using</c>.</remarks>
    /// <inheritdoc cref="Close" path="/exception"/>
    public void Dispose()
    {
        Close();
        GC.SuppressFinalize(this);
    }

    /// <summary>Returns the generator itself, which can be enumerated only once.</summary>
    /// <returns>This generator.</returns>
    public Generator<TYield> GetEnumerator() => this;

    /// <summary>Returns the state, and the name of the method or local function that contains the body.</summary>
    /// <returns>For example, <c>Generator RunningAverage (Suspended)</c>.</returns>
    public override string ToString() => $"Generator {_box?.BodyName} ({State})";

    object? IEnumerator.Current => Current;

    IEnumerator<TYield> IEnumerable<TYield>.GetEnumerator() => this;

    IEnumerator IEnumerable.GetEnumerator() => this;

    void IEnumerator.Reset() => throw new NotSupportedException("A generator can't be reset. Create a new one.");

    internal YieldAwaitable<TYield> Yield(TYield value)
    {
        HandOut(value);
        return new(this);
    }

    internal virtual StopIterationException StopIteration(bool endsNow) => new(EndMessage, Cause);

    // But for a face, the state.
    internal GeneratorState OwnState => _phase switch
    {
        Phase.Created => GeneratorState.Created,
        Phase.Suspended or Phase.Innermost => GeneratorState.Suspended,
        Phase.Delegating => IsDriven ? GeneratorState.Running : GeneratorState.Suspended,
        Phase.Closed => GeneratorState.Closed,
        _ => GeneratorState.Running,
    };

    // Goes to the value that it is paused at, or else, to its next one.
    internal bool Begin()
    {
        if (State != GeneratorState.Suspended) return MoveNext();
        Refresh();
        return true;
    }

    private protected string EndMessage => Errors.EndOf(_returned, Cause is not null, IsAsync);
}
