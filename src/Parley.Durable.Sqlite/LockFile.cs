namespace Parley.Durable.Sqlite;

/// <summary>What keeps a second process from writing a database: a file beside it.</summary>
internal static class LockFile
{
    // The lock is the operating system's, not that the file exists: it goes with the process.
    public static FileStream Take(string database)
    {
        string path = Path.GetFullPath(database) + ".lock";
        try
        {
            return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (File.Exists(path))
        {
            throw new ConversationException(
                $"{database} is open in another process: {path} is locked. One process at a time can go on with its " +
                "conversations; others can read it.",
                exception);
        }
    }
}
