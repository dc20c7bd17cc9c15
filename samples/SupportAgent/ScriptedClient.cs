using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;

namespace SupportAgent;

/// <summary>A stand-in for a model, which needs no network. It goes by what was said last, and says the same each
/// time.</summary>
public sealed partial class ScriptedClient(TimeSpan pause) : IChatClient
{
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ChatMessage[] all = [.. messages];
        object next = all[^1].Contents.OfType<FunctionResultContent>().FirstOrDefault() is { Result: { } result }
            ? Report(all, $"{result}") : Hear(all[^1].Text, $"call {all.Length}");
        if (next is AIContent call) yield return new(ChatRole.Assistant, [call]);
        if (next is not string text) yield break;
        foreach (Match token in Tokens().Matches(text))
        {
            await Task.Delay(pause, cancellationToken);
            yield return new(ChatRole.Assistant, token.Value);
        }
    }

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    // What the customer has said.
    private static object Hear(string said, string callId) => Digits().Match(said) is { Success: true } number
        ? new FunctionCallContent(callId, "look_up_order", new Dictionary<string, object?>
        {
            ["number"] = int.Parse(number.Value, CultureInfo.InvariantCulture),
        })
        : "Which order is it? Its number has four digits.";

    // What a tool has answered.
    private static object Report(ChatMessage[] all, string result)
    {
        if (!result.StartsWith('{')) return result == "Refunded." ? "The money is on its way." : $"Sorry. {result}";
        var order = JsonSerializer.Deserialize(result, ToolJson.Default.Order)!;
        decimal left = order.Price - order.Refunded;
        bool isAskedFor = all.Last(it => it.Role == ChatRole.User).Text.Contains("refund", StringComparison.Ordinal);
        if (!isAskedFor || left == 0) return $"Order {order.Number} is a {order.Item}: {left:0.00} can be refunded.";
        return new FunctionCallContent($"call {all.Length}", "refund", new Dictionary<string, object?>
        {
            ["number"] = order.Number, ["amount"] = left,
        });
    }

    [GeneratedRegex(@"\b\d{4}\b")]
    private static partial Regex Digits();

    [GeneratedRegex(@"\s*\S+")]
    private static partial Regex Tokens();
}
