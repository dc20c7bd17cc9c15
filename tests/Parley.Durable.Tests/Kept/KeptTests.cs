using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Parley.Durable.Stores;
using Parley.Durable.Tests.Damage;

namespace Parley.Durable.Tests.Kept;

/// <summary>
/// The databases that a Parley with tables of version 1 has left behind, opened by today's: each conversation is where
/// it was, is replayed, and goes on. They were made by this class itself, which writes them where they aren't there and
/// PARLEY_KEEP=1:
/// <code>PARLEY_KEEP=1 dotnet test tests/Parley.Durable.Tests --filter FullyQualifiedName~Kept</code>
/// </summary>
public abstract class KeptTests : IAsyncLifetime
{
    private World _world = null!;

    private IConversations<Buyer, Ask, Reply, Bill> Talks =>
        _world.Provider.GetRequiredService<IConversations<Buyer, Ask, Reply, Bill>>();

    public ValueTask InitializeAsync()
    {
        _world = new(Store);
        return default;
    }

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract StoreFixture Store { get; }

    /// <summary>The file that is kept.</summary>
    protected abstract string Name { get; }

    protected string PathOfKept => Path.Combine(Here(), Name);

    /// <summary>Puts what is kept into the store.</summary>
    protected abstract Task LoadAsync();

    /// <summary>Writes what is in the store where it is kept.</summary>
    protected abstract Task SaveAsync();

    [Fact]
    public async Task What_is_kept_is_where_it_was_and_goes_on()
    {
        await LoadAsync();
        Begin(goesOn: true, later: TimeSpan.FromDays(35) + TimeSpan.FromDays(4) + TimeSpan.FromHours(1));
        Assert.Equal(Expected, await StatesAsync());
        var verified = await _world.Admin.VerifyAsync();
        Assert.Empty(verified.Faults);
        Assert.Equal(11, verified.Count);

        foreach (string id in (string[])["asks", "continued", "fork 1", "late", "lost"])
            await AnswerAsync(id, "Ulm", ConversationStatus.Sleeping);
        Assert.Equal(ConversationStatus.Asking, (await _world.Admin.ResumeAsync("stuck")).Status);
        await _world.Pass(TimeSpan.FromHours(1));
        await _world.Until("runs", ConversationStatus.Sleeping);
        await _world.Pass(TimeSpan.FromHours(1));
        foreach (string id in Open)
        {
            var turn = await AnswerAsync(id, "no", ConversationStatus.Completed);
            int age = id == "continued" ? 31 : 30;
            string receipt = id == "nowhere" ? "There is no such place." : $"receipt for Ann, {age}";
            Assert.Equal(receipt, turn.Result!.Receipt);
        }

        Assert.Equal("Ulm", (await Talks.GetAsync("returned")).Result!.Where);
        Assert.True((await Talks.CloseAsync("closed")).IsDuplicate);
        Assert.StartsWith("System.TimeoutException: ", (await Talks.GetAsync("failed")).Error);
        Assert.Equal("Enough.", (await Talks.GetAsync("terminated")).Error);
        Assert.True((await Talks.SendAsync("returned", 1, new("Ulm"))).IsDuplicate);
    }

    [Fact]
    public async Task Today_the_same_calls_lead_to_the_same_journals()
    {
        await MakeAsync();
        Assert.Equal(Expected, await StatesAsync());
        var made = await JournalsAsync();
        await _world.Restart();
        if (Environment.GetEnvironmentVariable("PARLEY_KEEP") == "1" && !File.Exists(PathOfKept)) await SaveAsync();
        await LoadAsync();
        Assert.Equal(await JournalsAsync(), made);
    }

    private static string[] Open =>
        ["asks", "charged", "continued", "fork 1", "fork 2", "late", "lost", "nowhere", "runs", "sleeps", "stuck"];

    private static List<string> Expected =>
    [
        "asks 1 Asking", "charged 5 Asking", "closed 8 Canceled", "continued 7 Asking", "failed 3 Failed",
        "fork 1 1 Asking", "fork 2 5 Asking", "late 2 Asking", "lost 2 Asking", "nowhere 5 Asking",
        "returned 6 Completed", "runs 2 Running", "sleeps 4 Sleeping", "stuck 5 Stuck", "terminated 2 Terminated",
    ];

