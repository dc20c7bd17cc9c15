using Parley.Tests.Harness;
using Xunit;

namespace Parley.Tests.Sync;

public class RecursionTests
{
    [Fact, Row("T262-20")]
    public void Twenty_levels_yield_on_their_way_in_and_out()
    {
        static Generator<int, int, int> Level(int n) => new(async yield =>
        {
            await yield(n);
            int below = n == 20 ? 0 : await yield.From(Level(n + 1));
            await yield(-n);
            return below + 1;
        });
        var g = Level(1);
        Assert.Equal([.. Enumerable.Range(1, 20), .. Enumerable.Range(1, 20).Select(n => n - 21)], g);
        Assert.Equal(20, g.Result);
    }

    [Fact, Row("T262-20")]
    public void Countdown_with_delegations_between_its_yields()
    {
        static Generator<int, int, int> Countdown(int n) => new(async yield =>
        {
            while (n > 0)
            {
                await yield(n);
                await yield.From(Countdown(--n));
            }

            return 34;
        });
        var g = Countdown(3);
        Assert.Equal([3, 2, 1, 1, 2, 1, 1], g);
        Assert.Equal(34, g.Result);
    }

    [Fact, Row("T262-20")]
    public void Countdown_with_delegations_inside_its_yields()
    {
        static Generator<int, int, int> Countdown(int n) => new(async yield =>
        {
            while (n > 0) await yield(await yield.From(Countdown(--n)));
            return 34;
        });
        var g = Countdown(3);
        Assert.Equal([34, 34, 34, 34, 34, 34, 34], g);
        Assert.Equal(34, g.Result);
    }
}
