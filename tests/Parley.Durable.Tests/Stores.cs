using Parley.Durable.Sqlite;
using Parley.Durable.Stores;

namespace Parley.Durable.Tests;

/// <summary>The suite, in memory.</summary>
public sealed class InMemoryConversationTests : ConversationTests
{
    protected override int Scripts => 1000;

    protected override StoreFixture CreateStore() => new SharedFixture(new InMemoryConversationStore());
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

/// <summary>A store that is open already, for several processes.</summary>
internal sealed class SharedFixture(IConversationStore store) : StoreFixture
{
    public override IConversationStore Open() => store;
}