    private async Task MakeAsync()
    {
        Begin(goesOn: false, later: default);
        await StartAsync("failed");
        await _world.Pass(TimeSpan.FromDays(4));
        await _world.Pass(TimeSpan.FromDays(31));
        await StartAsync("late");
        await _world.Pass(TimeSpan.FromDays(4));
        foreach (string id in (string[])["charged", "closed", "continued", "returned", "nowhere", "stuck"])
        {
            await StartAsync(id);
            await AnswerAsync(id, id is "nowhere" or "stuck" ? id : "Ulm", ConversationStatus.Sleeping);
        }

        await _world.Pass(TimeSpan.FromHours(1));
        await AnswerAsync("returned", "no", ConversationStatus.Completed);
        await AnswerAsync("continued", "yes", ConversationStatus.Asking);
        Assert.Equal(ConversationStatus.Canceled, (await Talks.CloseAsync("closed")).Status);
        foreach (string id in (string[])["asks", "lost", "terminated", "sleeps", "runs"]) await StartAsync(id);
        await Talks.ThrowAsync("lost", 1, new("Lost", "It is lost."));
        await _world.Admin.TerminateAsync("terminated", "Enough.");
        await AnswerAsync("sleeps", "Ulm", ConversationStatus.Sleeping);
        await _world.Admin.ForkAsync("charged", 1, "fork 1");
        await _world.Admin.ForkAsync("charged", 5, "fork 2", allowEffects: true);
        Task running = Talks.SendAsync("runs", 1, new("far"));
        await _world.Until("runs", ConversationStatus.Running);
        await _world.Restart();
        await running;
    }

    private void Begin(bool goesOn, TimeSpan later)
    {
        V1 body = new(goesOn);
        _world.With(builder => builder.AddConversation<Buyer, Ask, Reply, Bill>(
            "order", 1, body.Serve, V1Json.Default));
        _world.Clock.Advance(later);
    }

    private async Task StartAsync(string id) => await Talks.StartAsync(id, new("Ann", 30), owner: "Ann");

    private async Task<Turn<Ask, Bill>> AnswerAsync(string id, string answer, ConversationStatus status)
    {
        var turn = await Talks.SendAsync(id, (await Talks.GetAsync(id)).Version, new(answer));
        Assert.Equal(status, turn.Status);
        return turn;
    }

    private async Task<List<string>> StatesAsync()
    {
        List<string> states = [];
        await foreach (ConversationRow row in _world.Admin.ListAsync())
            states.Add($"{row.Id} {row.Version} {row.Status}");
        return states;
    }

    // All that isn't another one each time: ids are made from the incarnation.
    private async Task<List<string>> JournalsAsync()
    {
        List<string> journals = [];
        await foreach (ConversationRow row in _world.Admin.ListAsync())
        {
            foreach (JournalEntry entry in await _world.Admin.ReadJournalAsync(row.Id))
            {
                string payload = System.Text.Encoding.UTF8.GetString(entry.Payload.Span);
                string hash = Convert.ToHexString(entry.OutcomeHash.Span);
                if (entry is { Kind: EntryKind.Slept, Outcome: OutcomeKind.Question }) hash = "";
                journals.Add(
                    $"{row.Id} {entry.Seq} {entry.Kind} {entry.Name} {payload} {entry.At:O} {entry.Outcome} {hash}");
            }
        }

        return journals;
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}

/// <summary>What is kept in an SQLite file.</summary>
public sealed class SqliteKeptTests : KeptTests
{
    private readonly SqliteFixture _store = new();

    protected override StoreFixture Store => _store;

    protected override string Name => "v1.db";

    protected override Task LoadAsync()
    {
        File.Copy(PathOfKept, _store.File, overwrite: true);
        return Task.CompletedTask;
    }

    protected override Task SaveAsync()
    {
        SqliteFile.Execute(_store.File, "VACUUM");
        File.Copy(_store.File, PathOfKept);
        return Task.CompletedTask;
    }
}
