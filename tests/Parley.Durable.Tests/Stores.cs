using Parley.Durable.Sqlite;
using Parley.Durable.Stores;

namespace Parley.Durable.Tests;

/// <summary>The suite, in memory.</summary>
public sealed class InMemoryConversationTests : ConversationTests
{
    protected override int Scripts => 1000;

    protected override StoreFixture CreateStore() => new Memory();

    private sealed class Memory : StoreFixture
    {
        private readonly InMemoryConversationStore _store = new();

        public override IConversationStore Open() => _store;
    }
}

/// <summary>The suite, in an SQLite file.</summary>
public sealed class SqliteConversationTests : ConversationTests
{
    protected override StoreFixture CreateStore() => new SqliteFixture();
}

internal sealed class SqliteFixture : StoreFixture
{
    private readonly string _folder = Directory.CreateTempSubdirectory("parley-").FullName;

    public string File => Path.Combine(_folder, "conversations.db");

    public override IConversationStore Open() => new SqliteConversationStore(new() { Path = File });

    public override ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return default;
    }
}
