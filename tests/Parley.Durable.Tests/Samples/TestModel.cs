using Microsoft.Extensions.AI;
using SupportAgent;

namespace Parley.Durable.Tests.Samples;

/// <summary>The scripted model, which counts how often it is asked, and fails if that is wanted.</summary>
internal sealed class TestModel() : DelegatingChatClient(new ScriptedClient(TimeSpan.Zero))
{
    public int Asked { get; private set; }

    public int Failures { get; set; }

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        Asked++;
        return Failures-- > 0
            ? throw new IOException("The model is overloaded.")
            : base.GetStreamingResponseAsync(messages, options, cancellationToken);
    }
}
