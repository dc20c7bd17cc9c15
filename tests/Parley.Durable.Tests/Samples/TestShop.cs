using SupportAgent;

namespace Parley.Durable.Tests.Samples;

/// <summary>A shop that has one order, of Ada's, and notes what it did.</summary>
internal sealed class TestShop : IShop
{
    private Order _order = new(1001, "red mug", 24.00m, 0.00m);

    public List<string> Done { get; } = [];

    /// <summary>Gets or sets what happens before a refund.</summary>
    public Func<CancellationToken, Task> BeforeRefund { get; set; } = _ => Task.CompletedTask;

    public Task<Order?> FindAsync(string customer, int number, CancellationToken token)
    {
        Done.Add($"found {number}");
        return Task.FromResult(Has(customer, number) ? _order : null);
    }

    public async Task<bool> RefundAsync(string key, string customer, Refund refund, CancellationToken token)
    {
        await BeforeRefund(token);
        if (!Has(customer, refund.Number) || _order.Refunded + refund.Amount > _order.Price) return false;
        _order = _order with { Refunded = _order.Refunded + refund.Amount };
        Done.Add($"refunded {refund.Amount}");
        return true;
    }

    private bool Has(string customer, int number) => customer == "Ada" && number == _order.Number;
}
