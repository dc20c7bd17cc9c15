namespace Parley;

/// <summary>
/// The end of a generator, as <c>Next</c>, <c>Send</c> and <c>Throw</c> report it: Python's <c>StopIteration</c>.
/// </summary>
/// <remarks>
/// One that escapes a body is a mistake there and reaches the caller wrapped in an
/// <see cref="InvalidOperationException"/> (<see href="https://peps.python.org/pep-0479/">PEP 479</see>).
/// <c>MoveNext</c>, <c>TrySend</c> and <c>TryThrow</c> report the end without an exception.
/// </remarks>
public class StopIterationException : Exception
{
    /// <summary>Makes the end of a generator that returned nothing.</summary>
    public StopIterationException()
        : this(null)
    {
    }

    /// <summary>Makes the end of a generator that returned <paramref name="value"/>.</summary>
    /// <param name="value">The returned value.</param>
    public StopIterationException(object? value)
        : base("The generator has ended. MoveNext, TrySend and TryThrow tell the end without an exception.") =>
        Value = value;

    /// <summary>The value that the generator returned; null if it returned none, or gave it out before.</summary>
    public object? Value { get; }
}

/// <summary>The end of a generator that returns a <typeparamref name="TReturn"/>.</summary>
/// <typeparam name="TReturn">The type of the returned value.</typeparam>
public class StopIterationException<TReturn> : StopIterationException
{
    /// <summary>Makes the end of a generator whose value was given out before, or that has none.</summary>
    public StopIterationException()
        : this(default!)
    {
    }

    /// <summary>Makes the end of a generator that returned <paramref name="value"/>.</summary>
    /// <param name="value">The returned value.</param>
    public StopIterationException(TReturn value)
        : base(value) =>
        Value = value;

    /// <summary>The value that the generator returned; the default if it returned none, or gave it out
    /// before.</summary>
    public new TReturn Value { get; }
}
