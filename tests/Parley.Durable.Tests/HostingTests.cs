using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Parley.Durable.Sqlite;

namespace Parley.Durable.Tests;

/// <summary>Options, health, figures and logs.</summary>
public sealed class HostingTests
{
    private static Generator<string, string, string> Ask(Durable<string, string> d, string name) =>
        new(async yield => await yield(name));

    [Fact]
    public void What_is_wrong_with_the_options_is_said_when_the_process_starts()
    {
        ServiceCollection services = new();
        services.AddParleyDurable(options =>
            {
                options.MaxPayloadBytes = 0;
                options.EffectLease = TimeSpan.Zero;
                options.StartWith("talk", 3);
            })
            .AddConversation<string, string, string, string>("talk", 1, Ask, TestJson.Default)
            .AddConversation<string, string, string, string>("talk", 1, Ask, TestJson.Default);
        using var provider = services.BuildServiceProvider();
        var error = Assert.Throws<OptionsValidationException>(
            () => provider.GetRequiredService<IStartupValidator>().Validate());
        Assert.Contains(error.Failures, it => it.Contains("UseSqlite", StringComparison.Ordinal));
        Assert.Contains(error.Failures, it => it.Contains("MaxPayloadBytes", StringComparison.Ordinal));
        Assert.Contains(error.Failures, it => it.Contains("EffectLease", StringComparison.Ordinal));
        Assert.Contains(error.Failures, it => it.Contains("version 3 of talk", StringComparison.Ordinal));
        Assert.Contains(error.Failures, it => it.Contains("registered twice", StringComparison.Ordinal));
    }

