using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Parley.Durable.Sqlite;
using Parley.Durable.Stores;

namespace Parley.Durable.Tests.Damage;

/// <summary>An SQLite file in a folder that somebody else deletes.</summary>
internal sealed class SqliteFile(string file) : StoreFixture
{
    public string Path => file;

    public override IConversationStore Open() => new SqliteConversationStore(new() { Path = file });

    /// <summary>Executes statements. What they change, an open store may not have in its memory.</summary>
    public static void Execute(string file, string sql)
    {
        using SqliteConnection connection = new($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Copies the files of a database that is open, as a crash would leave them. Another process does it: one
    /// that closes a file loses all the locks that it has on it.</summary>
    public static async Task<SqliteFile> CrashAsync(string file, string folder)
    {
        Directory.CreateDirectory(folder);
        string[] files = [file, file + "-wal", file + "-shm"];
        using var copy = Process.Start("cp", [.. files, folder]);
        await copy.WaitForExitAsync();
        Assert.Equal(0, copy.ExitCode);
        return new(System.IO.Path.Combine(folder, System.IO.Path.GetFileName(file)));
    }
}
