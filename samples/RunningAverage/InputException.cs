namespace RunningAverage;

/// <summary>Says why an input can't be read at all.</summary>
internal sealed class InputException(string message) : Exception(message)
{
    private const int ColumnsListed = 20;

    public static InputException NoColumn(string name, string? column, List<string> header)
    {
        string problem = column is null ? $"which column of {name}?" : $"there is no column '{column}' in {name}.";
        IEnumerable<string> columns = header.Take(ColumnsListed).Select(title => Excerpt.Of(title));
        string rest = header.Count > ColumnsListed ? $" and {header.Count - ColumnsListed} more" : "";
        return new($"{problem} It has: {string.Join(", ", columns)}{rest}");
    }
}
