namespace Parley.Durable.Engine;

/// <summary>Times as they are journaled: whole milliseconds, and never back.</summary>
internal static class Clock
{
    /// <summary>The time, but not before that of the last entry.</summary>
    public static DateTimeOffset Next(TimeProvider time, DateTimeOffset last)
    {
        DateTimeOffset now = Whole(time.GetUtcNow());
        return now < last ? last : now;
    }

    public static DateTimeOffset Whole(DateTimeOffset time) =>
        DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());

    /// <summary>A time later, or the end of all time.</summary>
    public static DateTimeOffset Add(DateTimeOffset time, TimeSpan span) =>
        span >= DateTimeOffset.MaxValue - time ? Whole(DateTimeOffset.MaxValue) : Whole(time + span);
}
