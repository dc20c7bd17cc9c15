using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Async;

/// <summary>The yield of an asynchronous body, used anywhere else: an error there, and nothing is lost.</summary>
public class MisplacedYieldTests
{
    private const string Elsewhere = "outside of the running body";

    [Theory, Row("T262-23"), InlineData(false), InlineData(true)]
    public async Task In_a_task_that_the_body_awaits(bool waitsFirst)
    {
        Exception? seen = null;
        var g = await Started(new AsyncGenerator<int, int>(async yield =>
        {
            int sent = await yield(1);
            async Task Nested() { if (waitsFirst) await default(Turn); await yield(2); }
            try { await Nested(); }
            catch (InvalidOperationException e) { seen = e; }
            await yield(sent);
        }));
        await Yields(7, g.SendAsync(7));
        Assert.Contains(Elsewhere, seen?.Message);
        Assert.False(await g.MoveNextAsync());
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task In_a_task_that_tries_again_and_again(bool waitsFirst)
    {
        int refused = 0;
        var g = await Started(async yield =>
        {
            async Task Nested()
            {
                if (waitsFirst) await default(Turn);
                while (refused < 200_000)
                {
                    try { await yield(2); }
                    catch (InvalidOperationException) { refused++; }
                }
            }

            await yield(1);
            await Nested();
            await yield(3);
        });
        await Yields(3, g.NextAsync());
        Assert.Equal(200_000, refused);
    }

    [Fact, Row("T262-23")]
    public async Task From_in_a_task_that_the_body_awaits()
    {
        var inner = new AsyncGenerator<int>(async yield => await yield(2));
        var g = new AsyncGenerator<int>(async yield =>
        {
            async Task Nested() => await yield.From(inner);
            await Nested();
        });
        await Refuses(Elsewhere, () => g.NextAsync());
        Assert.Equal((Created, Closed), (inner.State, g.State));
    }

    [Theory, Row("T262-23"), InlineData(false), InlineData(true)]
    public async Task In_the_body_of_another_one(bool delegates)
    {
        var g = new AsyncGenerator<int>(async yield =>
        {
            var inner = new AsyncGenerator<int>(async _ => { await default(Turn); await yield(2); });
            try { if (delegates) await yield.From(inner); else await inner.MoveNextAsync(); }
            catch (InvalidOperationException e) when (e.Message.Contains(Elsewhere)) { await yield(3); }
        });
        await Yields(3, g.NextAsync());
        Assert.False(await g.MoveNextAsync());
    }

    [Fact, Row("T262-23")]
    public async Task While_the_body_waits_is_suspended_or_has_ended()
    {
        var gate = new Gate();
        Yield<int> kept = null!;
        var g = new AsyncGenerator<int>(async yield => { kept = yield; await gate; await yield(1); });
        async ValueTask Misuse() => await kept(5);
        var call = g.NextAsync();
        await Refuses(Elsewhere, Misuse);
        await Yields(1, gate.Through(call));
        await Refuses(Elsewhere, Misuse);
        Assert.Equal(1, g.Current);
        Assert.False(await g.MoveNextAsync());
        await Refuses(Elsewhere, Misuse);
    }

    [Fact]
    public async Task Body_used_twice_is_good_for_the_first_generator_only()
    {
        static async AsyncGeneratorBody Body(Yield<int> yield) => await yield(1);
        AsyncGeneratorBody body = default;
        var first = new AsyncGenerator<int>(yield => body = Body(yield));
        var second = new AsyncGenerator<int>(_ => body);
        await Refuses("no body of its own", () => second.NextAsync());
        await Yields(1, first.NextAsync());
    }
}
