using System.Text.Json;
using System.Text.Json.Serialization;

namespace SupportAgent;

/// <summary>What a conversation is begun with.</summary>
/// <param name="Customer">Who asks for help: their orders are all that the agent gets at.</param>
public sealed record Inquiry(string Customer);

public enum Person
{
    Customer,
    Manager,
}

/// <summary>What a person is to answer.</summary>
public sealed record Question(Person To, string Text)
{
    public override string ToString() => To == Person.Manager ? $"To the manager: {Text}" : Text;
}

public enum Speaker
{
    Customer,
    Agent,
    Tool,
}

/// <summary>What was said. It isn't journaled: it is made of what is.</summary>
/// <param name="Speaker">Who said it.</param>
/// <param name="Text">What was said.</param>
/// <param name="Calls">The tools that the agent called with it.</param>
/// <param name="CallId">The call that a tool answers.</param>
public sealed record Message(
    Speaker Speaker, string Text, IReadOnlyList<ToolCall>? Calls = null, string? CallId = null);

/// <summary>What a model has answered: a type of our own, so that the journal has none of a library's.</summary>
public sealed record Answer(string Text, IReadOnlyList<ToolCall> Calls);

/// <param name="Id">What the model calls it.</param>
/// <param name="Tool">The tool's name.</param>
/// <param name="Arguments">What the model wants it to have, whether or not it takes that.</param>
public sealed record ToolCall(string Id, string Tool, JsonElement Arguments);

/// <summary>What an effect has to show so far. It is shown as it comes, and isn't journaled.</summary>
/// <param name="Key">The effect.</param>
/// <param name="Text">All of the text, so that one that is missed doesn't leave a hole.</param>
public sealed record Progress(string Key, string Text);

/// <summary>What came of a conversation.</summary>
/// <param name="Refunds">What was refunded.</param>
/// <param name="Unknown">What was perhaps refunded.</param>
public sealed record Outcome(List<Refund> Refunds, List<Refund> Unknown)
{
    public override string ToString() => string.Join(" ", (string[])[
        "Goodbye.", .. Refunds.Select(it => $"Refunded: {it}."), .. Unknown.Select(it => $"To be checked: {it}.")]);
}

/// <summary>How what is journaled is written: the argument, questions and answers, results of effects, the
/// outcome.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(Inquiry))]
[JsonSerializable(typeof(Question))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(Answer))]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(Outcome))]
internal sealed partial class AgentJson : JsonSerializerContext;
