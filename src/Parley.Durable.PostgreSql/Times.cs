namespace Parley.Durable.PostgreSql;

/// <summary>Times as they are kept: whole milliseconds, in UTC.</summary>
internal static class Times
{
    public static DateTimeOffset Whole(DateTimeOffset time) =>
        DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());

    public static DateTimeOffset? Whole(DateTimeOffset? time) => time is { } given ? Whole(given) : null;
}
