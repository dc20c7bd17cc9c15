using System.Globalization;
using System.Numerics;
using System.Text;

namespace RespClient;

/// <summary>The bytes that were sent and not yet read.</summary>
internal sealed class RespInput(RespLimits limits)
{
    private const int MaxKeptBetweenMessages = 64 << 10;
    private const int MinValue = 3; // bytes, as in "_\r\n"

    private const NumberStyles AllowDouble =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private static readonly CultureInfo s_culture = CultureInfo.InvariantCulture;
    private static readonly RespNull s_null = new();
    private static readonly RespBoolean s_true = new(true), s_false = new(false);

    private ReadOnlyMemory<byte> _unread;
    private byte[] _kept = [];
    private bool _isKept;   // _unread is the beginning of _kept, or what is left of it
    private long _offset;   // of _unread
    private long _message;  // the offset of its first byte

    private static ReadOnlySpan<byte> Types => "_#:,(+$=-!*~>%|;."u8;

    public RespLimits Limits => limits;

    public bool IsWithinMessage => _offset + _unread.Length > _message;

    public RespException Error(string problem, long? offset = null) => new(problem, offset ?? _offset + _unread.Length);

    public void Add(ReadOnlyMemory<byte> chunk)
    {
        if (chunk.IsEmpty) return;
        if (_unread.IsEmpty) (_unread, _isKept) = (chunk, false);
        else Keep(chunk);
    }

    public void EndMessage()
    {
        _message = _offset;
        if (_unread.IsEmpty && _kept.Length > MaxKeptBetweenMessages) _kept = [];
    }

    /// <summary>Reads a value that isn't an aggregate, or the beginning of an aggregate. If the bytes don't suffice,
    /// keeps a copy of them and returns false.</summary>
    public bool TryRead(out RespToken token)
    {
        if (_unread.IsEmpty || !TryParse(_unread.Span, out token, out int length))
        {
            if (_offset + _unread.Length - _message > limits.MaxMessage) throw TooLong(_offset);
            if (!_isKept) Keep(default);
            token = default;
            return false;
        }

        _unread = _unread[length..];
        _offset += length;
        return _offset - _message <= limits.MaxMessage ? true : throw TooLong(token.Offset);
    }

    private void Keep(ReadOnlyMemory<byte> chunk)
    {
        int length = checked(_unread.Length + chunk.Length);
        byte[] kept = length <= _kept.Length ? _kept
            : new byte[Math.Max(length, (int)Math.Min(2L * length, limits.MaxMessage))];
        _unread.CopyTo(kept);
        chunk.CopyTo(kept.AsMemory(_unread.Length));
        (_kept, _unread, _isKept) = (kept, kept.AsMemory(0, length), true);
    }

    private bool TryParse(ReadOnlySpan<byte> bytes, out RespToken token, out int length)
    {
        var type = (RespType)bytes[0];
        token = default;
        if (!Types.Contains(bytes[0])) throw Error($"no value begins with byte 0x{bytes[0]:X2}", _offset);
        length = bytes.IndexOf((byte)'\n') + 1;
        if (length == 0 || length > limits.MaxLine)
        {
            if (bytes.Length <= limits.MaxLine) return false;
            throw Error($"a line is longer than {limits.MaxLine} bytes", _offset);
        }

        if (length < 3 || bytes[length - 2] != '\r') throw Error(@"'\n' without '\r'", _offset + length - 1);
        ReadOnlySpan<byte> line = bytes[1..(length - 2)];
        RespValue? value = null;
        long count = 0;
        switch (type)
        {
            case RespType.Array or RespType.Set or RespType.Push or RespType.Map or RespType.Attributes:
                if (type == RespType.Array && line.SequenceEqual("-1"u8)) value = s_null;
                else count = Count(type, line, length);
                break;
            case RespType.Text when line.SequenceEqual("-1"u8):
                value = s_null;
                break;
            case RespType.Text when line.SequenceEqual("?"u8):
                count = RespToken.Streamed;
                break;
            case RespType.Text or RespType.Verbatim or RespType.Error or RespType.Chunk:
                int size = (int)Length(line, each: 1, length);
                if (size == 0 && type == RespType.Chunk)
                {
                    value = new RespString(default);
                    break;
                }

                int text = length;
                length += size + 2;
                if (bytes.Length < length) return false;
                if (!bytes[(length - 2)..length].SequenceEqual("\r\n"u8))
                    throw Error(@"no '\r\n' after a text", _offset + length - 2);
                value = Text(type, bytes.Slice(text, size));
                break;
            default:
                value = Simple(type, line);
                break;
        }

        token = new(type, _offset, value, count);
        return true;
    }

