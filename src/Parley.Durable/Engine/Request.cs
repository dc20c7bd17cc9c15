using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Parley.Durable.Stores;

namespace Parley.Durable.Engine;

/// <summary>What a body wants of the world: it has delegated to a generator that stands for it.</summary>
internal abstract class Request(OutcomeKind kind, string? name)
{
    public OutcomeKind Kind { get; } = kind;

    public string? Name { get; } = name;

    /// <summary>Gets what is to be done exactly, as far as it is data.</summary>
    public ReadOnlyMemory<byte> Json { get; protected init; }

    /// <summary>Gets or sets the generator that stands for it.</summary>
    public object? Generator { get; set; }

    /// <summary>Gets or sets the number of the step that led to it.</summary>
    public long Seq { get; set; }

    /// <summary>Gets when it ends by itself, if it was begun at a time.</summary>
    public virtual DateTimeOffset? DueAt(DateTimeOffset begun) => null;
}

/// <summary>To be woken after a time.</summary>
internal sealed class SleepRequest : Request
{
    private readonly TimeSpan _time;

    public SleepRequest(TimeSpan time)
        : base(OutcomeKind.Sleep, null)
    {
        _time = time;
        Json = JsonEncodedText.Encode(time.ToString("c")).EncodedUtf8Bytes.ToArray();
    }

    public override DateTimeOffset? DueAt(DateTimeOffset begun) => Clock.Add(begun, _time);
}

/// <summary>To go on as a new body.</summary>
internal sealed class ContinueRequest : Request
{
    public ContinueRequest(byte[] argument)
        : base(OutcomeKind.Continue, null) => Json = argument;
}

/// <summary>To run effects: one, or several side by side.</summary>
internal abstract class EffectRequest(string name, EffectOptions options) : Request(OutcomeKind.Effect, name)
{
    public EffectOptions Options { get; } = options;

    /// <summary>Gets or sets whether the journal says that it was about to run, at most once.</summary>
    public bool IsIntended { get; set; }

    /// <summary>Runs it, and returns the result as JSON.</summary>
    /// <param name="run">Runs one of them, with the context of its place.</param>
    public abstract Task<byte[]> RunAsync(Func<int, Func<EffectContext, Task>, Task> run);

    /// <summary>Takes the result from the journal.</summary>
    public abstract void Take(ReadOnlyMemory<byte> json);
}

/// <summary>One effect.</summary>
internal sealed class EffectRequest<T> : EffectRequest
{
    private readonly Func<EffectContext, Task<T>> _effect;
    private readonly JsonTypeInfo<T> _type;

    public EffectRequest(
        string name, ReadOnlyMemory<byte> json, Func<EffectContext, Task<T>> effect, EffectOptions options,
        JsonTypeInfo<T> type)
        : base(name, options)
    {
        _effect = effect;
        _type = type;
        Json = json;
    }

    public T Result { get; private set; } = default!;

    public override async Task<byte[]> RunAsync(Func<int, Func<EffectContext, Task>, Task> run)
    {
        T result = default!;
        await run(0, async context => result = await _effect(context).ConfigureAwait(false)).ConfigureAwait(false);
        return Payloads.Write(result, _type);
    }

    public override void Take(ReadOnlyMemory<byte> json) => Result = Payloads.Read(json, _type);
}

/// <summary>Several effects, whose results are one entry of the journal.</summary>
internal sealed class EffectsRequest<T> : EffectRequest
{
    private readonly IReadOnlyList<Func<EffectContext, Task<T>>> _effects;
    private readonly JsonTypeInfo<T> _type;

    public EffectsRequest(
        string name, ReadOnlyMemory<byte> json, IReadOnlyList<Func<EffectContext, Task<T>>> effects,
        EffectOptions options, JsonTypeInfo<T> type)
        : base(name, options)
    {
        _effects = effects;
        _type = type;
        Json = json;
    }

    public T[] Results { get; private set; } = [];

    public override async Task<byte[]> RunAsync(Func<int, Func<EffectContext, Task>, Task> run)
    {
        var results = new T[_effects.Count];
        await Task.WhenAll(_effects.Select((effect, i) => run(
            i, async context => results[i] = await effect(context).ConfigureAwait(false)))).ConfigureAwait(false);
        using MemoryStream json = new();
        using (Utf8JsonWriter writer = new(json))
        {
            writer.WriteStartArray();
            foreach (T result in results) JsonSerializer.Serialize(writer, result, _type);
            writer.WriteEndArray();
        }

        return json.ToArray();
    }

    public override void Take(ReadOnlyMemory<byte> json)
    {
        using var array = JsonDocument.Parse(json);
        Results = [.. array.RootElement.EnumerateArray().Select(item => item.Deserialize(_type)!)];
    }
}
