namespace Parley;

/// <summary>
/// The exception with which <c>Next</c>, <c>Send</c> and <c>Throw</c> report the end of a generator: Python's
/// <c>StopIteration</c>.
/// </summary>
/// <remarks>
/// One that escapes a body is a bug in the body and reaches the caller wrapped in an
/// <see cref="InvalidOperationException"/> (<see href="https://peps.python.org/pep-0479/">PEP 479</see>).
/// <c>MoveNext</c>, <c>TrySend</c> and <c>TryThrow</c> report the end without an exception.
/// </remarks>
public class StopIterationException : Exception
{
    /// <summary>Initializes an exception for the end of a generator that returned nothing.</summary>
    public StopIterationException()
        : this(null)
    {
    }

    /// <summary>Initializes an exception for the end of a generator that returned <paramref name="value"/>.</summary>
    /// <param name="value">The returned value.</param>
    public StopIterationException(object? value)
        : base("The generator has ended. MoveNext, TrySend and TryThrow report the end without an exception.") =>
        Value = value;

    /// <summary>Gets the value that the generator returned; null if it returned none, or if its end was reported
    /// before.</summary>
    public object? Value { get; }
}

/// <summary>The exception that reports the end of a generator that returns a <typeparamref name="TReturn"/>.</summary>
/// <typeparam name="TReturn">The type of the returned value.</typeparam>
public class StopIterationException<TReturn> : StopIterationException
{
    /// <summary>Initializes an exception for the end of a generator that returned nothing, or whose end was reported
    /// before.</summary>
    public StopIterationException()
        : this(default!)
    {
    }

    /// <summary>Initializes an exception for the end of a generator that returned <paramref name="value"/>.</summary>
    /// <param name="value">The returned value.</param>
    public StopIterationException(TReturn value)
        : base(value) =>
        Value = value;

    /// <summary>Gets the value that the generator returned; the default if it returned none, or if its end was reported
    /// before.</summary>
    public new TReturn Value { get; }
}
