using Parley.Engine;

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
    /// <summary>Initializes an exception with the default message and no value.</summary>
    public StopIterationException()
        : this(Errors.Ended)
    {
    }

    /// <summary>Initializes an exception with a message and no value. To pass a value, use
    /// <see cref="FromValue"/>.</summary>
    /// <param name="message">How the generator ended.</param>
    public StopIterationException(string? message)
        : base(message)
    {
    }

    /// <summary>Initializes an exception with a message, a cause and no value.</summary>
    /// <param name="message">How the generator ended.</param>
    /// <param name="innerException">The exception that is the cause.</param>
    public StopIterationException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }

    private protected StopIterationException(object? value, string message)
        : base(message) =>
        Value = value;

    /// <summary>Gets the value that the generator returned; null if it returned none, or if its end was reported
    /// before.</summary>
    public object? Value { get; }

    /// <summary>Creates an exception for the end of a generator that returned <paramref name="value"/>.</summary>
    /// <param name="value">The returned value.</param>
    /// <returns>An exception with the default message.</returns>
    public static StopIterationException FromValue(object? value) => new(value, Errors.Ended);
}

/// <summary>The exception that reports the end of a generator that returns a <typeparamref name="TReturn"/>.</summary>
/// <typeparam name="TReturn">The type of the returned value.</typeparam>
public class StopIterationException<TReturn> : StopIterationException
{
    /// <inheritdoc cref="StopIterationException()"/>
    public StopIterationException()
    {
    }

    /// <inheritdoc cref="StopIterationException(string?)"/>
    public StopIterationException(string? message)
        : base(message)
    {
    }

    /// <inheritdoc cref="StopIterationException(string?, Exception?)"/>
    public StopIterationException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }

    private StopIterationException(object? value, string message)
        : base(value, message)
    {
    }

    /// <summary>Gets the value that the generator returned; the default if it returned none, or if its end was reported
    /// before.</summary>
    public new TReturn Value => base.Value is TReturn value ? value : default!;

#pragma warning disable CA1000 // Do not declare static members on generic types: this is instead of a constructor
    /// <inheritdoc cref="StopIterationException.FromValue"/>
    public static StopIterationException<TReturn> FromValue(TReturn value) => FromValue(value, Errors.Ended);
#pragma warning restore CA1000

    internal static StopIterationException<TReturn> FromValue(TReturn value, string message) =>
        new((object?)value, message);
}
