namespace Parley.Bodies;

/// <summary>A generator that returns a value but isn't sent any: a body inside a body without sends.</summary>
internal sealed class ReturningGenerator<TYield, TReturn> : Generator<TYield, ValueTuple, TReturn>
{
    internal ReturningGenerator(Func<Yield<TYield>, GeneratorBody<TReturn>> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        _takesSends = false;
        Generator<TYield> self = this; // whose yields evaluate to nothing
        Attach(body(self.Yield).Box);
    }
}
