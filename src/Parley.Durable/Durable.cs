using System.Text;
using System.Text.Json;
using Parley.Durable.Engine;

namespace Parley.Durable;

/// <summary>
/// What the body of a conversation gets beside its argument: the world, by effects, and time and chance as they were
/// when the body ran first. Whatever else isn't the same each time has no place in a body, which is replayed after a
/// crash.
/// </summary>
/// <typeparam name="TYield">The type of the questions.</typeparam>
/// <typeparam name="TSend">The type of the answers.</typeparam>
/// <example>
/// <code>
/// static Generator&lt;Question, string, Order> Serve(Durable&lt;Question, string> d, Customer customer) => new(async
/// yield => {
///     d.Within(TimeSpan.FromDays(3));
///     string where = await yield(new("Where to?"));
///     string receipt = await yield.From(d.Run("charge", (key, token) => pay.ChargeAsync(customer, key, token)));
///     return new Order(where, receipt);
/// });
/// </code>
/// </example>
public sealed class Durable<TYield, TSend>
{
    private static readonly EffectOptions s_options = new();

    private readonly BodyState _state;

    internal Durable(BodyState state) => _state = state;

    /// <summary>Gets the time of the step that the body is in: when the answer came, or the effect was done.</summary>
    public DateTimeOffset UtcNow => _state.Now;

    /// <summary>Gets the version of the body that the conversation was begun with.</summary>
    public int StartedWithVersion => _state.BodyVersion;

    /// <summary>Gets whether the body only repeats what it has done before. For what is said twice otherwise, such as
    /// to a log; not to do something else.</summary>
    public bool IsReplaying => _state.IsReplaying;

    /// <summary>Makes an id that is another one each time, and the same one when the body is replayed.</summary>
    /// <returns>The id.</returns>
    public Guid NewGuid() => _state.NewGuid();

