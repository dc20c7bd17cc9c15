namespace RespClient;

/// <summary>What a reader accepts. It holds no more memory than a small multiple of the bytes of one message.</summary>
/// <param name="MaxMessage">How many bytes a message may have. A length that exceeds it is an error at once.</param>
/// <param name="MaxLine">How many bytes a line may have: a number, a length, or a simple string.</param>
/// <param name="MaxDepth">How deep values may be nested.</param>
public sealed record RespLimits(int MaxMessage = 513 << 20, int MaxLine = 64 << 10, int MaxDepth = 128);

/// <summary>The bytes aren't RESP, or too many, or end too early.</summary>
public sealed class RespException(string problem, long offset) : Exception($"Not RESP at byte {offset}: {problem}.")
{
    /// <summary>Where the problem is, counted from the first byte of the connection.</summary>
    public long Offset => offset;
}
