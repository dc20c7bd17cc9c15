using Parley.Durable.Stores;

namespace Parley.Durable.Tests.Damage;

/// <summary>What stands in the tables is changed from outside. That is named; nothing is guessed or written.</summary>
public abstract class DamageTests : IAsyncLifetime
{
    private World _world = null!;

    protected abstract StoreFixture Store { get; }

    public async ValueTask InitializeAsync()
    {
        _world = new World(Store).With((d, first) => new(async yield =>
        {
            string all = first;
            while (true) all += await yield(all);
        }));
        await _world.Talks.StartAsync("a", "n");
        await _world.Talks.SendAsync("a", 1, "x");
        await _world.Talks.SendAsync("a", 2, "z");
        await _world.Restart();
    }

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Executes SQL, in which ⟨…⟩ stands for bytes, on tables without a prefix.</summary>
    protected abstract Task ExecuteAsync(string sql);

    [Fact]
    public async Task Each_bit_of_a_payload_and_of_a_hash_counts()
    {
        var journal = await _world.Admin.ReadJournalAsync("a");
        foreach (JournalEntry entry in journal)
        {
            await EachBitAsync(entry, "payload", entry.Payload);
            await EachBitAsync(entry, "outcome_hash", entry.OutcomeHash);
        }

        Assert.Equal("nxzw", (await _world.Talks.SendAsync("a", 3, "w")).Question);

        async Task EachBitAsync(JournalEntry entry, string column, ReadOnlyMemory<byte> value)
        {
            for (int bit = 0; bit < value.Length * 8; bit += 3)
            {
                byte[] damaged = value.ToArray();
                damaged[bit / 8] ^= (byte)(1 << (bit % 8));
                await SetAsync(damaged);
                var error = Assert.Single((await _world.Admin.VerifyAsync()).Faults).Value;
                Assert.True(
                    error is JournalCorruptException || (error as ConversationDivergedException)?.Entry == entry.Seq,
                    $"{column} {bit}: {error.Message}");
                Assert.Contains($"entry {entry.Seq}", error.Message, StringComparison.Ordinal);
            }

            await SetAsync(value.ToArray());
            Assert.Empty((await _world.Admin.VerifyAsync()).Faults);

            Task SetAsync(byte[] bytes) => ExecuteAsync(
                $"UPDATE journal SET {column} = ⟨{Convert.ToHexString(bytes)}⟩ WHERE seq = {entry.Seq}");
        }
    }

    [Theory]
    [InlineData("status = 98", typeof(JournalCorruptException), typeof(JournalCorruptException))]
    [InlineData("outcome = 98", typeof(JournalCorruptException), typeof(JournalCorruptException))]
    [InlineData("outcome = 4", null, typeof(JournalCorruptException))]
    [InlineData("outcome_json = ⟨22⟩", typeof(JournalCorruptException), typeof(JournalCorruptException))]
    [InlineData("outcome_json = ⟨227922⟩", null, typeof(JournalCorruptException))]
    [InlineData("version = 2", null, typeof(JournalCorruptException))]
    [InlineData("version = 4", null, typeof(JournalCorruptException))]
    [InlineData("base_seq = 2", null, typeof(ConversationDivergedException))]
    [InlineData("body_version = 9", null, typeof(ConversationVersionMissingException))]
    [InlineData("body = 'other'", typeof(ConversationNotFoundException), typeof(ConversationNotFoundException))]
    public async Task A_row_that_does_not_fit_its_journal_is_named(string damage, Type? read, Type sent)
    {
        await ExecuteAsync($"UPDATE conversation SET {damage}");
        long version = damage.StartsWith("version", StringComparison.Ordinal) ? damage[^1] - '0' : 3;
        if (read is null) Assert.Equal(version, (await _world.Talks.GetAsync("a")).Version);
        else await Assert.ThrowsAsync(read, () => _world.Talks.GetAsync("a"));
        await Assert.ThrowsAsync(sent, () => _world.Talks.SendAsync("a", version, "w"));
        await Assert.ThrowsAsync(sent, () => _world.Talks.SendAsync("a", version, "w"));
        await ExecuteAsync("DELETE FROM conversation");
        await using var store = Store.Open();
        await _world.Restart();
        await store.OpenAsync(default);
        Assert.Equal(3, (await store.ReadJournalAsync("a", 0, 99, default)).Count);
    }

    [Fact]
    public async Task A_row_without_a_journal_is_named()
    {
        await ExecuteAsync("DELETE FROM journal");
        var error = await Assert.ThrowsAsync<JournalCorruptException>(() => _world.Talks.SendAsync("a", 3, "w"));
        Assert.Equal(
            "The journal of the conversation \"a\" lacks entry 1, or has it twice. Restore it from a backup.",
            error.Message);
    }
}

/// <summary>The suite, in an SQLite file.</summary>
public sealed class SqliteDamageTests : DamageTests
{
    private readonly SqliteFixture _store = new();

    protected override StoreFixture Store => _store;

    protected override Task ExecuteAsync(string sql)
    {
        SqliteFile.Execute(
            _store.File,
            sql.Replace("⟨", "x'", StringComparison.Ordinal).Replace("⟩", "'", StringComparison.Ordinal));
        return Task.CompletedTask;
    }
}
