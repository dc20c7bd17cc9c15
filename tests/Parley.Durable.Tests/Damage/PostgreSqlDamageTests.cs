using Parley.Durable.Tests.Damage;

namespace Parley.Durable.Tests;

/// <summary>The suite, in PostgreSQL.</summary>
public sealed class PostgreSqlDamageTests(PostgreSqlServer server) : DamageTests
{
    private readonly PostgreSqlFixture _store = new(server.OrSkip());

    protected override StoreFixture Store => _store;

    protected override Task ExecuteAsync(string sql) => _store.ExecuteAsync<int>(
        sql.Replace("⟨", "'\\x", StringComparison.Ordinal).Replace("⟩", "'", StringComparison.Ordinal)
            .Replace("UPDATE ", "UPDATE parley_", StringComparison.Ordinal)
            .Replace("FROM ", "FROM parley_", StringComparison.Ordinal));
}
