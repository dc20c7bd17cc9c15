using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Parley.Durable;
using Parley.Durable.Stores;

namespace OrderDesk;

/// <summary>The desk's conversations: where they are kept, and what goes on with them. In a program that has a host,
/// all of it is the call of <c>AddParleyDurable</c>.</summary>
internal sealed class DeskHost : IAsyncDisposable
{
    private const string Body = "order";

    private readonly ServiceProvider _services;

    private DeskHost(string? database, bool readOnly)
    {
        ServiceCollection services = new();
        services.AddSingleton<IStock>(_ => database is null ? new MemoryStock() : new SqliteStock(database));
        services
            .AddParleyDurable(options =>
            {
                if (database is null) options.UseInMemory();
                else options.UseSqlite(database, file => file.ReadOnly = readOnly);
                // How soon a question that times out is noticed, and an effect that a kill has left. Its lease needn't
                // last: the file has one owner, so that nobody else could take the effect over meanwhile.
                options.ScanInterval = TimeSpan.FromMilliseconds(100);
                options.EffectLease = TimeSpan.FromSeconds(1);
            })
            .AddConversationFactory<Visit, string, string, Order>(
                Body, version: 1,
                provider => (d, visit) => new Desk(d, visit, provider.GetRequiredService<IStock>()).Serve(),
                DeskJson.Default);
        _services = services.BuildServiceProvider();
    }

    public IConversations<Visit, string, string, Order> Orders =>
        _services.GetRequiredService<IConversations<Visit, string, string, Order>>();

    public IConversationAdmin Admin => _services.GetRequiredService<IConversationAdmin>();

    /// <summary>Opens the conversations, and goes on with effects and times that are due.</summary>
    /// <exception cref="ConversationException">Another process has the file.</exception>
    public static async Task<DeskHost> StartAsync(string? database, CancellationToken token)
    {
        DeskHost host = new(database, readOnly: false);
        try
        {
            foreach (var service in host._services.GetServices<IHostedService>()) await service.StartAsync(token);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens the conversations, and lets them rest. Those that are only read may be another
    /// process's.</summary>
    public static DeskHost Open(string database, bool readOnly) => new(database, readOnly);

    public async Task<List<Turn<string, Order>>> ListAsync(CancellationToken token)
    {
        List<Turn<string, Order>> turns = [];
        ConversationFilter all = new() { Body = Body, Limit = int.MaxValue };
        await foreach (ConversationRow row in Admin.ListAsync(all, token))
            turns.Add(await Orders.GetAsync(row.Id, token));
        return turns;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services.GetServices<IHostedService>()) await service.StopAsync(default);
        await _services.DisposeAsync();
    }
}
