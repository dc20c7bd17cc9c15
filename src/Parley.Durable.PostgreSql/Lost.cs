using System.Net.Sockets;
using Npgsql;

namespace Parley.Durable.PostgreSql;

/// <summary>Tells errors after which nobody knows what was committed from those that have undone everything.</summary>
internal static class Lost
{
    public static bool Is(Exception exception) => exception switch
    {
        // An error ends a statement; what is fatal ends the connection, perhaps after the commit. 08: the connection
        // failed; 57P: the server goes, or has just come; 40003: it doesn't know itself.
        PostgresException error => error.InvariantSeverity is "FATAL" or "PANIC"
            || error.SqlState.StartsWith("08", StringComparison.Ordinal)
            || error.SqlState.StartsWith("57P", StringComparison.Ordinal)
            || error.SqlState == PostgresErrorCodes.StatementCompletionUnknown,
        NpgsqlException or IOException or SocketException or TimeoutException => true,
        _ => false,
    };
}
