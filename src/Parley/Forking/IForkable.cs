namespace Parley.Forking;

/// <summary>A generator, whatever the types of its values, as a fork sees it.</summary>
internal interface IForkable
{
    /// <summary>The generator, or the asynchronous one that it is the core of.</summary>
    object Handle { get; }

    /// <summary>The closure that its body's method is a method of, unless it has ended.</summary>
    object? Enclosing { get; }

    /// <summary>Of a face: what it is a face of.</summary>
    IForkable? Source { get; }

    /// <summary>The shape of its body, unless it has ended or isn't compiled.</summary>
    ForkShape? Shape { get; }

    /// <summary>Whether its body runs over something that belongs to a body that is copied.</summary>
    bool RunsOverOwn(ref Fork fork);

    /// <summary>Copies it, and what it delegates to.</summary>
    void AddTo(ref Fork fork);

    /// <summary>Of a copy: makes its body lead to copies.</summary>
    void Rewire(ref Fork fork);

    /// <summary>Of a copy: its yield, if the other one is a generator's yield, too.</summary>
    Delegate? NewYield(Delegate other);
}

/// <summary>An asynchronous generator, which is copied with its core.</summary>
internal interface IForkableHandle
{
    IForkable Core { get; }

    /// <summary>Keeps calls out until <see cref="Unclaim"/>. False if there is one.</summary>
    bool TryClaim();

    void Unclaim();
}

/// <summary>A struct of Parley's that can be in a body's field, and leads to generators.</summary>
internal interface IForkableValue
{
    /// <summary>The same, boxed, but leading to copies.</summary>
    object Forked(ref Fork fork, ForkField field);
}

/// <inheritdoc/>
internal interface IForkableValue<out T> : IForkableValue
    where T : struct
{
    /// <summary>The same, but leading to copies.</summary>
    /// <param name="fork">The fork.</param>
    /// <param name="field">Where it is.</param>
    new T Forked(ref Fork fork, ForkField field);

    object IForkableValue.Forked(ref Fork fork, ForkField field) => Forked(ref fork, field);
}
