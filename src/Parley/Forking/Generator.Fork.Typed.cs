namespace Parley;

public partial class Generator<TYield, TSend>
{
    /// <inheritdoc cref="Generator{TYield}.Fork"/>
    public new Generator<TYield, TSend> Fork() => (Generator<TYield, TSend>)base.Fork();

    private protected sealed override Delegate? NewYield(Delegate other) =>
        other is Yield<TYield, TSend> ? new Yield<TYield, TSend>(Yield) : null;
}

public partial class Generator<TYield, TSend, TReturn>
{
    /// <inheritdoc cref="Generator{TYield}.Fork"/>
    public new Generator<TYield, TSend, TReturn> Fork() => (Generator<TYield, TSend, TReturn>)base.Fork();
}
