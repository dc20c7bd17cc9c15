using Parley.Durable.Tests.Damage;

namespace Parley.Durable.Tests.Samples;

/// <summary>The program of samples/SupportAgent, run as a process.</summary>
internal sealed class AgentProcess(params string[] arguments) : SampleProcess("SupportAgent", arguments)
{
    /// <summary>Runs it to its end.</summary>
    public static async Task<(int ExitCode, string Printed, string Errors)> RunAsync(params string[] arguments)
    {
        using AgentProcess process = new(arguments);
        return await process.EndAsync();
    }

    /// <summary>Makes a write to its database take for ever, so that a kill comes in time.</summary>
    public static void Block(string database, string write) => SqliteFile.Execute(database, $"""
        CREATE TRIGGER blocked BEFORE {write} BEGIN
          SELECT count(*) FROM (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT 1 FROM n) SELECT i FROM n);
        END
        """);

    public static void Unblock(string database) => SqliteFile.Execute(database, "DROP TRIGGER blocked");
}
