using Parley.Durable.Tests.Damage;

namespace Parley.Durable.Tests.Samples;

/// <summary>The program of samples/OrderDesk, run as a process.</summary>
internal sealed class DeskProcess(params string[] arguments) : SampleProcess("OrderDesk", arguments)
{
    /// <summary>Runs it to its end.</summary>
    public static async Task<(int ExitCode, string Printed, string Errors)> RunAsync(params string[] arguments)
    {
        using DeskProcess process = new(arguments);
        return await process.EndAsync();
    }

    /// <summary>Makes what is done to the stock, and what the journal says of it, take so long that a kill comes in
    /// time.</summary>
    public static void Slow(string database)
    {
        foreach (string write in (string[])["INSERT ON stock_done", "UPDATE ON conversation WHEN OLD.status = 1"])
        {
            SqliteFile.Execute(database, $"""
                CREATE TRIGGER slow_{write[0]} BEFORE {write} BEGIN
                  SELECT count(*) FROM
                    (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 2000000) SELECT i FROM n);
                END
                """);
        }
    }
}