    /// <summary>Gives the next question a time, after which a <see cref="TimeoutException"/> is raised at it. That
    /// question uses it up.</summary>
    /// <param name="time">How long an answer may take from when the question was asked.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> isn't positive.</exception>
    public void Within(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero);
        _state.Within = time;
    }

    /// <summary>Runs an effect: <c>await yield.From(d.Run("charge", context => …))</c>. Its result is journaled, and it
    /// isn't run again by a replay.</summary>
    /// <typeparam name="T">The type of the result, which the conversation's JSON has to know.</typeparam>
    /// <param name="name">What it is called in the journal. If it changes, what was journaled before doesn't fit any
    /// more.</param>
    /// <param name="effect">What to do.</param>
    /// <param name="options">How often to try, and more; once, if it is null.</param>
    /// <returns>What to delegate to.</returns>
    /// <exception cref="InvalidOperationException">The JSON doesn't know <typeparamref name="T"/>.</exception>
    public Generator<TYield, TSend, T> Run<T>(
        string name, Func<EffectContext, Task<T>> effect, EffectOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(effect);
        EffectRequest<T> request = new(
            name, default, effect, options ?? s_options, _state.Payloads.Of<T>());
        return Ask(request, () => request.Result);
    }

    /// <inheritdoc cref="Run{T}(string, Func{EffectContext, Task{T}}, EffectOptions?)"/>
    public Generator<TYield, TSend, T> Run<T>(
        string name, Func<string, CancellationToken, Task<T>> effect, EffectOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(effect);
        return Run(name, context => effect(context.Key, context.CancellationToken), options);
    }

    /// <summary>Runs an effect that has no result.</summary>
    /// <param name="name">What it is called in the journal.</param>
    /// <param name="effect">What to do.</param>
    /// <param name="options">How often to try, and more; once, if it is null.</param>
    /// <returns>What to delegate to.</returns>
    public Generator<TYield, TSend> Run(
        string name, Func<EffectContext, Task> effect, EffectOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(effect);
        return Ask(new PlainEffectRequest(name, effect, options ?? s_options));
    }

    /// <inheritdoc cref="Run(string, Func{EffectContext, Task}, EffectOptions?)"/>
    public Generator<TYield, TSend> Run(
        string name, Func<string, CancellationToken, Task> effect, EffectOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(effect);
        return Run(name, context => effect(context.Key, context.CancellationToken), options);
    }

    /// <summary>Runs an effect that is data, by its handler. The journal's name of it is that of its type, and its
    /// properties are compared by a replay.</summary>
    /// <typeparam name="T">The type of the result, which the conversation's JSON has to know, and the effect's,
    /// too.</typeparam>
    /// <param name="effect">What to do.</param>
    /// <param name="options">How often to try, and more; once, if it is null.</param>
    /// <returns>What to delegate to.</returns>
    /// <exception cref="InvalidOperationException">The JSON doesn't know a type, or there is no handler.</exception>
    public Generator<TYield, TSend, T> Run<T>(IEffect<T> effect, EffectOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(effect);
        Type type = effect.GetType();
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(effect, _state.Payloads.Of(type));
        EffectRequest<T> request = new(
            type.Name, json, _state.Handlers.Of(effect), options ?? s_options, _state.Payloads.Of<T>());
        return Ask(request, () => request.Result);
    }

    /// <summary>Runs several effects side by side. Their results are journaled together: after a crash, all run again,
    /// each with the same key.</summary>
    /// <typeparam name="T">The type of each result, which the conversation's JSON has to know.</typeparam>
    /// <param name="name">What they are called in the journal.</param>
    /// <param name="effects">What to do.</param>
    /// <param name="options">How often to try each, and more; once, if it is null.</param>
    /// <returns>What to delegate to. It returns the results in the order of the effects.</returns>
    /// <exception cref="InvalidOperationException">The JSON doesn't know <typeparamref name="T"/>.</exception>
    public Generator<TYield, TSend, T[]> RunAll<T>(
        string name, IEnumerable<Func<EffectContext, Task<T>>> effects, EffectOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(effects);
        Func<EffectContext, Task<T>>[] all = [.. effects];
        byte[] json = Encoding.UTF8.GetBytes($"{all.Length}");
        EffectsRequest<T> request = new(name, json, all, options ?? s_options, _state.Payloads.Of<T>());
        return Ask(request, () => request.Results);
    }

    /// <summary>Runs several effects that are data side by side.</summary>
    /// <typeparam name="T">The type of each result, which the conversation's JSON has to know.</typeparam>
    /// <param name="effects">What to do.</param>
    /// <param name="options">How often to try each, and more; once, if it is null.</param>
    /// <returns>What to delegate to. It returns the results in the order of the effects.</returns>
    /// <exception cref="InvalidOperationException">The JSON doesn't know a type, or there is no handler.</exception>
    public Generator<TYield, TSend, T[]> RunAll<T>(IEnumerable<IEffect<T>> effects, EffectOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(effects);
        IEffect<T>[] all = [.. effects];
        using MemoryStream json = new();
        using (Utf8JsonWriter writer = new(json))
        {
            writer.WriteStartArray();
            foreach (var effect in all) JsonSerializer.Serialize(writer, effect, _state.Payloads.Of(effect.GetType()));
            writer.WriteEndArray();
        }

        EffectsRequest<T> request = new(
            string.Join(", ", all.Select(effect => effect.GetType().Name)), json.ToArray(),
            [.. all.Select(effect => _state.Handlers.Of(effect))], options ?? s_options, _state.Payloads.Of<T>());
        return Ask(request, () => request.Results);
    }

    /// <summary>Pauses the conversation for a time, which outlives the process as everything does.</summary>
    /// <param name="time">How long.</param>
    /// <returns>What to delegate to.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is negative.</exception>
    public Generator<TYield, TSend> Sleep(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        return Ask(new SleepRequest(time));
    }

    /// <summary>
    /// Ends this body, and goes on as a new one with another argument, of the newest version: the conversation's
    /// journal is replayed from there. Nothing behind it is run, and no <c>finally</c> either.
    /// </summary>
    /// <typeparam name="TArgument">The type of the argument.</typeparam>
    /// <typeparam name="TReturn">The type that the body returns, for <c>return await yield.From(…)</c>.</typeparam>
    /// <param name="argument">The argument of the new body.</param>
    /// <returns>What to delegate to. It never returns.</returns>
    public Generator<TYield, TSend, TReturn> ContinueAs<TArgument, TReturn>(TArgument argument)
    {
        ContinueRequest request = new(Payloads.Write(argument, _state.Payloads.Of<TArgument>()));
        return Ask<TReturn>(request, () => throw new System.Diagnostics.UnreachableException());
    }

    // Each is a generator that yields once; what drives the conversation sees that it is the innermost.
    private Generator<TYield, TSend, T> Ask<T>(Request request, Func<T> result)
    {
        Generator<TYield, TSend, T>? asking = null;
        return asking = new(async yield =>
        {
            _state.Begin(request, asking!);
            await yield(default!);
            return result();
        });
    }

    private Generator<TYield, TSend> Ask(Request request)
    {
        Generator<TYield, TSend>? asking = null;
        return asking = new(async yield =>
        {
            _state.Begin(request, asking!);
            await yield(default!);
        });
    }
}
