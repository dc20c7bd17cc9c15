using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;

namespace Parley.Durable.Tests.Docs;

public sealed record Price(string Product) : IEffect<decimal>;

internal sealed class PriceHandler(IPriceList prices) : IEffectHandler<Price, decimal>
{
    public Task<decimal> RunAsync(Price effect, EffectContext context) =>
        prices.FindAsync(effect.Product, context.CancellationToken);
}

internal interface IPriceList
{
    Task<decimal> FindAsync(string product, CancellationToken token);
}

internal sealed class PriceList : IPriceList
{
    public Task<decimal> FindAsync(string product, CancellationToken token) => Task.FromResult(product.Length + 0.5m);
}

internal interface IBank
{
    Task<string> TransferAsync(decimal amount, string key, CancellationToken token);
}

internal sealed class Bank : IBank
{
    public HashSet<string> Keys { get; } = [];

    public Task<string> TransferAsync(decimal amount, string key, CancellationToken token)
    {
        Keys.Add(key);
        return Task.FromResult($"paid {amount}");
    }
}

[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(decimal))]
[JsonSerializable(typeof(Price))]
internal sealed partial class ShopJson : JsonSerializerContext;

/// <summary>The programs of docs/durable/effects.md.</summary>
public sealed class GuideEffects
{
    private static Generator<string, string, string> Buy(Durable<string, string> d, string customer) =>
        new(async yield =>
        {
            string product = await yield("What would you like?");
            decimal price = await yield.From(d.Run(new Price(product), new() { ReadOnly = true }));
            await yield($"That is {price}. Go on?");
            return await yield.From(d.Run("pay", async context =>
            {
                var bank = context.Services.GetRequiredService<IBank>();
                context.Report("asking the bank");
                return await bank.TransferAsync(price, context.Key, context.CancellationToken);
            }, new() { Attempts = 5, Backoff = TimeSpan.FromSeconds(2), Timeout = TimeSpan.FromSeconds(30) }));
        });

    private static Generator<string, string, string> Compare(Durable<string, string> d, string product) =>
        new(async yield =>
        {
            decimal[] prices = await yield.From(d.RunAll([new Price(product), new Price(product + "s")]));
            await yield.From(d.Sleep(TimeSpan.FromHours(1)));
            return string.Join(" and ", prices);
        });

    private static Generator<string, string, string> Refund(Durable<string, string> d, string amount, IBank bank) =>
        new(async yield =>
        {
            try
            {
                return await yield.From(d.Run(
                    "refund", (key, token) => bank.TransferAsync(5, key, token), new() { AtMostOnce = true }));
            }
            catch (EffectOutcomeUnknownException)
            {
                return await yield("Has the refund arrived? Look it up before you try again.");
            }
            catch (EffectFailedException failed)
            {
                return await yield(failed.Message + " Try again?");
            }
        });

    [Fact]
    public async Task Effects_run_by_handlers_with_services_and_progress()
    {
        ServiceCollection services = new();
        Bank bank = new();
        services.AddSingleton<IPriceList, PriceList>();
        services.AddSingleton<IBank>(bank);
        services.AddParleyDurable(o => o.UseInMemory())
            .AddConversation<string, string, string, string>("buy", 1, Buy, ShopJson.Default)
            .AddEffect<Price, decimal, PriceHandler>();
        await using var provider = services.BuildServiceProvider();
        var purchases = provider.GetRequiredService<IConversations<string, string, string, string>>();
        string id = "a";
        var turn = await purchases.StartAsync(id, "Ann");
        turn = await purchases.SendAsync(id, turn.Version, "bowl");
        Assert.Equal("That is 4.5. Go on?", turn.Question);

        List<object?> shown = [];
        Task watching = WatchAsync();
        while (shown.Count == 0) await Task.Yield(); // it watches now
        turn = await purchases.SendAsync(id, turn.Version, "yes");
        await watching;
        Assert.Equal(("paid 4.5", 1), (turn.Result, bank.Keys.Count));
        Assert.Contains("asking the bank", shown);

        async Task WatchAsync()
        {
            await foreach (var news in purchases.WatchAsync(id))
                shown.Add(news.Turn is { } turn ? turn.Status : news.Progress);
        }
    }

    [Fact]
    public async Task Effects_run_side_by_side_and_a_sleep_takes_its_time()
    {
        await using StoreFixture store = new SqliteFixture();
        await using World world = new(store);
        world.With(builder =>
        {
            builder.Services.AddSingleton<IPriceList, PriceList>();
            builder.AddConversation<string, string, string, string>("talk", 1, Compare, ShopJson.Default);
            builder.AddEffect<Price, decimal, PriceHandler>();
        });
        Assert.Equal(ConversationStatus.Sleeping, (await world.Talks.StartAsync("a", "mug")).Status);
        await world.Restart();
        await world.Pass(TimeSpan.FromHours(1));
        Assert.Equal("3.5 and 4.5", (await world.Talks.GetAsync("a")).Result);
    }

    [Fact]
    public async Task A_refund_whose_outcome_is_unknown_is_not_repeated()
    {
        await using StoreFixture store = new SqliteFixture();
        await using World world = new(store);
        Stuck bank = new();
        world.With((d, amount) => Refund(d, amount, bank));
        Task starting = world.Talks.StartAsync("a", "5");
        await bank.Begun.Task;
        await world.Restart(); // in the middle of it
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        await world.Admin.RunDueAsync();
        var turn = await world.Talks.GetAsync("a");
        Assert.StartsWith("Has the refund arrived?", turn.Question, StringComparison.Ordinal);
        await Task.WhenAny(starting);
    }

    private sealed class Stuck : IBank
    {
        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task<string> TransferAsync(decimal amount, string key, CancellationToken token)
        {
            Begun.SetResult();
            await Task.Delay(Timeout.Infinite, token);
            return "";
        }
    }
}
