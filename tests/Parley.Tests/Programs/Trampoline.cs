using Coroutine = Parley.Generator<Parley.Tests.Programs.Call?, object?, object?>;

namespace Parley.Tests.Programs;

/// <summary>What a coroutine yields to have another one run, and to be sent what that returns.</summary>
internal sealed record Call(Coroutine Coroutine);

/// <summary>
/// Runs coroutines in turn. One that yields a <see cref="Call"/> goes on with what the called one returns or throws;
/// one that yields null goes on after the others.
/// </summary>
/// <remarks>
/// After example 3 of PEP 342, where a coroutine yields its result: generators couldn't return one yet.
/// </remarks>
internal sealed class Trampoline
{
    private readonly Queue<Action> _ready = [];
    private bool _running;

    public void Add(Coroutine coroutine) => Schedule(new(coroutine, Caller: null));

    /// <summary>Runs these and those that wait, until none is left, one throws what no caller handles, or
    /// <see cref="Stop"/>.</summary>
    public void Run(params Coroutine[] coroutines)
    {
        foreach (Coroutine coroutine in coroutines) Add(coroutine);
        _running = true;
        while (_running && _ready.TryDequeue(out Action? resume)) resume();
    }

    public void Stop() => _running = false;

    private void Schedule(Frame frame, object? value = null, Exception? error = null) =>
        _ready.Enqueue(() => Resume(frame, value, error));

    private void Resume(Frame frame, object? value, Exception? error)
    {
        var (coroutine, caller) = frame;
        try
        {
            bool yielded =
                error is not null ? coroutine.TryThrow(error)
                : coroutine.State == GeneratorState.Created ? coroutine.MoveNext()
                : coroutine.TrySend(value);
            if (yielded) Schedule(coroutine.Current is { } call ? new(call.Coroutine, frame) : frame);
            else if (caller is not null) Schedule(caller, coroutine.Result);
        }
        catch (Exception exception) when (caller is not null) { Schedule(caller, error: exception); }
    }

    private sealed record Frame(Coroutine Coroutine, Frame? Caller);
}
