namespace Parley.Durable.Stores;

/// <summary>Which conversations are listed. What is null doesn't matter.</summary>
public sealed record ConversationFilter
{
    /// <summary>Gets the name of their body.</summary>
    public string? Body { get; init; }

    /// <summary>Gets the version of their body.</summary>
    public int? BodyVersion { get; init; }

    /// <summary>Gets what they are doing.</summary>
    public ConversationStatus? Status { get; init; }

    /// <summary>Gets whose they are.</summary>
    public string? Owner { get; init; }

    /// <summary>Gets the time before which their last step was.</summary>
    public DateTimeOffset? UpdatedBefore { get; init; }

    /// <summary>Gets the id after which the list begins: the last of the page before.</summary>
    public string? After { get; init; }

    /// <summary>Gets how many are listed at most. They are in the order of their ids, character by
    /// character.</summary>
    public int Limit { get; init; } = 1000;
}
