namespace RespClient;

/// <summary>The bytes that lines begin with.</summary>
internal enum RespType : byte
{
    Null = (byte)'_', Boolean = (byte)'#', Integer = (byte)':', Double = (byte)',', BigNumber = (byte)'(',
    SimpleText = (byte)'+', Text = (byte)'$', Verbatim = (byte)'=', SimpleError = (byte)'-', Error = (byte)'!',
    Array = (byte)'*', Set = (byte)'~', Push = (byte)'>', Map = (byte)'%', Attributes = (byte)'|',
    Chunk = (byte)';', End = (byte)'.',
}

/// <summary>A value, or the beginning of one that consists of others.</summary>
/// <param name="Type">What it begins with.</param>
/// <param name="Offset">Where it begins, counted from the first byte of the connection.</param>
/// <param name="Value">The value; null for the beginning of an aggregate or of a streamed text.</param>
/// <param name="Count">How many values it consists of; <see cref="Streamed"/> if its end will be marked.</param>
internal readonly record struct RespToken(RespType Type, long Offset, RespValue? Value, long Count = 0)
{
    public const long Streamed = -1;

    public static readonly RespToken Messages = new(default, Offset: 0, Value: null, Streamed);

    public bool IsStreamed => Count == Streamed;

    /// <summary>Whether it marks the end of what is streamed.</summary>
    public bool Ends => Type == RespType.End || (Type == RespType.Chunk && Value is RespString { Bytes.IsEmpty: true });
}
