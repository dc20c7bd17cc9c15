using System.Globalization;

namespace Parley.Durable.Tests.Damage;

/// <summary>
/// Damages at random what an SQLite file has written ahead, after a crash. What is found then is what was there after
/// some acknowledged answer, in all conversations at once, and it goes on from there. With PARLEY_CRASHES, that is done
/// ten times as often.
/// </summary>
public sealed class WalTests : IAsyncLifetime
{
    private const int Conversations = 5, Turns = 20;

    private static readonly int s_cases =
        Environment.GetEnvironmentVariable("PARLEY_CRASHES") is null ? 30 : 300;

    private readonly string _folder = Directory.CreateTempSubdirectory("parley-").FullName;
    private readonly List<long[]> _history = [new long[Conversations]]; // the versions after each answer

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return default;
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("zeroed")]
    [InlineData("garbled")]
    [InlineData("flipped")]
    public async Task What_is_left_of_a_damaged_log_is_what_was_there_once(string how)
    {
        SqliteFile crashed = await TalkAndCrashAsync(checkpoint: how is "cut" or "flipped");
        byte[] wal = await File.ReadAllBytesAsync(crashed.Path + "-wal");
        Random random = new(how.Length * 20261127);
        HashSet<long> found = [];
        for (int i = 0; i < s_cases; i++)
        {
            string folder = Directory.CreateDirectory(Path.Combine(_folder, $"{how} {i}")).FullName;
            string file = Path.Combine(folder, "conversations.db");
            File.Copy(crashed.Path, file);
            if (random.Next(2) == 0) File.Copy(crashed.Path + "-shm", file + "-shm");
            await File.WriteAllBytesAsync(file + "-wal", Damaged(wal, how, random));
            found.Add(await CheckAsync(new(file)));
            Directory.Delete(folder, recursive: true);
        }

        Assert.True(found.Count > 10, "The damage is hardly ever different.");
    }

    [Fact]
    public async Task Nothing_is_lost_by_a_crash_without_damage()
    {
        SqliteFile crashed = await TalkAndCrashAsync(checkpoint: true);
        Assert.Equal(_history[^1].Sum(), await CheckAsync(crashed));
    }

    private static byte[] Damaged(byte[] wal, string how, Random random)
    {
        int begin = random.Next(wal.Length), length = random.Next(1, Math.Min(10_000, wal.Length - begin) + 1);
        if (how == "cut") return wal[..begin];
        byte[] damaged = [.. wal];
        var part = damaged.AsSpan(begin, length);
        if (how == "zeroed") part.Clear();
        else if (how == "garbled") random.NextBytes(part);
        else part[0] ^= (byte)(1 << random.Next(8));
        return damaged;
    }

    // Copies the files while they are open. With a checkpoint, the log has begun anew in between, over an older one.
    private async Task<SqliteFile> TalkAndCrashAsync(bool checkpoint)
    {
        SqliteFile file = new(Path.Combine(_folder, "conversations.db"));
        await using World world = new World(file).With(Listen);
        for (int turn = 1; turn <= Turns; turn++)
        {
            for (int i = 0; i < Conversations; i++)
            {
                if (turn == 1) await world.Talks.StartAsync($"{i}", Said(i, 0));
                else await world.Talks.SendAsync($"{i}", turn - 1, Said(i, turn - 1));
                _history.Add([.. _history[^1].Select((version, k) => k == i ? version + 1 : version)]);
            }

            if (checkpoint && turn == Turns / 2) SqliteFile.Execute(file.Path, "PRAGMA wal_checkpoint(RESTART)");
        }

        return await SqliteFile.CrashAsync(file.Path, Path.Combine(_folder, "crashed"));
    }

    // Returns how many steps are left.
    private async Task<long> CheckAsync(SqliteFile file)
    {
        await using World world = new World(file).With(Listen);
        var versions = new long[Conversations];
        await foreach (var row in world.Admin.ListAsync())
            versions[int.Parse(row.Id, CultureInfo.InvariantCulture)] = row.Version;
        Assert.Contains(_history, versions.SequenceEqual);
        var verified = await world.Admin.VerifyAsync();
        Assert.Equal(versions.Count(version => version > 0), verified.Count);
        Assert.Empty(verified.Faults);
        for (int i = 0; i < Conversations; i++)
        {
            if (versions[i] == 0)
            {
                await Assert.ThrowsAsync<ConversationNotFoundException>(() => world.Talks.GetAsync($"{i}"));
                Assert.Equal(Heard(i, 1), (await world.Talks.StartAsync($"{i}", Said(i, 0))).Question);
                continue;
            }

            Assert.Equal(Heard(i, versions[i]), (await world.Talks.GetAsync($"{i}")).Question);
            var journal = await world.Admin.ReadJournalAsync($"{i}");
            Assert.Equal(
                Enumerable.Range(0, (int)versions[i]).Select(k => $"\"{Said(i, k)}\""),
                journal.Select(entry => System.Text.Encoding.UTF8.GetString(entry.Payload.Span)));
            var turn = await world.Talks.SendAsync($"{i}", versions[i], Said(i, versions[i]));
            Assert.Equal(Heard(i, versions[i] + 1), turn.Question);
        }

        return versions.Sum();
    }

    private static Generator<string, string, string> Listen(Durable<string, string> d, string first) =>
        new(async yield =>
        {
            string all = first;
            while (true) all += await yield(all);
        });

    private static string Said(int conversation, long turn) =>
        $"{conversation}.{turn}{new string('x', (int)((conversation + (7 * turn)) % 40))} ";

    private static string Heard(int conversation, long version) =>
        string.Concat(Enumerable.Range(0, (int)version).Select(turn => Said(conversation, turn)));
}
