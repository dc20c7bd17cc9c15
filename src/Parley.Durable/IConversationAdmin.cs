using Parley.Durable.Stores;

namespace Parley.Durable;

/// <summary>What whoever operates conversations does with them, of whichever kind they are.</summary>
public interface IConversationAdmin
{
    /// <summary>Lists conversations, in the order of their ids.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <returns>Their rows.</returns>
    IAsyncEnumerable<ConversationRow> ListAsync(
        ConversationFilter? filter = null, CancellationToken cancellationToken = default);

    /// <summary>Reads a conversation's journal.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Its entries.</returns>
    /// <exception cref="ConversationNotFoundException">There is none with this id.</exception>
    Task<IReadOnlyList<JournalEntry>> ReadJournalAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Replays all conversations that haven't ended against the bodies that are registered now. Writes
    /// nothing, and runs no effect: it says before a deploy whether all of them will go on.</summary>
    /// <param name="filter">Which; all, if it is null.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>How many fit, and what is wrong with the others.</returns>
    Task<Verification> VerifyAsync(ConversationFilter? filter = null, CancellationToken cancellationToken = default);

    /// <summary>Does once what a host does at each <see cref="DurableOptions.ScanInterval"/>: what is due now. For
    /// tests, after a <see cref="TimeProvider"/> of theirs has been moved on, and for programs without a
    /// host.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>A task that ends when all that it went on with rests. What went wrong is logged.</returns>
    Task RunDueAsync(CancellationToken cancellationToken = default);

    /// <summary>Goes on with a conversation that is stuck, after its body has been mended.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Its row then.</returns>
    /// <exception cref="ConversationRefusedException">Its body throws again.</exception>
    Task<ConversationRow> ResumeAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Ends a conversation without its body: nothing is undone.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="reason">Why, for whoever reads the row.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Its row then.</returns>
    Task<ConversationRow> TerminateAsync(string id, string reason, CancellationToken cancellationToken = default);

    /// <summary>
    /// Begins a conversation that has been what another one was at a version: a question. What effects gave until then
    /// is copied; they happened once, for both.
    /// </summary>
    /// <param name="id">The id of the other one.</param>
    /// <param name="version">A version at which it asked a question.</param>
    /// <param name="newId">The id of the new one.</param>
    /// <param name="allowEffects">Whether effects may have run until then that aren't <see
    /// cref="EffectOptions.ReadOnly"/>: both would undo them.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The new one's row.</returns>
    /// <exception cref="ConversationConflictException">It asked no question then, an effect forbids it, or there is one
    /// with the new id.</exception>
    Task<ConversationRow> ForkAsync(
        string id, long version, string newId, bool allowEffects = false,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Takes a conversation back to a question that it asked: ends it without its body, and begins another one that has
    /// been what it was at that version, both at once.
    /// </summary>
    /// <param name="id">Its id.</param>
    /// <param name="version">A version at which it asked a question.</param>
    /// <param name="newId">The id of the one that goes on; one that nobody can guess, if it is null.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The new one's row. It has the same owner.</returns>
    /// <exception cref="ConversationConflictException">It has ended, or it asked no question then, or an effect that
    /// isn't <see cref="EffectOptions.ReadOnly"/> has run since, which the new one wouldn't know of, or there is one
    /// with the new id.</exception>
    Task<ConversationRow> RewindAsync(
        string id, long version, string? newId = null, CancellationToken cancellationToken = default);

    /// <summary>Deletes a conversation that has ended, with its journal, so that nothing of it is left.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>A task that ends when it is gone.</returns>
    /// <exception cref="ConversationConflictException">It hasn't ended.</exception>
    Task PurgeAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Copies all conversations, as they are at one time, while they go on.</summary>
    /// <param name="path">Where to: a file that isn't there yet.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>A task that ends when they are copied.</returns>
    /// <exception cref="NotSupportedException">The store has tools of its own for that.</exception>
    Task BackupAsync(string path, CancellationToken cancellationToken = default);
}
