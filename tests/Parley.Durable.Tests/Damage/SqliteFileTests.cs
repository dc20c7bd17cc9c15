using Parley.Durable.Sqlite;

namespace Parley.Durable.Tests.Damage;

/// <summary>An SQLite file that is damaged is named, with what to do about it: no error of SQLite comes through as it
/// is.</summary>
public sealed class SqliteFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("parley-").FullName;

    private string Database => Path.Combine(_folder, "conversations.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_file_that_is_no_database_is_named_and_left_as_it_is()
    {
        byte[] other = [.. Enumerable.Repeat((byte)'x', 5000)];
        await File.WriteAllBytesAsync(Database, other);
        foreach (bool readOnly in (bool[])[false, true])
        {
            await using SqliteConversationStore store = new(new() { Path = Database, ReadOnly = readOnly });
            var error = await Assert.ThrowsAsync<JournalCorruptException>(() => store.OpenAsync(default));
            Assert.StartsWith($"{Database} is damaged: ", error.Message, StringComparison.Ordinal);
            Assert.EndsWith(" Restore the file from a backup.", error.Message, StringComparison.Ordinal);
        }

        Assert.Equal(other, await File.ReadAllBytesAsync(Database));
    }

    [Fact]
    public async Task A_file_whose_tail_is_gone_is_named()
    {
        await FillAsync();
        byte[] whole = await File.ReadAllBytesAsync(Database);
        for (int pages = 1; pages < whole.Length / 4096; pages++)
        {
            await File.WriteAllBytesAsync(Database, whole[..(pages * 4096)]);
            await using World world = Open();
            await Assert.ThrowsAsync<JournalCorruptException>(async () =>
            {
                for (int i = 0; i < 50; i++) await world.Talks.SendAsync($"{i}", 1, "x");
            });
        }

        await File.WriteAllBytesAsync(Database, whole);
        await using World good = Open();
        Assert.Equal("x", (await good.Talks.SendAsync("7", 1, "x")).Result);
    }

    [Fact]
    public async Task A_page_that_is_garbled_is_named_or_not_needed()
    {
        await FillAsync();
        byte[] whole = await File.ReadAllBytesAsync(Database);
        int named = 0;
        for (int page = 1; page < whole.Length / 4096; page++)
        {
            byte[] garbled = [.. whole];
            new Random(page).NextBytes(garbled.AsSpan(page * 4096, 4096));
            await File.WriteAllBytesAsync(Database, garbled);
            await using World world = Open();
            for (int i = 0; i < 50; i++)
            {
                try
                {
                    Assert.Equal($"{i}? {new string('x', 500)}", (await world.Talks.GetAsync($"{i}")).Question);
                    Assert.Equal("x", (await world.Talks.SendAsync($"{i}", 1, "x")).Result);
                }
                catch (ConversationException)
                {
                    named++;
                }
            }
        }

        Assert.True(named > 0);
    }

    private World Open() => new World(new SqliteFile(Database)).With(
        (d, name) => new(async yield => await yield($"{name}? {new string('x', 500)}")));

    private async Task FillAsync()
    {
        await using World world = Open();
        for (int i = 0; i < 50; i++) await world.Talks.StartAsync($"{i}", $"{i}");
    }
}
