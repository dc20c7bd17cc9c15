using System.Text.Json.Serialization;

namespace OrderDesk;

/// <summary>What a conversation is begun with.</summary>
/// <param name="SecondsToAnswer">How long each question may wait for its answer; null if it may wait for ever.</param>
public sealed record Visit(double? SecondsToAnswer = null);

/// <summary>The outcome of a conversation at the desk.</summary>
/// <param name="Items">The ordered items; none if everything was sold out.</param>
/// <param name="Address">The address to deliver to; null if nothing was ordered.</param>
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

/// <summary>How what is journaled is written: the argument, questions and answers, results of effects, the
/// order.</summary>
[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(Visit))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(Order))]
internal sealed partial class DeskJson : JsonSerializerContext;
