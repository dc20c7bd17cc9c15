namespace Parley.Durable;

/// <summary>
/// Raised at an effect that may run at most once (<see cref="EffectOptions.AtMostOnce"/>), if the process ended while
/// it ran: nobody knows whether it has happened.
/// </summary>
public sealed class EffectOutcomeUnknownException : EffectFailedException
{
    /// <inheritdoc cref="Exception()"/>
    public EffectOutcomeUnknownException()
    {
    }

    /// <inheritdoc cref="Exception(string)"/>
    public EffectOutcomeUnknownException(string? message)
        : base(message)
    {
    }

    /// <inheritdoc cref="Exception(string, Exception)"/>
    public EffectOutcomeUnknownException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal EffectOutcomeUnknownException(string effect, ConversationFault fault)
        : base(effect, fault)
    {
    }
}
