using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;

namespace Parley.Durable.Tests.Docs;

public sealed record Customer(string Name);

public sealed record Question(string Text);

public sealed record Order(string Where, string Receipt);

public sealed record Address(
    [property: JsonPropertyName("Street")] string Line,
    string Town,
    string Country = "DE",
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] string? Floor = null);

[JsonSerializable(typeof(Address))]
internal sealed partial class AddressJson : JsonSerializerContext;

[JsonSerializable(typeof(Customer))]
[JsonSerializable(typeof(Question))]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(string))]
internal sealed partial class DeskJson : JsonSerializerContext;

internal sealed class Pay
{
    public List<string> Done { get; } = [];

    public Task<string> ChargeAsync(Customer customer, string key, CancellationToken token)
    {
        Done.Add("charge");
        return Task.FromResult($"receipt for {customer.Name}");
    }

    public Task RefundAsync(string receipt, string key, CancellationToken token)
    {
        Done.Add("refund");
        return Task.CompletedTask;
    }
}

internal sealed class Desk(Pay pay)
{
    public Generator<Question, string, Order> Serve(Durable<Question, string> d, Customer buyer) => new(async yield =>
    {
        d.Within(TimeSpan.FromDays(3));
        string where = await yield(new("Where to?"));
        string receipt = await yield.From(d.Run("charge", (key, token) => pay.ChargeAsync(buyer, key, token)));
        try
        {
            await yield(new("Charged. Shall it leave?"));
            return new Order(where, receipt);
        }
        catch (ConversationCanceledException)
        {
            await yield.From(d.Run("refund", (key, token) => pay.RefundAsync(receipt, key, token)));
            throw;
        }
    });
}

/// <summary>The programs of docs/durable.md.</summary>
public sealed class Guide
{
    [Fact]
    public async Task The_guides_program_goes_on_after_a_restart()
    {
        string folder = Directory.CreateTempSubdirectory("parley-").FullName;
        Pay pay = new();
        var first = await AnswerAsync(folder, pay, "order 1", "Ulm");
        Assert.Equal("Charged. Shall it leave?", first.Question!.Text);
        var second = await AnswerAsync(folder, pay, "order 1", "yes");
        Assert.Equal(new Order("Ulm", "receipt for Ann"), second.Result);
        Assert.Equal(["charge"], pay.Done);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Closing_refunds()
    {
        string folder = Directory.CreateTempSubdirectory("parley-").FullName;
        Pay pay = new();
        await AnswerAsync(folder, pay, "order 1", "Ulm");
        await using ServiceProvider provider = Services(folder, pay);
        var orders = provider.GetRequiredService<IConversations<Customer, Question, string, Order>>();
        Assert.Equal(ConversationStatus.Canceled, (await orders.CloseAsync("order 1")).Status);
        Assert.Equal(["charge", "refund"], pay.Done);
        await provider.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void An_address_is_still_read_and_says_no_more_than_it_has_to()
    {
        const string Journaled = "{\"Street\":\"Gate 1\",\"Town\":\"Ulm\"}";
        Address address = JsonSerializer.Deserialize(Journaled, AddressJson.Default.Address)!;
        Assert.Equal(new("Gate 1", "Ulm", "DE"), address);
        Assert.Equal(
            "{\"Street\":\"Gate 1\",\"Town\":\"Ulm\",\"Country\":\"DE\"}",
            JsonSerializer.Serialize(address, AddressJson.Default.Address));
    }

    [Fact]
    public void A_body_is_tested_like_any_generator()
    {
        static Generator<string, string, string> Greet(string name) => new(async yield =>
        {
            string town = await yield($"Hello {name}. Where do you live?");
            return $"{name} from {town}";
        });

        Assert.Equal("Ann from Ulm", Greet("Ann").Run(_ => "Ulm"));
    }

    private static ServiceProvider Services(string folder, Pay pay)
    {
        ServiceCollection services = new();
        services.AddSingleton(pay).AddSingleton<Desk>();
        services.AddParleyDurable(o => o.UseSqlite(Path.Combine(folder, "orders.db")))
            .AddConversationFactory<Customer, Question, string, Order>(
                "order", version: 1, provider => provider.GetRequiredService<Desk>().Serve, DeskJson.Default);
        return services.BuildServiceProvider();
    }

    // Each call is a process of its own.
    private static async Task<Turn<Question, Order>> AnswerAsync(string folder, Pay pay, string id, string answer)
    {
        await using ServiceProvider provider = Services(folder, pay);
        var orders = provider.GetRequiredService<IConversations<Customer, Question, string, Order>>();
        var turn = await orders.StartAsync(id, new Customer("Ann"));
        turn = await orders.SendAsync(id, turn.Version, answer);
        return turn;
    }
}
