namespace Parley.Bodies;

/// <summary>A generator that returns a value but isn't sent any: a body inside a body without sends.</summary>
internal sealed class ReturningGenerator<TYield, TReturn> : Generator<TYield, ValueTuple, TReturn>
{
    internal ReturningGenerator(Func<Yield<TYield>, GeneratorBody<TReturn>> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        _takesSends = false;
        Attach(body((Yield<TYield>)NewYield()).Box);
    }

    // Its yields evaluate to nothing.
    private protected override bool IsYield(Delegate other) => other is Yield<TYield>;

    private protected override Delegate NewYield() => new Yield<TYield>(((Generator<TYield>)this).Yield);
}
