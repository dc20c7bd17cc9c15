namespace Parley.Durable.Engine;

/// <summary>An effect without a result.</summary>
internal sealed class PlainEffectRequest(string name, Func<EffectContext, Task> effect, EffectOptions options)
    : EffectRequest(name, options)
{
    public override async Task<byte[]> RunAsync(Func<int, Func<EffectContext, Task>, Task> run)
    {
        await run(0, effect).ConfigureAwait(false);
        return [];
    }

    public override void Take(ReadOnlyMemory<byte> json)
    {
    }
}
