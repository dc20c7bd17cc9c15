using System.Text.Json.Serialization;

namespace Parley.Durable.Tests.Kept;

public sealed record Buyer(string Name, int Age);

public sealed record Ask(string Text, string[]? Choices = null);

public sealed record Reply(string Text, decimal Amount = 0);

public sealed record Bill(string Where, string Receipt, DateTimeOffset At);

[JsonSerializable(typeof(Buyer))]
[JsonSerializable(typeof(Ask))]
[JsonSerializable(typeof(Reply))]
[JsonSerializable(typeof(Bill))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(string))]
internal sealed partial class V1Json : JsonSerializerContext;

/// <summary>The body of the conversations that are kept in the databases of version 1, with the types of what it says.
/// Nothing in this file is ever changed: it is what somebody has deployed. The first process doesn't go on, so that
/// there is an effect that runs and a conversation that is stuck.</summary>
internal sealed class V1(bool goesOn)
{
    public Generator<Ask, Reply, Bill> Serve(Durable<Ask, Reply> d, Buyer buyer) => new(async yield =>
    {
        d.Within(TimeSpan.FromDays(3));
        string where;
        try
        {
            where = (await yield(new("Where to?"))).Text;
        }
        catch (TimeoutException)
        {
            d.Within(TimeSpan.FromDays(30));
            where = (await yield(new($"It is {d.UtcNow:O}. Where to?"))).Text;
        }
        catch (ConversationFaultException e)
        {
            where = (await yield(new($"{e.Fault!.Name}? Where to?"))).Text;
        }

        string receipt;
        try
        {
            receipt = await yield.From(d.Run("charge", (key, token) => ChargeAsync(buyer, where, token)));
        }
        catch (EffectFailedException e)
        {
            receipt = e.Fault!.Message;
        }

        var weights = await yield.From(d.RunAll("weigh", Enumerable.Range(2, 2).Select(
            kilos => (Func<EffectContext, Task<int>>)(async context => kilos))));
        await yield.From(d.Sleep(TimeSpan.FromHours(1)));
        if (where == "stuck" && !goesOn) throw new NotImplementedException("Stuck.");
        Guid id = d.NewGuid();
        try
        {
            Reply more = await yield(new($"{receipt}, {weights.Sum()} kg, {id}. More?", ["yes", "no"]));
            if (more.Text == "yes")
                return await yield.From(d.ContinueAs<Buyer, Bill>(buyer with { Age = buyer.Age + 1 }));
            return new Bill(where, receipt, d.UtcNow);
        }
        catch (ConversationCanceledException)
        {
            await yield.From(d.Run(
                "refund", (key, token) => Task.FromResult("refunded"), new() { AtMostOnce = true }));
            throw;
        }
    });

    private async Task<string> ChargeAsync(Buyer buyer, string where, CancellationToken token)
    {
        if (where == "nowhere") throw new InvalidDataException("There is no such place.");
        if (where == "far" && !goesOn) await Task.Delay(Timeout.Infinite, token);
        return $"receipt for {buyer.Name}, {buyer.Age}";
    }
}
