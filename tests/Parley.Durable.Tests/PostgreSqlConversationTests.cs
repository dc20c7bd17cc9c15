namespace Parley.Durable.Tests;

/// <summary>The suite, in PostgreSQL.</summary>
public sealed class PostgreSqlConversationTests(PostgreSqlServer server) : ConversationTests
{
    private readonly PostgreSqlServer _server = server.OrSkip();

    protected override StoreFixture CreateStore() => new PostgreSqlFixture(_server);
}
