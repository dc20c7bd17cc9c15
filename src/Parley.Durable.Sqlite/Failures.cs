using Microsoft.Data.Sqlite;

namespace Parley.Durable.Sqlite;

/// <summary>Says what an error of SQLite means for conversations, and what to do about it.</summary>
internal static class Failures
{
    private const int Busy = 5, Disk = 10, Corrupt = 11, Full = 13, NotADatabase = 26;

    public static Exception Of(Exception exception, string path) => exception switch
    {
        SqliteException { SqliteErrorCode: Corrupt or NotADatabase } => Damaged(exception, path),
        SqliteException { SqliteErrorCode: Full } => new ConversationException(
            $"There is no more room for {path}. Nothing was changed: make room, and repeat the call with the same " +
            "version.",
            exception),
        SqliteException { SqliteErrorCode: Disk } disk => new ConversationException(
            $"{path} can't be read or written: the operating system has refused it (SQLite's error " +
            $"{disk.SqliteExtendedErrorCode}), perhaps because the disk is full. Mend that, and repeat the call with " +
            "the same version.",
            exception),
        SqliteException { SqliteErrorCode: Busy } => new ConversationBusyException(
            $"Another program has locked {path}. Repeat the call later, with the same version.", exception),
        SqliteException => new ConversationException($"{path} can't be used: {exception.Message}", exception),

        // What stands in a row is no number, text or time that was ever written.
        InvalidCastException or OverflowException or ArgumentOutOfRangeException => Damaged(exception, path),
        _ => exception,
    };

    private static JournalCorruptException Damaged(Exception exception, string path) => new(
        $"{path} is damaged: {exception.Message} Restore the file from a backup.", exception);
}