    [Fact]
    public void A_type_that_the_json_does_not_know_is_named_at_the_registration()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new ServiceCollection()
            .AddParleyDurable(options => options.UseInMemory())
            .AddConversation<string, string, string, Version>(
                "talk", 1, (d, name) => new(async yield => new(1, 0)), TestJson.Default));
        Assert.Contains("JsonSerializable(typeof(Version))", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_kinds_of_the_same_types_are_told_by_their_names()
    {
        ServiceCollection services = new();
        services.AddParleyDurable(options => options.UseInMemory())
            .AddConversation<string, string, string, string>("one", 1, Ask, TestJson.Default)
            .AddConversation<string, string, string, string>("two", 1, Ask, TestJson.Default);
        await using var provider = services.BuildServiceProvider();
        var one = provider.GetRequiredKeyedService<IConversations<string, string, string, string>>("one");
        var two = provider.GetRequiredKeyedService<IConversations<string, string, string, string>>("two");
        await one.StartAsync("a", "");
        await Assert.ThrowsAsync<ConversationNotFoundException>(() => two.GetAsync("a"));
        await Assert.ThrowsAsync<ConversationNotFoundException>(() => two.SendAsync("a", 1, ""));
        await Assert.ThrowsAsync<ConversationConflictException>(() => two.StartAsync("a", ""));
    }

    [Fact]
    public async Task A_body_can_be_made_by_a_factory()
    {
        ServiceCollection services = new();
        services.AddSingleton("from the container");
        services.AddParleyDurable(options => options.UseInMemory())
            .AddConversationFactory<string, string, string, string>(
                "talk", 1, provider => (d, name) => Ask(d, provider.GetRequiredService<string>()), TestJson.Default);
        await using var provider = services.BuildServiceProvider();
        var talks = provider.GetRequiredService<IConversations<string, string, string, string>>();
        Assert.Equal("from the container", (await talks.StartAsync("a", "")).Question);
    }

    [Fact]
    public async Task Health_is_degraded_by_what_is_stuck_or_has_no_body_and_lost_with_the_store()
    {
        await using StoreFixture store = new SqliteFixture();
        await using World world = new(store);
        world.With(builder => builder.Services.AddHealthChecks().AddParleyDurable());
        world.With(builder => builder.Services.AddLogging());
        world.With((d, name) => new(async yield =>
        {
            await yield.From(d.Run("act", (key, token) => world.Do("act")));
            return name == "bad" ? throw new NotImplementedException() : await yield("?");
        }), alone: false);
        Assert.Equal(HealthStatus.Healthy, await Health());
        await world.Talks.StartAsync("a", "good");
        Assert.Equal(HealthStatus.Healthy, await Health());
        await world.Talks.StartAsync("b", "bad");
        Assert.Equal(HealthStatus.Degraded, await Health());
        await world.Admin.TerminateAsync("b", "");
        Assert.Equal(HealthStatus.Healthy, await Health());
        await world.Restart();
        world.With((d, name) => new(async yield => ""), version: 2);
        world.With(builder => builder.Services.AddHealthChecks().AddParleyDurable());
        world.With(builder => builder.Services.AddLogging());
        Assert.Equal(HealthStatus.Degraded, await Health());
        await world.Restart();
        string nowhere = Path.Combine(Path.GetTempPath(), "no", "such", "a.db");
        world.Around = _ => new SqliteConversationStore(new() { Path = nowhere });
        Assert.Equal(HealthStatus.Unhealthy, await Health());

        async Task<HealthStatus> Health() =>
            (await world.Provider.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Status;
    }

    [Fact]
    public async Task Steps_and_effects_are_counted()
    {
        Dictionary<string, double> seen = [];
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, it) =>
        {
            if (instrument.Meter.Name == "Parley.Durable") it.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument.Name, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument.Name, 1, tags));
        listener.Start();
        ServiceCollection services = new();
        services.AddParleyDurable(options => options.UseInMemory()).AddConversation<string, string, string, string>(
            "counted", 1,
            (d, name) => new(async yield =>
            {
                await yield("?");
                await yield.From(d.Run("act", async (key, token) => 1));
                return "";
            }),
            TestJson.Default);
        await using var provider = services.BuildServiceProvider();
        var talks = provider.GetRequiredService<IConversations<string, string, string, string>>();
        await talks.StartAsync("a", "");
        await talks.SendAsync("a", 1, "");
        Assert.Equal(2, seen["parley.durable.steps"]);
        Assert.Equal(1, seen["parley.durable.effect.duration"]);

        void Add(string name, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            foreach (var tag in tags)
            {
                if (tag.Key != "body" || tag.Value is not "counted") continue;
                lock (seen) seen[name] = seen.GetValueOrDefault(name) + value;
            }
        }
    }

    [Fact]
    public async Task The_hosted_service_does_what_is_due_and_logs_no_payload()
    {
        Logs logs = new();
        ServiceCollection services = new();
        services.AddLogging(it => it.AddProvider(logs).SetMinimumLevel(LogLevel.Trace));
        services.AddParleyDurable(options =>
            {
                options.UseInMemory();
                options.ScanInterval = TimeSpan.FromMilliseconds(5);
            })
            .AddConversation<string, string, string, string>(
                "talk", 1,
                (d, name) => new(async yield =>
                {
                    d.Within(TimeSpan.FromMilliseconds(1));
                    try
                    {
                        await yield("secret");
                    }
                    catch (TimeoutException)
                    {
                        if (d.IsReplaying || name == "bad") await yield("secret, too");
                    }

                    return "";
                }),
                TestJson.Default);
        await using var provider = services.BuildServiceProvider();
        foreach (var service in provider.GetServices<IHostedService>()) await service.StartAsync(default);
        var talks = provider.GetRequiredService<IConversations<string, string, string, string>>();
        await talks.StartAsync("a", "");
        for (int i = 0; (await talks.GetAsync("a")).Status != ConversationStatus.Completed; i++)
        {
            Assert.True(i < 1000);
            await Task.Delay(5);
        }

        foreach (var service in provider.GetServices<IHostedService>()) await service.StopAsync(default);
        Assert.DoesNotContain(logs.All, it => it.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_has_ended_is_kept_only_as_long_as_it_is_to_be()
    {
        await using StoreFixture store = new SqliteFixture();
        await using World world = new(store);
        world.With(Ask).Configure = options => options.Retention = TimeSpan.FromDays(30);
        await world.Talks.StartAsync("a", "");
        await world.Talks.StartAsync("b", "");
        await world.Talks.CloseAsync("a");
        await world.Pass(TimeSpan.FromDays(29));
        Assert.Equal(ConversationStatus.Canceled, (await world.Talks.GetAsync("a")).Status);
        await world.Pass(TimeSpan.FromDays(2));
        await Assert.ThrowsAsync<ConversationNotFoundException>(() => world.Talks.GetAsync("a"));
        Assert.Equal(ConversationStatus.Asking, (await world.Talks.GetAsync("b")).Status);
    }
}
