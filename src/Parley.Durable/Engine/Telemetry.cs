using System.Diagnostics;
using System.Diagnostics.Metrics;
using Parley.Durable.Stores;

namespace Parley.Durable.Engine;

/// <summary>What can be observed from outside: spans and figures, with names of bodies and effects, and never with what
/// was said.</summary>
internal static class Telemetry
{
    public const string Name = "Parley.Durable";

    private static readonly ActivitySource s_spans = new(Name);
    private static readonly Meter s_meter = new(Name);

    private static readonly Counter<long> s_steps =
        s_meter.CreateCounter<long>("parley.durable.steps", "{step}", "Steps that were journaled.");

    private static readonly Counter<long> s_stuck =
        s_meter.CreateCounter<long>("parley.durable.stuck", "{conversation}", "Conversations that got stuck.");

    private static readonly Histogram<double> s_replays =
        s_meter.CreateHistogram<double>("parley.durable.replay.duration", "s", "How long replays took.");

    private static readonly Histogram<double> s_effects =
        s_meter.CreateHistogram<double>(
            "parley.durable.effect.duration", "s", "How long effects took, with all attempts.");

    public static void Step(ConversationRow row, EntryKind kind)
    {
        s_steps.Add(1, new("body", row.Body), new("kind", kind.ToString()));
        if (row.Status == ConversationStatus.Stuck) s_stuck.Add(1, new KeyValuePair<string, object?>("body", row.Body));
    }

    public static void Replayed(ConversationRow row, TimeSpan time) =>
        s_replays.Record(time.TotalSeconds, new KeyValuePair<string, object?>("body", row.Body));

    public static void Ran(ConversationRow row, EffectRequest effect, EffectDone? done, TimeSpan time) =>
        s_effects.Record(
            time.TotalSeconds, new("body", row.Body), new("effect", effect.Name),
            new("outcome", done?.Kind.ToString() ?? "Lost"));

    /// <summary>Begins a span around an effect.</summary>
    public static Activity? Effect(ConversationRow row, EffectRequest effect)
    {
        Activity? span = s_spans.StartActivity($"effect {effect.Name}");
        span?.SetTag("parley.body", row.Body).SetTag("parley.conversation", row.Id)
            .SetTag("parley.effect", effect.Name);
        return span;
    }
}
