using Parley;

namespace RespClient;

using Reading = Generator<RespValue?, ReadOnlyMemory<byte>, List<RespValue>>;

/// <summary>
/// Reads the Redis protocol, RESP2 and RESP3, and knows nothing of sockets: it is sent bytes and yields messages.
/// </summary>
public static class RespReader
{
    private static readonly List<RespValue> s_none = [];

    /// <summary>
    /// Send it a chunk of bytes, and it yields the first message that is complete; advance it for the next one. It
    /// yields null when it has used up the bytes: only then may their memory be used for something else. At the end of
    /// the bytes, throw an <see cref="EndOfStreamException"/> into it, and it ends.
    /// </summary>
    /// <exception cref="RespException">The bytes aren't RESP, or too many, or end within a message.</exception>
    public static Generator<RespValue?, ReadOnlyMemory<byte>> Start(RespLimits? limits = null) => new(async yield =>
    {
        var input = new RespInput(limits ?? new RespLimits());
        try
        {
            await yield.From(Values(input, RespToken.Messages, depth: 0));
        }
        catch (EndOfStreamException)
        {
            if (input.IsWithinMessage) throw input.Error("the bytes end within a message");
        }
    });

    // Reads what is in an aggregate. The messages of a connection are like an aggregate that never ends, except that
    // each is handed out when it is complete.
    private static Reading Values(RespInput input, RespToken aggregate, int depth) => new(async yield =>
    {
        var values = new List<RespValue>();
        RespMap? attributes = null;
        while (aggregate.IsStreamed || values.Count < aggregate.Count)
        {
            RespToken token;
            while (!input.TryRead(out token)) input.Add(await yield(null));     // out of bytes: ask for more

            Check(input, aggregate, token, depth);
            if (token.Ends) return attributes is null ? values : throw Stray(input, token);
            RespValue value = token.Value
                ?? Make(input, token, token.Count == 0 ? s_none : await yield.From(Values(input, token, depth + 1)));
            if (token.Type == RespType.Attributes)
            {
                attributes = attributes is null ? (RespMap)value : throw Stray(input, token);
                continue;
            }

            if (attributes is not null) (value, attributes) = (value with { Attributes = attributes }, null);
            if (depth > 0)
            {
                values.Add(value);
                continue;
            }

            input.EndMessage();
            input.Add(await yield(value));                                      // hand out a message
        }

        return values;
    });

    private static void Check(RespInput input, RespToken aggregate, RespToken token, int depth)
    {
        if (aggregate.Type == RespType.Text != (token.Type == RespType.Chunk)
            || (token.Type == RespType.End && !(aggregate.IsStreamed && depth > 0))
            || (token.Type == RespType.Push && depth > 0))
        {
            throw Stray(input, token);
        }

        if (token.Value is null && depth >= input.Limits.MaxDepth)
            throw input.Error($"values are nested more than {input.Limits.MaxDepth} deep", token.Offset);
    }

    private static RespValue Make(RespInput input, RespToken token, List<RespValue> values) => token.Type switch
    {
        RespType.Text => new RespString(Join(values)),
        RespType.Set => new RespSet(values),
        RespType.Push => new RespPush(values),
        RespType.Array => new RespArray(values),
        _ when values.Count % 2 == 1 => throw input.Error("the last key has no value", token.Offset),
        _ => new RespMap([.. values.Chunk(2).Select(pair => KeyValuePair.Create(pair[0], pair[1]))]),
    };

    private static byte[] Join(List<RespValue> chunks)
    {
        var bytes = new MemoryStream();
        foreach (RespValue chunk in chunks) bytes.Write(((RespString)chunk).Bytes.Span);
        return bytes.ToArray();
    }

    private static RespException Stray(RespInput input, RespToken token) =>
        input.Error($"'{(char)token.Type}' can't be there", token.Offset);
}
