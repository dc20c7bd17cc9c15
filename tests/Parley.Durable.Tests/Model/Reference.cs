namespace Parley.Durable.Tests.Model;

/// <summary>Where a conversation has to be.</summary>
internal sealed record Position(ConversationStatus Status, string? Said);

/// <summary>
/// What a conversation does, written down naively: its body is a generator that is driven by hand, from the beginning
/// at each call. An effect is a generator that returns or throws at once.
/// </summary>
internal sealed class Reference(Part[] parts)
{
    private readonly List<Call> _taken = [];

    /// <summary>What comes of the next call; null if it is refused, and was never there.</summary>
    public Position? Take(Call? call)
    {
        if (call is not null) _taken.Add(call);
        Position? position = Run();
        if (position is null && call is not null) _taken.RemoveAt(_taken.Count - 1);
        return position;
    }

    private Position? Run()
    {
        List<Exception> thrownIn = [];
        int effects = 0;
        Generator<string, string, string> generator = new ScriptBody(parts, Effect).Serve();
        try
        {
            bool asks = generator.MoveNext();
            foreach (Call call in _taken)
            {
                effects = 0;
                asks = call.Verb == Verb.Send ? generator.TrySend(Text(call)) : generator.TryThrow(ThrownIn(call));
            }

            return asks ? new(ConversationStatus.Asking, generator.Current)
                : new(ConversationStatus.Completed, generator.Result);
        }
        catch (Exception exception)
        {
            if (thrownIn.Contains(exception))
            {
                return new(exception is ConversationCanceledException
                    ? ConversationStatus.Canceled : ConversationStatus.Failed, null);
            }

            return effects > 0 ? new(ConversationStatus.Stuck, null) : null;
        }

        Generator<string, string, string> Effect(bool succeeds) => new(async yield =>
        {
            effects++;
            if (succeeds) return "done";
            thrownIn.Add(new EffectFailedException(""));
            throw thrownIn[^1];
        });

        Exception ThrownIn(Call call)
        {
            thrownIn.Add(call.Verb == Verb.Close
                ? new ConversationCanceledException("") : new ConversationFaultException(""));
            return thrownIn[^1];
        }
    }

    /// <summary>What is sent: another text each time.</summary>
    public string Text(Call call) => $"answer {_taken.FindIndex(it => ReferenceEquals(it, call))}";

    public int Count => _taken.Count;
}
