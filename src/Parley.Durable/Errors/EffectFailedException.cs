namespace Parley.Durable;

/// <summary>
/// Raised at an effect that has failed for good. It is made of what was journaled: the name of the exception's type and
/// its message, never the exception itself.
/// </summary>
public class EffectFailedException : Exception
{
    /// <inheritdoc cref="Exception()"/>
    public EffectFailedException()
    {
    }

    /// <inheritdoc cref="Exception(string)"/>
    public EffectFailedException(string? message)
        : base(message)
    {
    }

    /// <inheritdoc cref="Exception(string, Exception)"/>
    public EffectFailedException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal EffectFailedException(string effect, ConversationFault fault)
        : base($"The effect {effect} has failed: {fault.Message}")
    {
        Effect = effect;
        Fault = fault;
    }

    /// <summary>Gets the name of the effect.</summary>
    public string Effect { get; } = "";

    /// <summary>Gets what went wrong, as it was journaled.</summary>
    public ConversationFault? Fault { get; }
}
