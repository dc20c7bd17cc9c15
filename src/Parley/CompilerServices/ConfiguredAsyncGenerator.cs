using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Parley.Forking;

namespace Parley.CompilerServices;

/// <summary>The result of an asynchronous generator's <c>ConfigureAwait</c>: the generator, to be looped over by
/// <c>await foreach</c>, disposed by <c>await using</c> or passed to a <c>yield.From</c>.</summary>
/// <typeparam name="TYield">The type of the values handed out.</typeparam>
[DebuggerStepThrough, StackTraceHidden, EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ConfiguredAsyncGenerator<TYield> : IForkableValue<ConfiguredAsyncGenerator<TYield>>
{
    private readonly AsyncGenerator<TYield> _generator;
    private readonly bool _continueOnCapturedContext;
    private readonly CancellationToken _cancellationToken;

    internal ConfiguredAsyncGenerator(
        AsyncGenerator<TYield> generator, bool continueOnCapturedContext, CancellationToken cancellationToken)
    {
        _generator = generator;
        _continueOnCapturedContext = continueOnCapturedContext;
        _cancellationToken = cancellationToken;
    }

    /// <inheritdoc cref="AsyncGenerator{TYield}.Current"/>
    public TYield Current => _generator.Current;

    /// <inheritdoc cref="AsyncGenerator{TYield}.ConfigureAwait"/>
    public ConfiguredAsyncGenerator<TYield> ConfigureAwait(bool continueOnCapturedContext) =>
        new(_generator, continueOnCapturedContext, _cancellationToken);

    /// <summary>Sets the token that an <c>await foreach</c> passes to
    /// <see cref="AsyncGenerator{TYield}.GetAsyncEnumerator"/>.</summary>
    /// <param name="cancellationToken">A token that cancels the body's token, if the body takes one.</param>
    /// <returns>The generator, configured the same otherwise.</returns>
    public ConfiguredAsyncGenerator<TYield> WithCancellation(CancellationToken cancellationToken) =>
        new(_generator, _continueOnCapturedContext, cancellationToken);

    /// <summary>Returns this value, which can be enumerated only once.</summary>
    /// <returns>This value.</returns>
    public ConfiguredAsyncGenerator<TYield> GetAsyncEnumerator()
    {
        Start();
        return this;
    }

    /// <inheritdoc cref="AsyncGenerator{TYield}.MoveNextAsync"/>
    public ConfiguredValueTaskAwaitable<bool> MoveNextAsync() =>
        _generator.MoveNextAsync().ConfigureAwait(_continueOnCapturedContext);

    /// <inheritdoc cref="AsyncGenerator{TYield}.DisposeAsync"/>
    public ConfiguredValueTaskAwaitable DisposeAsync() =>
        _generator.DisposeAsync().ConfigureAwait(_continueOnCapturedContext);

    // A loop over it advances the generator, which is another one in a fork, like that of any other loop.
    ConfiguredAsyncGenerator<TYield> IForkableValue<ConfiguredAsyncGenerator<TYield>>.Forked(
        ref Fork fork, ForkField field)
    {
        if (_generator is null) return this;
        if (!fork.IsLast)
        {
            if (field.IsHidden) fork.Split(_generator.Core);
            else fork.SplitIfOwn(_generator.Core);
            fork.Defer();
        }

        var generator = fork.Find(_generator.Core)?.Wrapper ?? _generator;
        return new(generator, _continueOnCapturedContext, fork.Map(_cancellationToken));
    }

    // The generator, which has been given the token.
    internal AsyncGenerator<TYield> Start() => _generator.GetAsyncEnumerator(_cancellationToken);
}
