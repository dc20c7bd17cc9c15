using System.Globalization;
using System.Runtime.InteropServices;
using nietras.SeparatedValues;

namespace RunningAverage;

/// <summary>A line of the input.</summary>
/// <param name="Value">The number on the line.</param>
/// <param name="Month">The month that it belongs to, such as 2012-01; null until a line has had a date.</param>
/// <param name="Error">Why there is no number on the line; null if there is one.</param>
internal readonly record struct Measurement(double Value, string? Month, FormatException? Error);

/// <summary>The measurements in a text, either a column of a CSV or one number per line, read on demand.</summary>
internal sealed class Measurements
{
    private const int MaxColumns = 16_384, MaxLength = 1000;

    private readonly TextReader _text;
    private readonly List<char> _chars = [];    // the line that was read last
    private readonly SepReader? _csv;           // null if the text is plain numbers
    private readonly int _columns, _column, _dates = -1;
    private long _line;                         // the number of the line that was read last
    private bool _afterReturn;
    private string? _month;

    /// <summary>Reads the first line, which determines what the others are.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">The name of the text in errors.</param>
    /// <param name="column">The column to read; null for the only one.</param>
    /// <exception cref="InputException">There is no first line, or no such column in it.</exception>
    public Measurements(TextReader text, string name, string? column)
    {
        _text = text;
        do if (!ReadLine(Array.MaxLength)) throw new InputException($"{name} is empty.");
        while (Line.IsWhiteSpace());
        if (column is null && TryParse(Line, out _)) return;

        _csv = Sep.New(',').Reader(o => o with { HasHeader = false, Unescape = true, DisableColCountCheck = true })
            .From(new Unread($"{Line}{(_afterReturn ? '\r' : '\n')}", text));
        _csv.MoveNext();
        List<string> header = Titles(_csv.Current);
        _columns = header.Count;
        if (_columns > MaxColumns) throw new InputException($"{name} has more than {MaxColumns} columns.");
        _line += _csv.Current.LineNumberToExcl - 2;
        _dates = header.FindIndex(title => title.Equals("date", StringComparison.OrdinalIgnoreCase));
        if (column is not null) _column = header.IndexOf(column);
        else if (_columns > 1) _column = _columns == 2 && _dates >= 0 ? 1 - _dates : -1;
        if (_column < 0) throw InputException.NoColumn(name, column, header);
        Column = header[_column];
    }

    /// <summary>The name of the column; null if the text is plain numbers.</summary>
    public string? Column { get; }

    /// <summary>Whether there is a column called "date".</summary>
    public bool HasDates => _dates >= 0;

    /// <summary>Reads the lines, except for blank ones.</summary>
    public IEnumerable<Measurement> Read() => _csv is null ? ReadNumbers() : ReadRows(_csv);

    private IEnumerable<Measurement> ReadNumbers()
    {
        do if (!Line.IsWhiteSpace()) yield return Measure(_line, Line);
        while (ReadLine(MaxLength));
    }

    private IEnumerable<Measurement> ReadRows(SepReader csv)
    {
        bool? isThere;
        while ((isThere = TryMove(csv)) == true)
        {
            if (ReadRow(csv.Current) is { } measurement) yield return measurement;
        }

        if (isThere is null) yield return Bad(_line + 1, "a quote is never closed, or the line is too long.");
    }

    // Null if the next row has more characters than Sep can read.
    private static bool? TryMove(SepReader csv)
    {
        try { return csv.MoveNext(); }
        catch (NotSupportedException) { return null; }
    }

    private ReadOnlySpan<char> Line => CollectionsMarshal.AsSpan(_chars);

    // Reads no further than the end of the line, because somebody may be typing, and keeps no more than its beginning.
    private bool ReadLine(int maxLength)
    {
        _chars.Clear();
        int c = _text.Read();
        if (c == '\n' && _afterReturn) c = _text.Read();
        if (c < 0) return false;
        for (; c is not (< 0 or '\r' or '\n'); c = _text.Read())
        {
            if (_chars.Count <= maxLength) _chars.Add(_chars.Count < maxLength ? (char)c : '…');
        }

        _afterReturn = c == '\r';
        _line++;
        return true;
    }

    private Measurement? ReadRow(SepReader.Row row)
    {
        long line = _line + 1;
        _line += row.LineNumberToExcl - row.LineNumberFrom;
        if (row.ColCount == 1 && row.Span.IsWhiteSpace()) return null;
        if (row.Span.Count('"') % 2 == 1) return Bad(line, "a quote is opened here and never closed.");
        if (row.ColCount != _columns) return Bad(line, $"its number of fields is {row.ColCount}, not {_columns}.");
        if (HasDates) ReadMonth(row[_dates].Span);
        return Measure(line, row[_column].Span);
    }

    // A date may be followed by a time. A line without a date belongs to the month of the one before.
    private void ReadMonth(ReadOnlySpan<char> field)
    {
        if (field.Length < 10 || (_month is not null && field.StartsWith(_month))) return;
        if (DateOnly.TryParseExact(field[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            _month = field[..7].ToString();
        }
    }

    private Measurement Measure(long line, ReadOnlySpan<char> field) =>
        !TryParse(field, out double value) ? Bad(line, $"'{Excerpt.Of(field)}' is not a number.")
        : !double.IsFinite(value) ? Bad(line, $"'{Excerpt.Of(field)}' is not a finite number.")
        : new(value, _month, Error: null);

    private Measurement Bad(long line, string problem) =>
        new(double.NaN, _month, new FormatException($"line {line}: {problem}"));

    private static List<string> Titles(SepReader.Row row)
    {
        var titles = new List<string>();
        for (int i = 0; i < row.ColCount; i++) titles.Add(row[i].Span.Trim().ToString());
        return titles;
    }

    private static bool TryParse(ReadOnlySpan<char> field, out double value) =>
        double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    /// <summary>A text whose beginning has been read, from that beginning.</summary>
    private sealed class Unread(string beginning, TextReader rest) : TextReader
    {
        private int _read;

        public override int Read(char[] buffer, int index, int count)
        {
            if (_read == beginning.Length) return rest.Read(buffer, index, count);
            int length = Math.Min(count, beginning.Length - _read);
            beginning.CopyTo(_read, buffer, index, length);
            _read += length;
            return length;
        }
    }
}
