namespace Parley;

/// <summary>
/// The exception that <c>Close</c> raises at the paused <c>yield</c> to make the body leave: Python's
/// <c>GeneratorExit</c> (<see href="https://peps.python.org/pep-0342/">PEP 342</see>).
/// </summary>
/// <remarks>
/// A body may catch it to clean up, but must then leave; if it yields instead, there or in a <c>finally</c> block,
/// <c>Close</c> throws. In Python, a plain <c>except Exception</c> lets it pass. In C#, <c>catch (Exception)</c>
/// catches it, so write <c>catch (Exception e) when (e is not GeneratorExitException)</c> around a <c>yield</c>.
/// </remarks>
public class GeneratorExitException : Exception
{
    /// <summary>Initializes an exception with the default message.</summary>
    public GeneratorExitException()
        : base("The generator is being closed.")
    {
    }

    /// <summary>Initializes an exception with a message.</summary>
    /// <param name="message">The reason that the generator must leave.</param>
    public GeneratorExitException(string? message)
        : base(message)
    {
    }

    /// <summary>Initializes an exception with a message and a cause.</summary>
    /// <param name="message">The reason that the generator must leave.</param>
    /// <param name="innerException">The exception that is the cause.</param>
    public GeneratorExitException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
