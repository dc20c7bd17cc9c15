namespace Parley.Durable;

/// <summary>Raised at the question of a conversation that a fault was thrown into.</summary>
public sealed class ConversationFaultException : Exception
{
    /// <inheritdoc cref="Exception()"/>
    public ConversationFaultException()
    {
    }

    /// <inheritdoc cref="Exception(string)"/>
    public ConversationFaultException(string? message)
        : base(message)
    {
    }

    /// <inheritdoc cref="Exception(string, Exception)"/>
    public ConversationFaultException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception of a fault.</summary>
    /// <param name="fault">The fault.</param>
    /// <exception cref="ArgumentNullException"><paramref name="fault"/> is null.</exception>
    public ConversationFaultException(ConversationFault fault)
        : base(NotNull(fault).Message) => Fault = fault;

    /// <summary>Gets the fault.</summary>
    public ConversationFault? Fault { get; }

    private static ConversationFault NotNull(ConversationFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return fault;
    }
}
