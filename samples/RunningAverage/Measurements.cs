using System.Globalization;

namespace RunningAverage;

/// <summary>A line of the input.</summary>
/// <param name="Value">The number on the line.</param>
/// <param name="Month">The month that it belongs to, such as 2012-01; null until a line has had a date.</param>
/// <param name="Error">Why there is no number on the line; null if there is one.</param>
internal readonly record struct Measurement(double Value, string? Month, FormatException? Error);

/// <summary>The measurements in a text, either a column of a CSV or one number per line, read on demand.</summary>
internal sealed class Measurements
{
    private const int MaxColumns = 16_384;

    private readonly CsvReader _reader;
    private readonly int _columns;
    private readonly int _column;
    private readonly int _dates = -1;
    private readonly Measurement? _first;
    private string? _month;

    /// <summary>Reads the first line, which determines what the others are.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">The name of the text in errors.</param>
    /// <param name="column">The column to read; null for the only one.</param>
    /// <exception cref="InputException">There is no first line, or no such column in it.</exception>
    public Measurements(TextReader text, string name, string? column)
    {
        _reader = new CsvReader(text);
        List<string> header = ReadHeader(out long line);
        _columns = header.Count;
        if (_columns == 0) throw new InputException($"{name} is empty.");
        if (_columns > MaxColumns) throw new InputException($"{name} has more than {MaxColumns} columns.");

        if (column is null && header is [string only] && TryParse(only, out _))
        {
            _reader.Splits = false;
            _first = Measure(line, only);
            return;
        }

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
    public IEnumerable<Measurement> Read()
    {
        if (_first is { } first) yield return first;
        while (ReadRecord() is { } measurement) yield return measurement;
    }

    private List<string> ReadHeader(out long line)
    {
        var header = new List<string>();
        do
        {
            header.Clear();
            line = _reader.Line;
            while (header.Count <= MaxColumns && _reader.Read())
            {
                header.Add(_reader.Field.Trim().ToString());
                if (_reader.EndsRecord) break;
            }
        }
        while (header is [""]);
        return header;
    }

    private Measurement? ReadRecord()
    {
        while (true)
        {
            long line = _reader.Line;
            Measurement measurement = default;
            int fields = 0;
            while (_reader.Read())
            {
                if (fields == _column) measurement = Measure(line, _reader.Field);
                if (fields == _dates) ReadMonth(_reader.Field);
                fields++;
                if (_reader.EndsRecord) break;
            }

            if (fields == 0) return null;
            if (fields == 1 && _reader.Field.IsWhiteSpace()) continue;
            if (_reader.IsUnclosed) return Bad(line, "a quote is opened here and never closed.");
            if (fields != _columns) return Bad(line, $"its number of fields is {fields}, not {_columns}.");
            return measurement with { Month = _month };
        }
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

    private static bool TryParse(ReadOnlySpan<char> field, out double value) =>
        double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
}
