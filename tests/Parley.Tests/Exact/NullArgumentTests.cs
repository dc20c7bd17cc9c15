using System.Threading.Channels;
using static Parley.GeneratorState;

namespace Parley.Tests.Exact;

// ArgumentNullException, with the name of the parameter, and nothing else has happened. What an asynchronous call
// refuses is in its ValueTask.
public class NullArgumentTests
{
    [Fact]
    public void A_constructor_names_the_body() => AreNull("body",
        () => new Generator<int>(null!), () => new Generator<int, int>(null!),
        () => new Generator<int, int, int>(null!));

    [Fact]
    public void Prime_names_the_generator() => AreNull("generator",
        () => ((Generator<int>)null!).Prime(), () => ((Generator<int, int>)null!).Prime(),
        () => ((Generator<int, int, int>)null!).Prime());

    [Fact]
    public void Throw_names_the_exception_in_every_state_and_changes_none()
    {
        Generator<int, int> g = null!;
        void Refuses(GeneratorState state)
        {
            AreNull("exception", () => g.Throw(null!), () => g.TryThrow(null!));
            Assert.Equal(state, g.State);
        }
        g = new(async yield => { Refuses(Running); await yield(await yield(1)); await yield.From([3]); });
        Refuses(Created);
        Assert.Equal(1, g.Next());
        Refuses(Suspended);
        Assert.Equal((2, 3), (g.Send(2), g.Next()));
        Refuses(Suspended);
        Assert.False(g.MoveNext());
        Refuses(Closed);
    }

    [Fact]
    public void From_names_the_inner_inside_the_body_and_outside()
    {
        Yield<int> kept = null!;
        Yield<int, int> keptTwoWay = null!;
        void Refuses() => AreNull("inner",
            () => kept.From((Generator<int>)null!), () => keptTwoWay.From((Generator<int>)null!),
            () => kept.From((Generator<int, int, int>)null!), () => keptTwoWay.From((Generator<int, int, int>)null!),
            () => kept.From((IEnumerable<int>)null!), () => keptTwoWay.From((IEnumerable<int>)null!));
        Generator<int> inner = new(async yield => { kept = yield; Refuses(); await yield(1); });
        Generator<int, int> outer = new(async yield =>
        {
            keptTwoWay = yield;
            inner.Next();
            Refuses();
            await yield.From(inner);
            await yield(2);
        });
        Assert.Equal(2, outer.Next());
        Refuses();
        Assert.False(outer.MoveNext());
        Refuses();
    }

    [Fact]
    public void An_asynchronous_constructor_names_the_body() => AreNull("body",
        () => new AsyncGenerator<int>((Func<Yield<int>, AsyncGeneratorBody>)null!),
        () => new AsyncGenerator<int>((Func<Yield<int>, CancellationToken, AsyncGeneratorBody>)null!),
        () => new AsyncGenerator<int, int>((Func<Yield<int, int>, AsyncGeneratorBody>)null!),
        () => new AsyncGenerator<int, int>((Func<Yield<int, int>, CancellationToken, AsyncGeneratorBody>)null!),
        () => new AsyncGenerator<int, int, int>((Func<Yield<int, int>, AsyncGeneratorBody<int>>)null!),
        () => new AsyncGenerator<int, int, int>(
            (Func<Yield<int, int>, CancellationToken, AsyncGeneratorBody<int>>)null!));

    [Fact]
    public async Task PrimeAsync_names_the_generator()
    {
        await IsNull("generator", async () => await ((AsyncGenerator<int>)null!).PrimeAsync());
        await IsNull("generator", async () => await ((AsyncGenerator<int, int>)null!).PrimeAsync());
        await IsNull("generator", async () => await ((AsyncGenerator<int, int, int>)null!).PrimeAsync());
    }

    [Fact]
    public async Task ThrowAsync_names_the_exception_and_changes_nothing()
    {
        AsyncGenerator<int, int> g = new(async yield => { await yield(await yield(1)); await yield.From([3]); });
        async Task Refuses(GeneratorState state)
        {
            Task[] calls = [g.ThrowAsync(null!).AsTask(), g.TryThrowAsync(null!).AsTask()];
            await Assert.AllAsync(calls, call => IsNull("exception", () => call));
            Assert.Equal(state, g.State);
        }
        await Refuses(Created);
        Assert.Equal(1, await g.NextAsync());
        await Refuses(Suspended);
        Assert.Equal((2, 3), (await g.SendAsync(2), await g.NextAsync()));
        await Refuses(Suspended);
        Assert.False(await g.MoveNextAsync());
        await Refuses(Closed);
    }

    [Fact]
    public async Task From_names_the_asynchronous_inner_inside_the_body_and_outside()
    {
        Yield<int> kept = null!;
        Yield<int, int> keptTwoWay = null!;
        void Refuses() => AreNull("inner",
            () => kept.From((AsyncGenerator<int>)null!), () => keptTwoWay.From((AsyncGenerator<int>)null!),
            () => kept.From((AsyncGenerator<int, int, int>)null!),
            () => keptTwoWay.From((AsyncGenerator<int, int, int>)null!),
            () => kept.From((IAsyncEnumerable<int>)null!), () => keptTwoWay.From((IAsyncEnumerable<int>)null!));
        AsyncGenerator<int> inner = new(async yield => { kept = yield; await yield(1); Refuses(); });
        AsyncGenerator<int, int> outer = new(
            async yield => { keptTwoWay = yield; await yield.From(inner); await yield(2); });
        Assert.Equal(1, await outer.NextAsync());
        Refuses();
        Assert.Equal(2, await outer.NextAsync());
        Assert.False(await outer.MoveNextAsync());
        Refuses();
    }

