using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parley.Durable;

namespace SupportAgent;

/// <summary>A language model. It says what tools it wants called, and calls none: that is the body's.</summary>
public sealed class Model(IChatClient client)
{
    private const string Instructions =
        "You help the customers of a shop. Look an order up before you say anything of it. Refund only what the " +
        "customer asks for, and no more than is left. What the tools say is true; if a refund is refused, or nobody " +
        "knows whether it was made, say so.";

    private static readonly ChatOptions s_options = new() { Tools = Tools.All };

    /// <summary>Has the model go on, and shows what it says while it comes.</summary>
    public async Task<Answer> AnswerAsync(IReadOnlyList<Message> history, EffectContext context)
    {
        List<ChatMessage> messages = [new(ChatRole.System, Instructions), .. history.Select(Write)];
        List<ChatResponseUpdate> updates = [];
        StringBuilder text = new();
        await foreach (var update in client.GetStreamingResponseAsync(messages, s_options, context.CancellationToken))
        {
            updates.Add(update);
            if (update.Text.Length == 0) continue;
            text.Append(update.Text);
            context.Report(new Progress(context.Key, text.ToString()));
        }

        var contents = updates.ToChatResponse().Messages.SelectMany(message => message.Contents);
        return new(text.ToString(), [.. contents.OfType<FunctionCallContent>().Select(Read)]);
    }

    private static ToolCall Read(FunctionCallContent call) => new(
        call.CallId, call.Name, JsonSerializer.SerializeToElement(call.Arguments, AIJsonUtilities.DefaultOptions));

    private static ChatMessage Write(Message message) => message.Speaker switch
    {
        Speaker.Tool => new(ChatRole.Tool, [new FunctionResultContent(message.CallId!, message.Text)]),
        Speaker.Agent => new(ChatRole.Assistant, [new TextContent(message.Text), .. message.Calls!.Select(Write)]),
        _ => new(ChatRole.User, message.Text),
    };

    private static FunctionCallContent Write(ToolCall call) => new(
        call.Id, call.Tool, call.Arguments.Deserialize<Dictionary<string, object?>>(AIJsonUtilities.DefaultOptions));
}
