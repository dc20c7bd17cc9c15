using System.Diagnostics;
using System.Globalization;
using Parley.Durable.Sqlite;
using Parley.Durable.Stores;

namespace Parley.Durable.Tests;

/// <summary>
/// Kills a process with SIGKILL, begins it again with the same file, and looks at what is there: nothing that was
/// acknowledged is lost, no effect has two results, and nothing was answered that isn't journaled. All of it runs with
/// PARLEY_CRASHES=50.
/// </summary>
public sealed class CrashTests : IDisposable
{
    private const int Conversations = 4;

    private static readonly int s_crashes =
        int.Parse(Environment.GetEnvironmentVariable("PARLEY_CRASHES") ?? "5", CultureInfo.InvariantCulture);

    private readonly string _folder = Directory.CreateTempSubdirectory("parley-").FullName;
    private readonly Dictionary<int, long> _acknowledged = [];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_kill_at_any_time_loses_and_doubles_nothing()
    {
        Random random = new(20261127);
        for (int i = 0; i < s_crashes; i++)
        {
            await RunAsync([], random.Next(300));
            await CheckAsync();
        }

        Assert.True(_acknowledged.Count == Conversations, "Hardly anything was acknowledged.");
    }

    [Theory]
    [InlineData("body ran")]
    [InlineData("append sent")]
    [InlineData("committed")]
    [InlineData("effect begun")]
    [InlineData("effect done")]
    [InlineData("result taken")]
    [InlineData("result sent")]
    [InlineData("result appended")]
    [InlineData("acknowledged")]
    public async Task A_kill_at_each_point_loses_and_doubles_nothing(string point)
    {
        foreach (int number in (int[])[1, 7])
        {
            await RunAsync([point, $"{number}"], killAfter: null);
            await CheckAsync();
        }

        await RunAsync(["acknowledged", "20"], killAfter: null);
        await CheckAsync();
    }

    // Runs the process until it is killed, so many milliseconds after its first answer, or kills itself.
    private async Task RunAsync(string[] arguments, int? killAfter)
    {
        using Process process = Process.Start(new ProcessStartInfo(
            "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "Parley.Durable.Crash.dll"), _folder, $"{Conversations}",
                .. arguments,
            ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task? kill = null;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (killAfter is { } time) kill ??= KillAsync(process, time); // once it is up
            if (line.Split(' ') is not [var conversation, var version, var total, var question]) continue; // cut off
            Assert.Equal(total, question);
            _acknowledged[int.Parse(conversation, CultureInfo.InvariantCulture)] =
                long.Parse(version, CultureInfo.InvariantCulture);
        }

        if (kill is not null) await kill;
        Assert.True(
            process.WaitForExit(TimeSpan.FromMinutes(1)) && process.ExitCode == 137,
            $"It wasn't killed: {await errors}");
    }

    private static async Task KillAsync(Process process, int time)
    {
        await Task.Delay(time);
        process.Kill();
    }

    private async Task CheckAsync()
    {
        await using SqliteConversationStore store = new(new() { Path = Path.Combine(_folder, "conversations.db") });
        await store.OpenAsync(default);
        string worldFile = Path.Combine(_folder, "world.txt");
        string[] lines = File.Exists(worldFile) ? await File.ReadAllLinesAsync(worldFile) : [];
        HashSet<string> world = [.. lines.Select(line => line.Split(' ')[0])];
        HashSet<string> results = [];
        foreach (ConversationRow row in await store.ListAsync(new(), default))
        {
            int conversation = int.Parse(row.Id.Split(' ')[1], CultureInfo.InvariantCulture);
            long acknowledged = _acknowledged.GetValueOrDefault(conversation);
            Assert.True(row.Version >= acknowledged, "An acknowledged answer is lost.");
            var journal = await store.ReadJournalAsync(row.Id, 1, row.Version, default);
            Assert.Equal(Enumerable.Range(1, (int)row.Version), journal.Select(entry => (int)entry.Seq));
            foreach (var (before, entry) in journal.Zip(journal.Skip(1)))
            {
                if (entry.Kind != EntryKind.EffectDone) continue;
                string key = $"{row.Incarnation:N}/{before.Seq}/0";
                Assert.True(results.Add(key), "An effect has two results.");
                Assert.Contains(key, world);
            }
        }
    }
}
