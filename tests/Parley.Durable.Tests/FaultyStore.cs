using Parley.Durable.Crash;
using Parley.Durable.Stores;

namespace Parley.Durable.Tests;

/// <summary>How an append goes wrong.</summary>
public enum Fault
{
    None,
    Before,
    After,
    Conflict,
}

/// <summary>A store whose next append fails, or that something happens to around its next read.</summary>
internal sealed class FaultyStore(IConversationStore inner) : StoreAround(inner)
{
    public Fault Next { get; set; }

    public Func<Task>? BeforeRead { get; set; }

    public Func<Task>? AfterRead { get; set; }

    public override async ValueTask<bool> AppendAsync(
        ConversationRow row, JournalEntry entry, CancellationToken cancellationToken)
    {
        Fault fault = Next;
        Next = Fault.None;
        if (fault == Fault.Before) throw new IOException("Before.");
        if (fault == Fault.Conflict) return false;
        bool done = await base.AppendAsync(row, entry, cancellationToken);
        return fault == Fault.After ? throw new IOException("After.") : done;
    }

    public override async ValueTask<ConversationRow?> ReadAsync(string id, CancellationToken cancellationToken)
    {
        if (BeforeRead is { } before)
        {
            BeforeRead = null;
            await before();
        }

        var row = await base.ReadAsync(id, cancellationToken);
        if (AfterRead is not { } after) return row;
        AfterRead = null;
        await after();
        return row;
    }
}
