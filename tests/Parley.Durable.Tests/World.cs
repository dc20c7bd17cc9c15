using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Parley.Durable.Stores;

namespace Parley.Durable.Tests;

[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(Guid))]
[JsonSerializable(typeof(DateTimeOffset))]
[JsonSerializable(typeof(Charge))]
internal sealed partial class TestJson : JsonSerializerContext;

internal sealed record Charge(string Customer, int Cents) : IEffect<string>;

/// <summary>A store that outlives the processes that open it.</summary>
public abstract class StoreFixture : IAsyncDisposable
{
    /// <summary>Opens it once more: what is in it stays.</summary>
    public abstract IConversationStore Open();

    public virtual ValueTask DisposeAsync() => default;
}

/// <summary>
/// A process with conversations of a kind, its clock, and what its effects did. <see cref="Restart"/> ends it, and
/// begins another one with the same store.
/// </summary>
internal sealed class World(StoreFixture store) : IAsyncDisposable
{
    private readonly List<Action<DurableBuilder>> _bodies = [];
    private ServiceProvider? _provider;

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 27, 12, 0, 0, TimeSpan.Zero));

    /// <summary>Gets what happened in the world, in order.</summary>
    public List<string> Done { get; } = [];

    /// <summary>Gets or sets what is put around the store.</summary>
    public Func<IConversationStore, IConversationStore> Around { get; set; } = it => it;

    public Action<DurableOptions> Configure { get; set; } = _ => { };

    public IConversations<string, string, string, string> Talks =>
        Provider.GetRequiredService<IConversations<string, string, string, string>>();

    public IConversationAdmin Admin => Provider.GetRequiredService<IConversationAdmin>();

    public ServiceProvider Provider => _provider ??= Build();

    /// <summary>Says what the body is, from the next process on.</summary>
    public World With(
        Func<Durable<string, string>, string, Generator<string, string, string>> body, int version = 1,
        bool alone = true)
    {
        if (alone) _bodies.Clear();
        _bodies.Add(builder => builder.AddConversation("talk", version, body, TestJson.Default));
        return this;
    }

    public World With(Action<DurableBuilder> add)
    {
        _bodies.Add(add);
        return this;
    }

    /// <summary>Ends the process without a word to any body.</summary>
    public async Task Restart()
    {
        if (_provider is not null) await _provider.DisposeAsync();
        _provider = null;
    }

    /// <summary>Lets time pass, and does what is due.</summary>
    public async Task Pass(TimeSpan time)
    {
        Clock.Advance(time);
        await Scan();
    }

    public Task Scan() => Provider.GetRequiredService<Engine.ConversationEngine>().ScanAsync(default);

    /// <summary>Waits until a conversation is where what runs beside leads it.</summary>
    public async Task Until(string id, ConversationStatus status)
    {
        for (int i = 0; i < 1000; i++)
        {
            await foreach (var row in Admin.ListAsync())
                if (row.Id == id && row.Status == status) return;
            await Task.Delay(10);
        }

        Assert.Fail($"{id} doesn't become {status}.");
    }

    public Task<string> Do(string what)
    {
        lock (Done) Done.Add(what);
        return Task.FromResult(what);
    }

    public async ValueTask DisposeAsync() => await Restart();

    private ServiceProvider Build()
    {
        ServiceCollection services = new();
        services.AddSingleton<TimeProvider>(Clock);
        var builder = services.AddParleyDurable(options =>
        {
            options.UseStore(_ => Around(store.Open()));
            Configure(options);
        });
        foreach (var add in _bodies) add(builder);
        return services.BuildServiceProvider();
    }
}