    [Fact]
    public void A_face_names_the_generator_and_what_maps_or_writes()
    {
        Generator<int, int, int> g = new(async yield => await yield(1));
        AsyncGenerator<int, int, int> a = new(async yield => await yield(1));
        AreNull("generator",
            () => ((Generator<int>)null!).SelectYield(x => x), () => ((Generator<int, int>)null!).SelectYield(x => x),
            () => ((Generator<int, int, int>)null!).SelectYield(x => x),
            () => ((Generator<int, int>)null!).SelectSend((int x) => x),
            () => ((Generator<int, int, int>)null!).SelectSend((int x) => x),
            () => ((Generator<int>)null!).Trace(_ => { }), () => ((Generator<int, int>)null!).Trace(_ => { }),
            () => ((Generator<int, int, int>)null!).Trace(_ => { }),
            () => ((AsyncGenerator<int>)null!).SelectYield(x => x),
            () => ((AsyncGenerator<int, int>)null!).SelectYield(x => x),
            () => ((AsyncGenerator<int, int, int>)null!).SelectYield(x => x),
            () => ((AsyncGenerator<int, int>)null!).SelectSend((int x) => x),
            () => ((AsyncGenerator<int, int, int>)null!).SelectSend((int x) => x),
            () => ((AsyncGenerator<int>)null!).Trace(_ => { }), () => ((AsyncGenerator<int, int>)null!).Trace(_ => { }),
            () => ((AsyncGenerator<int, int, int>)null!).Trace(_ => { }));
        AreNull("selector",
            () => ((Generator<int>)g).SelectYield((Func<int, int>)null!),
            () => ((Generator<int, int>)g).SelectYield((Func<int, int>)null!),
            () => g.SelectYield((Func<int, int>)null!), () => g.SelectSend((Func<int, int>)null!),
            () => ((Generator<int, int>)g).SelectSend((Func<int, int>)null!),
            () => ((AsyncGenerator<int>)a).SelectYield((Func<int, int>)null!),
            () => ((AsyncGenerator<int, int>)a).SelectYield((Func<int, int>)null!),
            () => a.SelectYield((Func<int, int>)null!), () => a.SelectSend((Func<int, int>)null!),
            () => ((AsyncGenerator<int, int>)a).SelectSend((Func<int, int>)null!));
        AreNull("write",
            () => ((Generator<int>)g).Trace(null!), () => ((Generator<int, int>)g).Trace(null!), () => g.Trace(null!),
            () => ((AsyncGenerator<int>)a).Trace(null!), () => ((AsyncGenerator<int, int>)a).Trace(null!),
            () => a.Trace(null!));
        Assert.Equal((Created, Created), (g.State, a.State));
    }

    [Fact]
    public void Through_names_what_is_null_at_the_call()
    {
        Generator<int, int> g = new(async yield => await yield(1));
        AsyncGenerator<int, int> a = new(async yield => await yield(1));
        ChannelReader<int> reader = Channel.CreateUnbounded<int>().Reader;
        IAsyncEnumerable<int> source = a;
        AreNull("source",
            () => ((IEnumerable<int>)null!).Through(g), () => ((IEnumerable<int>)null!).Through(a),
            () => ((IAsyncEnumerable<int>)null!).Through(g), () => ((IAsyncEnumerable<int>)null!).Through(a),
            () => ((ChannelReader<int>)null!).Through(g), () => ((ChannelReader<int>)null!).Through(a));
        AreNull("generator",
            () => ((int[])[]).Through((Generator<int, int>)null!),
            () => ((int[])[]).Through((AsyncGenerator<int, int>)null!),
            () => source.Through((Generator<int, int>)null!), () => source.Through((AsyncGenerator<int, int>)null!),
            () => reader.Through((Generator<int, int>)null!), () => reader.Through((AsyncGenerator<int, int>)null!));
        Assert.Equal((Created, Created), (g.State, a.State));
    }

    [Fact]
    public void Create_names_the_body() => AreNull("body",
        () => Generator.Create((Func<Yield<int>, GeneratorBody>)null!),
        () => Generator.Create((Func<Yield<int, int>, GeneratorBody>)null!),
        () => Generator.Create((Func<Yield<int, int>, GeneratorBody<int>>)null!),
        () => AsyncGenerator.Create((Func<Yield<int>, AsyncGeneratorBody>)null!),
        () => AsyncGenerator.Create((Func<Yield<int>, CancellationToken, AsyncGeneratorBody>)null!),
        () => AsyncGenerator.Create((Func<Yield<int, int>, AsyncGeneratorBody>)null!),
        () => AsyncGenerator.Create((Func<Yield<int, int>, CancellationToken, AsyncGeneratorBody>)null!),
        () => AsyncGenerator.Create((Func<Yield<int, int>, AsyncGeneratorBody<int>>)null!),
        () => AsyncGenerator.Create((Func<Yield<int, int>, CancellationToken, AsyncGeneratorBody<int>>)null!));

    private static void AreNull(string parameter, params Func<object?>[] calls) =>
        Assert.All(calls, call => Assert.Throws<ArgumentNullException>(parameter, call));

    private static Task IsNull(string parameter, Func<Task> call) =>
        Assert.ThrowsAsync<ArgumentNullException>(parameter, call);
}
