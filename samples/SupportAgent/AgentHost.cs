using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Parley.Durable;
using Parley.Durable.Stores;

namespace SupportAgent;

/// <summary>The agent's conversations: where they are kept, and what goes on with them. In a program that has a host,
/// all of it is the call of <c>AddParleyDurable</c>.</summary>
internal sealed class AgentHost : IAsyncDisposable
{
    private const string Body = "support";

    private readonly ServiceProvider _services;

    private AgentHost(string database, bool readOnly, Func<IServiceProvider, IChatClient> client)
    {
        ServiceCollection services = new();
        services.AddSingleton(client);
        services.AddSingleton<Model>();
        services.AddSingleton<IShop>(_ => new SqliteShop(database));
        services
            .AddParleyDurable(options =>
            {
                options.UseSqlite(database, file => file.ReadOnly = readOnly);
                // How soon an effect that a kill has left is gone on with. The file has one owner, so that nobody else
                // could take the effect over meanwhile.
                options.ScanInterval = TimeSpan.FromMilliseconds(100);
                options.EffectLease = TimeSpan.FromSeconds(1);
            })
            .AddConversationFactory<Inquiry, Question, string, Outcome>(
                Body, version: 1, it => (d, inquiry) => new Agent(
                    d, inquiry, it.GetRequiredService<Model>(), it.GetRequiredService<IShop>()).Serve(),
                AgentJson.Default);
        _services = services.BuildServiceProvider();
    }

    public IConversations<Inquiry, Question, string, Outcome> Conversations =>
        _services.GetRequiredService<IConversations<Inquiry, Question, string, Outcome>>();

    public IConversationAdmin Admin => _services.GetRequiredService<IConversationAdmin>();

    /// <summary>Opens the conversations, and goes on with effects that were left.</summary>
    /// <exception cref="ConversationException">Another process has the file.</exception>
    public static async Task<AgentHost> StartAsync(
        string database, Func<IServiceProvider, IChatClient> client, CancellationToken token)
    {
        AgentHost host = new(database, readOnly: false, client);
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

    /// <summary>Opens the conversations, and lets them rest: no model is asked. Those that are only read may be another
    /// process's.</summary>
    public static AgentHost Open(string database, bool readOnly) =>
        new(database, readOnly, _ => new ScriptedClient(default));

    public async Task<List<Turn<Question, Outcome>>> ListAsync(CancellationToken token)
    {
        List<Turn<Question, Outcome>> turns = [];
        ConversationFilter all = new() { Body = Body, Limit = int.MaxValue };
        await foreach (ConversationRow row in Admin.ListAsync(all, token))
            turns.Add(await Conversations.GetAsync(row.Id, token));
        return turns;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services.GetServices<IHostedService>()) await service.StopAsync(default);
        await _services.DisposeAsync();
    }
}
