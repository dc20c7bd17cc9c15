using Parley.Durable.Stores;

namespace Parley.Durable.PostgreSql;

/// <summary>What a write does. They are done in this order: new rows before old ones are changed, so that two nodes
/// never wait for each other.</summary>
internal enum WriteKind
{
    Create,
    Append,
    Move,
    Close,
    Delete,
}

/// <summary>A write that waits for its turn.</summary>
internal sealed class Write(WriteKind kind, ConversationRow row)
{
    private readonly TaskCompletionSource<bool> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public WriteKind Kind => kind;

    public ConversationRow Row => row;

    public IReadOnlyList<JournalEntry> Entries { get; init; } = [];

    public DateTimeOffset DueAt { get; init; }

    /// <summary>Gets what is written beside its entries, so that it finds them again.</summary>
    public Guid Writer { get; } = Guid.NewGuid();

    public Task<bool> Done => _done.Task;

    /// <summary>Gets whether what came of it can be seen in the journal.</summary>
    public bool IsJournaled => kind is WriteKind.Create or WriteKind.Append;

    public void Finish(bool result) => _done.TrySetResult(result);

    public void Fail(Exception exception) => _done.TrySetException(exception);
}
