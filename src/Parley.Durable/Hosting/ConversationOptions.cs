namespace Parley.Durable;

/// <summary>What may be said about a body when it is registered.</summary>
public sealed class ConversationOptions
{
    /// <summary>Gets or sets whether a replay may ask another question than is journaled, so that a mended typo doesn't
    /// strand everybody. Not unless it is set: a person agreed to what the question said.</summary>
    public bool CompareQuestionsByKind { get; set; }
}
