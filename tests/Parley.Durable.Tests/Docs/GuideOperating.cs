using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Parley.Durable.Stores;

namespace Parley.Durable.Tests.Docs;

/// <summary>The programs of docs/durable/versions.md, time.md, privacy.md, operating.md and testing.md.</summary>
public sealed class GuideOperating
{
    private static Generator<string, string, string> Approve(Durable<string, string> d, string request) =>
        new(async yield =>
        {
            for (int reminders = 0; reminders < 3; reminders++)
            {
                d.Within(TimeSpan.FromDays(2));
                try
                {
                    return await yield(reminders == 0 ? request : $"Reminder {reminders}: {request}");
                }
                catch (TimeoutException)
                {
                }
            }

            return "no answer";
        });

    private static Generator<string, string, string> Count(Durable<string, string> d, string sum) =>
        new(async yield =>
        {
            int total = int.Parse(sum);
            for (int i = 0; i < 1000; i++)
            {
                string next = await yield($"{total}");
                if (next == "stop") return $"{total}";
                total += int.Parse(next);
            }

            return await yield.From(d.ContinueAs<string, string>($"{total}"));
        });

    [Fact]
    public async Task Versions_live_side_by_side()
    {
        Func<Durable<string, string>, string, Generator<string, string, string>> approve = Approve, approveV1 = Approve;
        ServiceCollection services = new();
        services.AddParleyDurable(o =>
            {
                o.UseInMemory();
                o.StartWith("approval", 1); // until all processes know version 2
            })
            .AddConversation<string, string, string, string>("approval", version: 2, approve, TestJson.Default)
            .AddConversation<string, string, string, string>("approval", version: 1, approveV1, TestJson.Default);
        await using var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<IConversations<string, string, string, string>>().StartAsync("a", "A mug?");

        var admin = provider.GetRequiredService<IConversationAdmin>();
        Verification verified = await admin.VerifyAsync();
        foreach (var (id, fault) in verified.Faults) Console.WriteLine($"{id}: {fault.Message}");
        Assert.Empty(verified.Faults);
        Assert.Equal(1, verified.Count);
    }

    [Fact]
    public async Task A_long_conversation_goes_on_as_a_new_body()
    {
        await using SqliteFixture store = new();
        await using World world = new(store);
        world.With(Count);
        var turn = await world.Talks.StartAsync("a", "0");
        for (int i = 0; i < 1001; i++) turn = await world.Talks.SendAsync("a", turn.Version, "1");
        Assert.Equal("1001", turn.Question);
        var row = await world.Admin.ListAsync().FirstAsync();
        Assert.True(row.BaseSeq > 1000);
    }

    [Fact]
    public async Task Time_passes_in_a_test_when_it_is_told_to()
    {
        FakeTimeProvider clock = new();
        InMemoryConversationStore store = new();
        ServiceCollection services = new();
        services.AddSingleton<TimeProvider>(clock);
        services.AddParleyDurable(o => o.UseStore(_ => store))
            .AddConversation<string, string, string, string>("approval", 1, Approve, TestJson.Default);
        await using var provider = services.BuildServiceProvider();
        var approvals = provider.GetRequiredService<IConversations<string, string, string, string>>();
        var turn = await approvals.StartAsync("a", "A new chair?");
        Assert.Equal(clock.GetUtcNow().AddDays(2), turn.DueAt);

        clock.Advance(TimeSpan.FromDays(2));
        await provider.GetRequiredService<IConversationAdmin>().RunDueAsync();
        turn = await approvals.GetAsync("a");
        Assert.Equal("Reminder 1: A new chair?", turn.Question);
        Assert.Equal("yes", (await approvals.SendAsync("a", turn.Version, "yes")).Result);
    }

    [Fact]
    public async Task What_was_said_is_encrypted_backed_up_listed_and_deleted()
    {
        byte[] key = new byte[32];
        string folder = Directory.CreateTempSubdirectory("parley-").FullName;
        string file = Path.Combine(folder, "approvals.db"), copy = Path.Combine(folder, "copy.db");
        ServiceCollection services = new();
        services.AddSingleton<IPayloadProtector>(new AesGcmPayloadProtector(key));
        services.AddParleyDurable(o =>
            {
                o.UseSqlite(file);
                o.Retention = TimeSpan.FromDays(90);
            })
            .AddConversation<string, string, string, string>("approval", 1, Approve, TestJson.Default);
        services.AddHealthChecks().AddParleyDurable();
        services.AddLogging();
        await using (var provider = services.BuildServiceProvider())
        {
            var approvals = provider.GetRequiredService<IConversations<string, string, string, string>>();
            var admin = provider.GetRequiredService<IConversationAdmin>();
            await approvals.StartAsync("a", "A new chair?");
            await approvals.CloseAsync("a");
            await admin.BackupAsync(copy);
            await admin.PurgeAsync("a");
            await foreach (var row in admin.ListAsync(new() { Status = ConversationStatus.Stuck }))
                Console.WriteLine($"{row.Id}: {row.Error}");
            Assert.Empty(await admin.ListAsync().ToListAsync());
            Assert.True(File.Exists(copy));
        }

        Directory.Delete(folder, recursive: true);
    }
}
