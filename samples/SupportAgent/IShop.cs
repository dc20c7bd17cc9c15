using System.ComponentModel;

namespace SupportAgent;

/// <summary>The orders, and the money for them.</summary>
public interface IShop
{
    /// <summary>Finds an order of a customer; null if that customer has none with this number.</summary>
    Task<Order?> FindAsync(string customer, int number, CancellationToken token);

    /// <summary>Pays a part of an order back, or returns false if not as much of it is left.</summary>
    Task<bool> RefundAsync(string key, string customer, Refund refund, CancellationToken token);
}

public sealed record Order(int Number, string Item, decimal Price, decimal Refunded);

[Description("Finds an order: what it is, its price, and how much of that has been refunded.")]
public sealed record LookUp(int Number);

[Description("Refunds an amount of an order. A manager is asked first, by this tool.")]
public sealed record Refund(int Number, decimal Amount)
{
    public override string ToString() => $"{Amount:0.00} for order {Number}";
}
