using Npgsql;

namespace Parley.Durable.PostgreSql;

/// <summary>The writer's connection. It is opened when it is needed, and again when it was lost.</summary>
internal sealed class Session(NpgsqlDataSource source) : IAsyncDisposable
{
    // What is acknowledged is on the disk, and who was too late is told so, whatever the role's defaults are.
    private const string Settings =
        "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED; " +
        "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'";

    private NpgsqlConnection? _connection;

    /// <summary>Does writes of different conversations in one transaction and one round trip. Returns those that did
    /// something.</summary>
    public async Task<HashSet<Write>> ExecuteAsync(IReadOnlyList<Write> writes)
    {
        await using NpgsqlBatch batch = new(await OpenAsync().ConfigureAwait(false));
        if (writes.Count > 1) batch.BatchCommands.Add(Statements.Lock(writes));
        foreach (var group in writes.GroupBy(write => write.Kind).OrderBy(group => group.Key))
            batch.BatchCommands.Add(Statements.Do(group.Key, [.. group]));
        var byId = writes.ToDictionary(write => write.Row.Id, StringComparer.Ordinal);
        var ids = await ReadAsync<string>(batch, skipped: writes.Count > 1 ? 1 : 0).ConfigureAwait(false);
        return [.. ids.Select(id => byId[id])];
    }

    /// <summary>Does all of some writes, or none.</summary>
    public async Task<bool> ExecuteAllAsync(IReadOnlyList<Write> writes)
    {
        NpgsqlConnection connection = await OpenAsync().ConfigureAwait(false);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);
        var done = await ExecuteAsync(writes).ConfigureAwait(false);
        if (done.Count < writes.Count) return false;
        await transaction.CommitAsync().ConfigureAwait(false);
        return true;
    }

    /// <summary>Finds those writes that are in the journal, by their writers.</summary>
    public async Task<HashSet<Guid>> FindCommittedAsync(IReadOnlyList<Write> writes)
    {
        await using NpgsqlBatch batch = new(await OpenAsync().ConfigureAwait(false));
        batch.BatchCommands.Add(Statements.FindCommitted(writes));
        return [.. await ReadAsync<Guid>(batch, skipped: 0).ConfigureAwait(false)];
    }

    /// <summary>Leaves the connection. The next call takes a new one.</summary>
    public async Task ResetAsync()
    {
        await DisposeAsync().ConfigureAwait(false);
        source.Clear(); // after a failover, all that wait in the pool are as dead as this one
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null) await _connection.DisposeAsync().ConfigureAwait(false);
        _connection = null;
    }

    // A statement's result comes before the commit. What is returned is committed: it is read to the end.
    private static async Task<List<T>> ReadAsync<T>(NpgsqlBatch batch, int skipped)
    {
        await batch.PrepareAsync().ConfigureAwait(false); // once a connection
        List<T> found = [];
        await using var reader = await batch.ExecuteReaderAsync().ConfigureAwait(false);
        do
        {
            if (skipped-- > 0) continue;
            while (await reader.ReadAsync().ConfigureAwait(false)) found.Add(reader.GetFieldValue<T>(0));
        }
        while (await reader.NextResultAsync().ConfigureAwait(false));
        return found;
    }

    private async Task<NpgsqlConnection> OpenAsync()
    {
        if (_connection is not null) return _connection;
        var connection = await source.OpenConnectionAsync().ConfigureAwait(false);
        try
        {
            await using NpgsqlCommand command = new(Settings, connection);
            await command.ExecuteNonQueryAsync().ConfigureAwait(false);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        return _connection = connection;
    }
}
