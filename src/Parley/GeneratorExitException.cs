namespace Parley;

/// <summary>
/// The request to leave that <c>Close</c> raises at the paused <c>yield</c>: Python's <c>GeneratorExit</c>
/// (<see href="https://peps.python.org/pep-0342/">PEP 342</see>).
/// </summary>
/// <remarks>
/// A body may catch it to clean up, and must then leave; yielding instead is an error for the closer. In Python a plain
/// <c>except Exception</c> lets it pass; in C# <c>catch (Exception)</c> takes it, so write <c>catch (Exception e) when
/// (e is not GeneratorExitException)</c> around a <c>yield</c>.
/// </remarks>
public class GeneratorExitException : Exception
{
    /// <summary>Makes one with the default message.</summary>
    public GeneratorExitException()
        : base("The generator is being closed.")
    {
    }

    /// <summary>Makes one with a message of its own.</summary>
    /// <param name="message">Why the generator is to leave.</param>
    public GeneratorExitException(string? message)
        : base(message)
    {
    }

    /// <summary>Makes one with a message and a cause.</summary>
    /// <param name="message">Why the generator is to leave.</param>
    /// <param name="innerException">What caused it.</param>
    public GeneratorExitException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
