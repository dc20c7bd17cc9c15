using System.Diagnostics;

namespace Parley.Durable.Tests.Damage;

/// <summary>A disk that is really full: a small one in memory, which only root may make. tests/run says so where it
/// can't.</summary>
public sealed class DiskTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("parley-").FullName;
    private bool _isMounted;

    public ValueTask InitializeAsync()
    {
        _isMounted = Environment.IsPrivilegedProcess
            && Run("mount", ["-t", "tmpfs", "-o", "size=1m", "parley-tests", _folder]);
        if (!_isMounted) Assert.Skip("Nothing may be mounted here: run it as root, where that may mount.");
        return default;
    }

    public ValueTask DisposeAsync()
    {
        if (_isMounted) Assert.True(Run("umount", [_folder]));
        Directory.Delete(_folder);
        return default;
    }

    [Fact]
    public async Task A_full_disk_refuses_answers_by_name_and_changes_nothing_and_with_room_it_goes_on()
    {
        string ballast = Path.Combine(_folder, "ballast");
        SqliteFile file = new(Path.Combine(_folder, "conversations.db"));
        World world = new World(file).With((d, name) => new(async yield =>
        {
            int count = 0;
            while (true)
            {
                string sent = await yield($"{count}");
                count += await yield.From(d.Run("count", async (key, token) => sent.Length));
            }
        }));
        await using (world)
        {
            var turn = await world.Talks.StartAsync("a", "");
            await world.Talks.StartAsync("b", "");
            await FillAsync(ballast);
            var error = await Assert.ThrowsAsync<ConversationException>(async () =>
            {
                while (true) turn = await world.Talks.SendAsync("a", turn.Version, new('x', 1000));
            });
            Assert.Contains(file.Path, error.Message, StringComparison.Ordinal);
            Assert.EndsWith(", and repeat the call with the same version.", error.Message, StringComparison.Ordinal);

            // Refused was the answer or the effect's result. Before room is made, what was taken is there.
            var now = await world.Talks.GetAsync("a");
            Assert.InRange(now.Version, turn.Version, turn.Version + 1);
            await Assert.ThrowsAsync<ConversationException>(() => world.Talks.SendAsync("b", 1, new('x', 60_000)));
            var untouched = await world.Talks.GetAsync("b");
            Assert.Equal((1, "0"), (untouched.Version, untouched.Question));
            Assert.Empty((await world.Admin.VerifyAsync()).Faults);

            File.Delete(ballast);
            turn = await GoOnAsync(world, turn);
            await FillAsync(ballast); // and a second time, over a restart
            await Assert.ThrowsAsync<ConversationException>(async () =>
            {
                while (true) turn = await world.Talks.SendAsync("a", turn.Version, new('x', 1000));
            });
            await world.Restart();
            File.Delete(ballast);
            turn = await GoOnAsync(world, turn);
            var journal = await world.Admin.ReadJournalAsync("a");
            Assert.Equal(Enumerable.Range(1, (int)turn.Version), journal.Select(entry => (int)entry.Seq));
            Assert.Equal("5", (await world.Talks.SendAsync("b", 1, "12345")).Question);
        }
    }

    // The same answer again, once the effect that was left has been taken over. Each answer counts once.
    private static async Task<Turn<string, string>> GoOnAsync(World world, Turn<string, string> turn)
    {
        int before = int.Parse(turn.Question!, System.Globalization.CultureInfo.InvariantCulture);
        await world.Talks.SendAsync("a", turn.Version, new('x', 1000));
        await world.Pass(TimeSpan.FromMinutes(1));
        await world.Until("a", ConversationStatus.Asking);
        turn = await world.Talks.GetAsync("a");
        Assert.Equal($"{before + 1000}", turn.Question);
        return turn;
    }

    private static async Task FillAsync(string ballast)
    {
        await using FileStream stream = new(ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        byte[] page = new byte[4096];
        try
        {
            while (true) await stream.WriteAsync(page);
        }
        catch (IOException)
        {
            // It is full.
        }
    }

    private static bool Run(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
