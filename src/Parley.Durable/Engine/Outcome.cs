using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Parley.Durable.Stores;

namespace Parley.Durable.Engine;

/// <summary>What a body did when it was resumed.</summary>
/// <param name="Kind">The kind of it.</param>
/// <param name="Name">The name of the effect, or of the type of an exception.</param>
/// <param name="Json">The question, the result, or what the effect is to do.</param>
/// <param name="DueAt">When the question times out or the sleep ends.</param>
/// <param name="Exception">What was thrown.</param>
internal sealed record Outcome(
    OutcomeKind Kind,
    string? Name = null,
    ReadOnlyMemory<byte> Json = default,
    DateTimeOffset? DueAt = null,
    Exception? Exception = null)
{
    private const int HashSize = 16;

    /// <summary>Gets the state that it leaves the conversation in.</summary>
    public ConversationStatus Status => Kind switch
    {
        OutcomeKind.Question => ConversationStatus.Asking,
        OutcomeKind.Effect or OutcomeKind.Continue => ConversationStatus.Running,
        OutcomeKind.Sleep => ConversationStatus.Sleeping,
        OutcomeKind.Returned => ConversationStatus.Completed,
        OutcomeKind.Failed => ConversationStatus.Failed,
        OutcomeKind.Canceled => ConversationStatus.Canceled,
        OutcomeKind.Stuck => ConversationStatus.Stuck,
        _ => ConversationStatus.Terminated,
    };

    /// <summary>The first bytes of SHA-256 over kind, name and JSON.</summary>
    /// <param name="byKindOnly">Whether the text of a question doesn't count.</param>
    /// <param name="key">What the hash is keyed with, if it is.</param>
    public ReadOnlyMemory<byte> Hash(bool byKindOnly, ReadOnlySpan<byte> key)
    {
        using var sha = key.IsEmpty ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256)
            : IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        Span<byte> head = stackalloc byte[5];
        head[0] = (byte)Kind;
        byte[] name = Encoding.UTF8.GetBytes(Name ?? "");
        BinaryPrimitives.WriteInt32LittleEndian(head[1..], name.Length);
        sha.AppendData(head);
        sha.AppendData(name);
        if (Kind != OutcomeKind.Question || !byKindOnly) sha.AppendData(Json.Span);
        return sha.GetHashAndReset().AsMemory(0, HashSize);
    }

    /// <summary>Says it for a message about a divergence.</summary>
    public string Describe() => Kind switch
    {
        OutcomeKind.Question => $"the question {Encoding.UTF8.GetString(Json.Span)}",
        OutcomeKind.Effect => $"the effect {Name}{(Json.IsEmpty ? "" : " with " + Encoding.UTF8.GetString(Json.Span))}",
        OutcomeKind.Sleep => $"a sleep of {Encoding.UTF8.GetString(Json.Span)}",
        OutcomeKind.Continue => $"ContinueAs({Encoding.UTF8.GetString(Json.Span)})",
        OutcomeKind.Returned => $"the result {Encoding.UTF8.GetString(Json.Span)}",
        OutcomeKind.Failed => $"an end by {Name}",
        OutcomeKind.Canceled => "an end because it was closed",
        OutcomeKind.Stuck => $"an unexpected {Name}",
        _ => "an end from outside",
    };
}
