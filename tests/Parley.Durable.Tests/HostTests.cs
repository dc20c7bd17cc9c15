using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Parley.Durable.Sqlite;

namespace Parley.Durable.Tests;

/// <summary>Conversations in a process that has a host.</summary>
public sealed class HostTests
{
    [Fact]
    public async Task A_host_opens_the_store_goes_on_with_what_is_due_and_lets_go_of_it()
    {
        await using SqliteFixture store = new();
        TaskCompletionSource begun = new(), paid = new();
        long version;
        using (IHost host = Start(async (key, token) =>
        {
            begun.SetResult();
            await Task.Delay(Timeout.Infinite, token);
            return "never";
        }))
        {
            await host.StartAsync();
            var talks = host.Services.GetRequiredService<IConversations<string, string, string, string>>();
            version = (await talks.StartAsync("a", "Ann")).Version;
            Task sending = talks.SendAsync("a", version, "mug");
            await begun.Task;
            await host.StopAsync(); // ends the effect, which has no result
            await sending;
        }

        using (IHost host = Start((key, token) =>
        {
            paid.SetResult();
            return Task.FromResult("paid");
        }))
        {
            await host.StartAsync();
            await paid.Task.WaitAsync(TimeSpan.FromMinutes(1));
            var talks = host.Services.GetRequiredService<IConversations<string, string, string, string>>();
            var turns = talks.WatchAsync("a");
            await foreach (var news in turns) if (news.Turn is { HasEnded: true, Result: "paid" }) break;
            await host.StopAsync();
        }

        IHost Start(Func<string, CancellationToken, Task<string>> pay)
        {
            var builder = Host.CreateApplicationBuilder();
            builder.Logging.ClearProviders();
            builder.Services.AddParleyDurable(options =>
                {
                    options.UseSqlite(store.File);
                    options.ScanInterval = TimeSpan.FromMilliseconds(5);
                    options.EffectLease = TimeSpan.FromMilliseconds(300);
                })
                .AddConversation<string, string, string, string>(
                    "talk", 1,
                    (d, name) => new(async yield =>
                    {
                        await yield("What?");
                        return await yield.From(d.Run("pay", pay));
                    }),
                    TestJson.Default);
            return builder.Build();
        }
    }

    [Fact]
    public async Task A_host_does_not_start_with_options_that_are_wrong()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddParleyDurable(options => options.LongJournal = 0);
        using IHost host = builder.Build();
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.Contains(error.Failures, it => it.Contains("UseSqlite", StringComparison.Ordinal));
        Assert.Contains(error.Failures, it => it.Contains("LongJournal", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_goes_wrong_behind_an_effect_that_nobody_waits_for_is_logged()
    {
        Logs logs = new();
        FaultyStore faulty = null!;
        await using SqliteFixture store = new();
        await using World world = new(store) { Around = store => faulty = new(store) };
        world.With(builder => builder.Services.AddLogging(it => it.AddProvider(logs)));
        world.With(
            (d, name) => new(async yield =>
            {
                await yield.From(d.Run("act", async (key, token) =>
                {
                    faulty.Next = Fault.Before;
                    return await world.Do("act");
                }));
                return "done";
            }),
            alone: false);
        await Assert.ThrowsAsync<IOException>(() => world.Talks.StartAsync("a", "secret"));
        Assert.Contains(logs.All, it => it == "Conversation a stopped behind an effect, until the next scan: " +
            "System.IO.IOException");
    }

    [Fact]
    public async Task A_journal_that_gets_long_is_logged_at_each_multiple()
    {
        Logs logs = new();
        await using SqliteFixture store = new();
        await using World world = new(store) { Configure = options => options.LongJournal = 3 };
        world.With(builder => builder.Services.AddLogging(it => it.AddProvider(logs)));
        world.With(
            (d, name) => new(async yield =>
            {
                while (await yield("?") != "anew")
                {
                }

                return await yield.From(d.ContinueAs<string, string>(""));
            }),
            alone: false);
        var turn = await world.Talks.StartAsync("a", "");
        foreach (string answer in (string[])["2", "3", "4", "anew", "", "", "", "", ""])
            turn = await world.Talks.SendAsync("a", turn.Version, answer);
        Assert.Equal(
            [3, 3, 6],
            logs.All.Where(it => it.Contains("ContinueAs", StringComparison.Ordinal)).Select(it => it.Split(' ')[3])
                .Select(int.Parse));
    }

    [Theory]
    [InlineData(typeof(double)), InlineData(typeof(float?)), InlineData(typeof(Half[])), InlineData(typeof(Reading))]
    [InlineData(typeof(Dictionary<string, List<Reading>>))]
    public void Numbers_that_json_cannot_write_are_named_at_the_registration(Type type)
    {
        Engine.Payloads payloads = new(PlainJson.Default, "talk");
        var error = Assert.Throws<InvalidOperationException>(() => payloads.Of(type));
        Assert.Contains("AllowNamedFloatingPointLiterals", error.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => payloads.Of(type)); // not only the first time
        new Engine.Payloads(NamedJson.Default, "talk").Of(type);
    }

    [Theory, InlineData(typeof(Told)), InlineData(typeof(decimal)), InlineData(typeof(Charge))]
    public void Numbers_that_it_can_write_are_not(Type type) => new Engine.Payloads(PlainJson.Default, "talk").Of(type);

    [Fact]
    public async Task A_number_that_is_none_is_asked_and_answered_once_json_is_told_so()
    {
        ServiceCollection services = new();
        var builder = services.AddParleyDurable(options => options.UseInMemory());
        Assert.Throws<InvalidOperationException>(() => builder.AddConversation<string, double, double, double>(
            "number", 1, (d, name) => new(async yield => await yield(0)), PlainJson.Default));
        builder.AddConversation<string, double, double, double>(
            "number", 1, (d, name) => new(async yield => await yield(double.NaN)), NamedJson.Default);
        await using var provider = services.BuildServiceProvider();
        var numbers = provider.GetRequiredService<IConversations<string, double, double, double>>();
        Assert.True(double.IsNaN((await numbers.StartAsync("a", "")).Question));
        Assert.Equal(
            double.NegativeInfinity, (await numbers.SendAsync("a", 1, double.NegativeInfinity)).Result);
    }

    public sealed record Reading(string Sensor, double? Value, Reading? Before);

    public sealed record Told(
        [property: JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)] double Value,
        [property: JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)] List<float> Values);
}

[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(float?))]
[JsonSerializable(typeof(Half[]))]
[JsonSerializable(typeof(decimal))]
[JsonSerializable(typeof(Charge))]
[JsonSerializable(typeof(Dictionary<string, List<HostTests.Reading>>))]
[JsonSerializable(typeof(HostTests.Told))]
internal sealed partial class PlainJson : JsonSerializerContext;

[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(float?))]
[JsonSerializable(typeof(Half[]))]
[JsonSerializable(typeof(Dictionary<string, List<HostTests.Reading>>))]
internal sealed partial class NamedJson : JsonSerializerContext;
