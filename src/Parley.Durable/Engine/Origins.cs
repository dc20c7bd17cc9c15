using System.Text.Json;
using Parley.Durable.Stores;

namespace Parley.Durable.Engine;

/// <summary>A conversation that another one was forked from.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Incarnation">Its incarnation.</param>
/// <param name="Version">The last of its steps that both have.</param>
internal sealed record Origin(string Id, Guid Incarnation, long Version);

/// <summary>Where the steps of a fork come from: what they made of their incarnation has to stay the same.</summary>
internal static class Origins
{
    /// <summary>Reads the conversations that one was forked from, the first one first.</summary>
    public static Origin[] Read(ConversationRow row) => row.ForkedFrom is null ? []
        : JsonSerializer.Deserialize(row.ForkedFrom, Faults.Default.OriginArray)!;

    /// <summary>Writes them for a fork.</summary>
    public static string Add(ConversationRow row, long version) => JsonSerializer.Serialize(
        [.. Read(row).Where(it => it.Version < version), new Origin(row.Id, row.Incarnation, version)],
        Faults.Default.OriginArray);

    /// <summary>Tells the incarnation in which a step was taken.</summary>
    public static Func<long, Guid> Of(ConversationRow row)
    {
        Origin[] origins = Read(row);
        return seq => Array.Find(origins, it => seq <= it.Version)?.Incarnation ?? row.Incarnation;
    }
}
