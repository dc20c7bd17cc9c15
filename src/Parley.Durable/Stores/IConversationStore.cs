namespace Parley.Durable.Stores;

/// <summary>
/// Where conversations are kept: a row each, and a journal. It decides who wins: of two writers that expect the same
/// version, one is told that it was too late.
/// </summary>
/// <remarks>
/// All that a call changes is changed at once or not at all, and once it has returned true, it outlives a crash. A call
/// that throws may have changed it nevertheless. May be called by any number of threads.
/// </remarks>
public interface IConversationStore : IAsyncDisposable
{
    /// <summary>Opens the store, and brings what is in it to today's form. Called once, before all else.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>A task that ends when it is open.</returns>
    /// <exception cref="ConversationException">It is open elsewhere, or was written by a newer Parley.</exception>
    Task OpenAsync(CancellationToken cancellationToken);

    /// <summary>Reads a conversation's row.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The row; null if there is none.</returns>
    ValueTask<ConversationRow?> ReadAsync(string id, CancellationToken cancellationToken);

    /// <summary>Reads a part of a conversation's journal.</summary>
    /// <param name="id">The conversation's id.</param>
    /// <param name="first">The number of the first entry.</param>
    /// <param name="last">The number of the last entry.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The entries that are there, in order.</returns>
    /// <exception cref="JournalCorruptException">An entry has a form that isn't known.</exception>
    ValueTask<IReadOnlyList<JournalEntry>> ReadJournalAsync(
        string id, long first, long last, CancellationToken cancellationToken);

    /// <summary>Adds a conversation, with the entries that it begins with.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="entries">Its entries, the last of which has the row's version.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>False if there is one with that id.</returns>
    ValueTask<bool> CreateAsync(
        ConversationRow row, IReadOnlyList<JournalEntry> entries, CancellationToken cancellationToken);

    /// <summary>Adds an entry to a conversation, and puts the row in the place of the old one, but for its
    /// <see cref="ConversationRow.CloseRequested"/>, which only an entry of <see cref="EntryKind.Canceled"/>
    /// clears.</summary>
    /// <param name="row">The new row, whose version is the entry's number.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>False if the conversation isn't at the version before, or is another incarnation.</returns>
    ValueTask<bool> AppendAsync(ConversationRow row, JournalEntry entry, CancellationToken cancellationToken);

    /// <summary>Adds an entry to a conversation, as <see cref="AppendAsync"/> does, and adds another conversation, as
    /// <see cref="CreateAsync"/> does: both or neither.</summary>
    /// <param name="row">The new row of the one.</param>
    /// <param name="entry">Its entry.</param>
    /// <param name="other">The row of the other one.</param>
    /// <param name="entries">The other one's entries.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>False if either isn't possible.</returns>
    ValueTask<bool> ReplaceAsync(
        ConversationRow row, JournalEntry entry, ConversationRow other, IReadOnlyList<JournalEntry> entries,
        CancellationToken cancellationToken);

    /// <summary>Moves the time when something is to be done about a conversation: renews a lease, or claims one that
    /// has expired.</summary>
    /// <param name="row">The conversation as it was read. Its version, incarnation and due time are expected to be
    /// still the same.</param>
    /// <param name="dueAt">The new time.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>False if they aren't.</returns>
    ValueTask<bool> MoveDueAsync(ConversationRow row, DateTimeOffset dueAt, CancellationToken cancellationToken);

    /// <summary>Notes that a conversation is to be closed as soon as it can be.</summary>
    /// <param name="row">The conversation as it was read. Only its incarnation is expected to be the same.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>False if it isn't.</returns>
    ValueTask<bool> RequestCloseAsync(ConversationRow row, CancellationToken cancellationToken);

    /// <summary>Lists conversations.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Their rows.</returns>
    ValueTask<IReadOnlyList<ConversationRow>> ListAsync(ConversationFilter filter, CancellationToken cancellationToken);

    /// <summary>Lists conversations about which something is to be done: those that are due, and those that are to be
    /// closed and have no effect running.</summary>
    /// <param name="now">The time.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Their rows, those first that are due the longest.</returns>
    ValueTask<IReadOnlyList<ConversationRow>> ListDueAsync(
        DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>Deletes a conversation with its journal, so that nothing of it is left.</summary>
    /// <param name="row">The conversation as it was read. Its version and incarnation are expected to be still the
    /// same.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>False if they aren't.</returns>
    ValueTask<bool> DeleteAsync(ConversationRow row, CancellationToken cancellationToken);

    /// <summary>Copies all that is in the store, as it is at one time, while it is being used.</summary>
    /// <param name="path">Where to: a file that isn't there yet.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>A task that ends when it is copied.</returns>
    /// <exception cref="NotSupportedException">This store has tools of its own for that.</exception>
    Task BackupAsync(string path, CancellationToken cancellationToken);
}
