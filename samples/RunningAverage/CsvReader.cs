namespace RunningAverage;

/// <summary>
/// Reads a text field by field, as specified by RFC 4180: a field may be enclosed in quotes and may then contain
/// commas, line breaks, and quotes written twice. Only one field is held in memory, and only its first
/// <see cref="MaxLength"/> characters.
/// </summary>
internal sealed class CsvReader(TextReader text)
{
    public const int MaxLength = 1000;

    private readonly char[] _field = new char[MaxLength + 1];
    private int _length;
    private bool _afterReturn;

    /// <summary>If false, a line is one field, regardless of any commas and quotes in it.</summary>
    public bool Splits { get; set; } = true;

    /// <summary>The field that was read last. If it was cut off, it ends in "…".</summary>
    public ReadOnlySpan<char> Field => _field.AsSpan(0, _length);

    /// <summary>Whether the field was the last of its record.</summary>
    public bool EndsRecord { get; private set; } = true;

    /// <summary>Whether the text ended inside the field's quotes.</summary>
    public bool IsUnclosed { get; private set; }

    /// <summary>The number of the next line.</summary>
    public long Line { get; private set; } = 1;

    /// <summary>Reads a field; false at the end of the text.</summary>
    public bool Read()
    {
        _length = 0;
        int c = ReadChar();
        if (c < 0 && EndsRecord) return false;
        if (c == '"' && Splits) c = ReadQuoted();
        for (; c >= 0 && c != '\n' && !(c == ',' && Splits); c = ReadChar()) Keep((char)c);
        EndsRecord = c != ',';
        return true;
    }

    // Returns the character after the closing quote.
    private int ReadQuoted()
    {
        for (int c = ReadChar(); c >= 0; c = ReadChar())
        {
            if (c == '"' && (c = ReadChar()) != '"') return c;
            Keep((char)c);
        }

        IsUnclosed = true;
        return -1;
    }

    // Returns '\n' for any line break. Doesn't wait for the '\n' that may follow a '\r', because somebody may be
    // typing.
    private int ReadChar()
    {
        int c = text.Read();
        if (c == '\n' && _afterReturn) c = text.Read();
        _afterReturn = c == '\r';
        if (c is not ('\r' or '\n')) return c;
        Line++;
        return '\n';
    }

    private void Keep(char c)
    {
        if (_length < MaxLength) _field[_length++] = c;
        else if (_length == MaxLength) _field[_length++] = '…';
    }
}
