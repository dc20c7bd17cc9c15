namespace OrderDesk;

/// <summary>What a conversation at the desk returns.</summary>
/// <param name="Items">What was ordered; nothing, if all of it was sold out.</param>
/// <param name="Address">Where it goes; null if nothing was ordered.</param>
public sealed record Order(IReadOnlyList<Item> Items, Address? Address)
{
    public override string ToString() =>
        Address is null ? "Nothing was ordered." : $"Ordered: {string.Join(", ", Items)}. For: {Address}.";
}

public sealed record Item(string Colour, string Product)
{
    public override string ToString() => $"{Colour} {Product}";
}

public sealed record Address(string Name, string Street, string Town)
{
    public override string ToString() => $"{Name}, {Street}, {Town}";
}
