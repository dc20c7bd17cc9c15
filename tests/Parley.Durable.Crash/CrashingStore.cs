using Parley.Durable.Stores;

namespace Parley.Durable.Crash;

/// <summary>A store at whose appends the process may kill itself.</summary>
internal sealed class CrashingStore(IConversationStore inner) : StoreAround(inner)
{
    public override async ValueTask<bool> AppendAsync(
        ConversationRow row, JournalEntry entry, CancellationToken cancellationToken)
    {
        bool isResult = entry.Kind == EntryKind.EffectDone;
        Points.Reach(isResult ? "result taken" : "body ran");
        var appending = base.AppendAsync(row, entry, cancellationToken).AsTask();
        Points.Reach(isResult ? "result sent" : "append sent");
        bool done = await appending;
        Points.Reach(isResult ? "result appended" : "committed");
        return done;
    }
}
