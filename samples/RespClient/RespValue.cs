using System.Globalization;
using System.Numerics;
using System.Text;

namespace RespClient;

/// <summary>What a server says: a message, or a part of one.</summary>
public abstract record RespValue
{
    /// <summary>What the server said about the value, in front of it; null if nothing.</summary>
    public RespMap? Attributes { get; init; }

    /// <summary>Like redis-cli, on one line.</summary>
    public sealed override string ToString() => this switch
    {
        RespString s => '"' + s.Text + '"',
        RespError e => $"(error) {e.Text}",
        RespInteger i => i.Value.ToString(CultureInfo.InvariantCulture),
        RespDouble d => d.Value.ToString(CultureInfo.InvariantCulture),
        RespBigNumber n => n.Value.ToString(CultureInfo.InvariantCulture),
        RespBoolean b => b.Value ? "true" : "false",
        RespMap m => $"{{{string.Join(", ", m.Pairs.Select(pair => $"{pair.Key}: {pair.Value}"))}}}",
        RespArray a => $"[{string.Join(", ", a.Items)}]",
        _ => "null",
    };
}

public sealed record RespNull : RespValue;

public sealed record RespBoolean(bool Value) : RespValue;

public sealed record RespInteger(long Value) : RespValue;

public sealed record RespDouble(double Value) : RespValue;

public sealed record RespBigNumber(BigInteger Value) : RespValue;

/// <param name="Bytes">What it says, in any encoding or none.</param>
/// <param name="Format">Of a verbatim string, such as "txt" or "mkd"; else null.</param>
public sealed record RespString(ReadOnlyMemory<byte> Bytes, string? Format = null) : RespValue
{
    public string Text => Encoding.UTF8.GetString(Bytes.Span);
}

/// <param name="Text">An error code in capitals, and a sentence.</param>
public sealed record RespError(string Text) : RespValue;

/// <summary>An array; a set or a push is one too.</summary>
public record RespArray(IReadOnlyList<RespValue> Items) : RespValue;

/// <summary>An array without an order. Who sends it sees to it that no item is there twice.</summary>
public sealed record RespSet(IReadOnlyList<RespValue> Items) : RespArray(Items);

/// <summary>A message that answers nothing.</summary>
public sealed record RespPush(IReadOnlyList<RespValue> Items) : RespArray(Items)
{
    /// <summary>What it is about, such as "message"; "" if it doesn't say.</summary>
    public string Kind => Items is [RespString kind, ..] ? kind.Text : "";
}

/// <summary>Keys and values, in the order in which they came.</summary>
public sealed record RespMap(IReadOnlyList<KeyValuePair<RespValue, RespValue>> Pairs) : RespValue;
