using Npgsql;
using NpgsqlTypes;

namespace Parley.Durable.PostgreSql;

/// <summary>A column of what is sent: an array with a value of each item.</summary>
internal sealed record Column<T>(string Name, Func<IReadOnlyList<T>, NpgsqlParameter> Make)
{
    public static Column<T> Of<TValue>(string name, NpgsqlDbType type, Func<T, TValue> value) => new(
        name,
        items => new NpgsqlParameter<TValue[]>
        {
            NpgsqlDbType = NpgsqlDbType.Array | type,
            TypedValue = [.. items.Select(value)],
        });

    /// <summary>Makes a table of columns whose parameters begin at a number.</summary>
    public static string Table(string name, IReadOnlyList<Column<T>> columns, int first = 1) =>
        $"unnest({string.Join(", ", columns.Select((_, i) => $"${first + i}"))}) AS {name} ({Names(columns)})";

    public static string Names(IEnumerable<Column<T>> columns, string prefix = "") =>
        string.Join(", ", columns.Select(it => prefix + it.Name));
}
