using System.Diagnostics;

namespace Parley.Waiting;

/// <summary>The calls on a generator, whether or not it is asynchronous.</summary>
internal interface ICalls
{
    GeneratorState State { get; }

    ValueTask<bool> MoveNext();

    ValueTask<bool> TryThrow(Exception exception);

    ValueTask Close();
}

/// <summary>The calls on a generator that yields <typeparamref name="TYield"/>.</summary>
internal interface ICalls<out TYield> : ICalls
{
    TYield Current { get; }
}

/// <summary>The calls on a generator that can be sent <typeparamref name="TSend"/>.</summary>
internal interface ICalls<out TYield, in TSend> : ICalls<TYield>
{
    ValueTask<bool> TrySend(TSend value);
}

/// <summary>Those on a synchronous one, which are over at once.</summary>
[DebuggerStepThrough, StackTraceHidden]
internal readonly struct Calls<TYield>(Generator<TYield> generator) : ICalls<TYield>
{
    public GeneratorState State => generator.State;

    public TYield Current => generator.Current;

    public ValueTask<bool> MoveNext() => new(generator.MoveNext());

    public ValueTask<bool> TryThrow(Exception exception) => new(generator.TryThrow(exception));

    public ValueTask Close()
    {
        generator.Close();
        return default;
    }
}

/// <inheritdoc cref="Calls{TYield}"/>
[DebuggerStepThrough, StackTraceHidden]
internal readonly struct Calls<TYield, TSend>(Generator<TYield, TSend> generator) : ICalls<TYield, TSend>
{
    private readonly Calls<TYield> _calls = new(generator);

    public GeneratorState State => _calls.State;

    public TYield Current => _calls.Current;

    public ValueTask<bool> MoveNext() => _calls.MoveNext();

    public ValueTask<bool> TrySend(TSend value) => new(generator.TrySend(value));

    public ValueTask<bool> TryThrow(Exception exception) => _calls.TryThrow(exception);

    public ValueTask Close() => _calls.Close();
}

/// <summary>Those on an asynchronous one.</summary>
[DebuggerStepThrough, StackTraceHidden]
internal readonly struct AsyncCalls<TYield>(AsyncGenerator<TYield> generator) : ICalls<TYield>
{
    public GeneratorState State => generator.State;

    public TYield Current => generator.Current;

    public ValueTask<bool> MoveNext() => generator.MoveNextAsync();

    public ValueTask<bool> TryThrow(Exception exception) => generator.TryThrowAsync(exception);

    public ValueTask Close() => generator.CloseAsync();
}

/// <inheritdoc cref="AsyncCalls{TYield}"/>
[DebuggerStepThrough, StackTraceHidden]
internal readonly struct AsyncCalls<TYield, TSend>(AsyncGenerator<TYield, TSend> generator) : ICalls<TYield, TSend>
{
    private readonly AsyncCalls<TYield> _calls = new(generator);

    public GeneratorState State => _calls.State;

    public TYield Current => _calls.Current;

    public ValueTask<bool> MoveNext() => _calls.MoveNext();

    public ValueTask<bool> TrySend(TSend value) => generator.TrySendAsync(value);

    public ValueTask<bool> TryThrow(Exception exception) => _calls.TryThrow(exception);

    public ValueTask Close() => _calls.Close();
}