    private long Count(RespType type, ReadOnlySpan<byte> line, int after)
    {
        bool isStreamed = line.SequenceEqual("?"u8) && type is not (RespType.Push or RespType.Attributes);
        int values = type is RespType.Map or RespType.Attributes ? 2 : 1;
        return isStreamed ? RespToken.Streamed : values * Length(line, each: values * MinValue, after);
    }

    // Checked against what the message may still have, so that a length alone can't reserve any memory.
    private long Length(ReadOnlySpan<byte> line, int each, int after)
    {
        if (!long.TryParse(line, NumberStyles.None, s_culture, out long length))
            throw Invalid(line, "length");
        return length <= (limits.MaxMessage - (_offset + after - _message)) / each ? length : throw TooLong(_offset);
    }

    private RespValue Text(RespType type, ReadOnlySpan<byte> text) => type switch
    {
        RespType.Error => new RespError(Encoding.UTF8.GetString(text)),
        RespType.Verbatim when text.Length < 4 || text[3] != ':' => throw Error("no format", _offset),
        RespType.Verbatim => new RespString(text[4..].ToArray(), Encoding.UTF8.GetString(text[..3])),
        _ => new RespString(text.ToArray()),
    };

    private RespValue Simple(RespType type, ReadOnlySpan<byte> line) => type switch
    {
        RespType.SimpleText when !line.Contains((byte)'\r') => new RespString(line.ToArray()),
        RespType.SimpleError when !line.Contains((byte)'\r') => new RespError(Encoding.UTF8.GetString(line)),
        RespType.Null or RespType.End when line.IsEmpty => s_null,
        RespType.Boolean when line is [(byte)'t'] => s_true,
        RespType.Boolean when line is [(byte)'f'] => s_false,
        RespType.Integer when long.TryParse(line, NumberStyles.AllowLeadingSign, s_culture, out long n) =>
            new RespInteger(n),
        RespType.Double when line.SequenceEqual("inf"u8) => new RespDouble(double.PositiveInfinity),
        RespType.Double when line.SequenceEqual("-inf"u8) => new RespDouble(double.NegativeInfinity),
        RespType.Double when line.SequenceEqual("nan"u8) => new RespDouble(double.NaN),
        RespType.Double when line is [.., >= (byte)'0' and <= (byte)'9' or (byte)'.']
            && double.TryParse(line, AllowDouble, s_culture, out double d) => new RespDouble(d),
        RespType.BigNumber when BigInteger.TryParse(
            Encoding.UTF8.GetString(line), NumberStyles.AllowLeadingSign, s_culture, out BigInteger n) =>
            new RespBigNumber(n),
        _ => throw Invalid(line, type.ToString()),
    };

    private RespException Invalid(ReadOnlySpan<byte> line, string what)
    {
        const int Shown = 20;
        string text = Encoding.UTF8.GetString(line.Length > Shown ? line[..Shown] : line);
        string excerpt = new([.. text.Select(c => char.IsControl(c) ? ' ' : c)]);
        return Error($"'{excerpt}{(line.Length > Shown ? "..." : "")}' is no {what}", _offset + 1);
    }

    private RespException TooLong(long offset) => Error($"a message is longer than {limits.MaxMessage} bytes", offset);
}
