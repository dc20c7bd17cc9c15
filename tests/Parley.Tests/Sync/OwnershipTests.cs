using Parley.Tests.Harness;
using Xunit;

namespace Parley.Tests.Sync;

/// <summary>Blocks and loops that own a generator. Shared/ has those with <c>await</c>.</summary>
public class OwnershipTests
{
    private int _finallies;

    [Fact, Row("CLOSE-17")]
    public void A_using_closes_it_on_the_normal_way_out()
    {
        var g = Endless();
        using (g)
        {
            Assert.Equal(1, g.Next());
            Assert.Equal(0, _finallies);
        }

        Assert.Equal(1, _finallies);
        Assert.Equal(GeneratorState.Closed, g.State);
    }

    [Fact, Row("CLOSE-17")]
    public void A_using_closes_it_on_an_exception()
    {
        var e = new ArithmeticException();
        Exception? seen = null;
        var g = new Generator<int>(async yield =>
        {
            try
            {
                await yield(1);
            }
            catch (Exception raised)
            {
                seen = raised;
                throw;
            }
        });
        Assert.Same(e, Record.Exception(Use));
        Assert.IsType<GeneratorExitException>(seen);
        Assert.Equal(GeneratorState.Closed, g.State);

        void Use()
        {
            using (g)
            {
                Assert.Equal(1, g.Next());
                throw e;
            }
        }
    }

    [Fact, Row("CLOSE-18")]
    public void Break_closes_it()
    {
        var g = Endless();
        var values = new List<int>();
        foreach (int x in g)
        {
            values.Add(x);
            if (x == 2) break;
        }

        Assert.Equal([1, 2], values);
        Assert.Equal(1, _finallies);
        Assert.Equal(GeneratorState.Closed, g.State);
    }

    [Fact, Row("CLOSE-18")]
    public void Break_closes_it_behind_its_interface()
    {
        var g = Endless();
        foreach (int x in (IEnumerable<int>)g)
        {
            if (x == 2) break;
        }

        Assert.Equal(1, _finallies);
        Assert.Equal(GeneratorState.Closed, g.State);
    }

    [Fact, Row("CLOSE-18")]
    public void Return_closes_it()
    {
        var g = Endless();
        Assert.Equal(1, First());
        Assert.Equal(1, _finallies);
        Assert.Equal(GeneratorState.Closed, g.State);

        int First()
        {
            foreach (int x in g) return x;
            return 0;
        }
    }

    [Fact, Row("CLOSE-18")]
    public void Goto_closes_it()
    {
        var g = Endless();
        foreach (int x in g)
        {
            if (x == 2) goto outside;
        }

    outside:
        Assert.Equal(1, _finallies);
        Assert.Equal(GeneratorState.Closed, g.State);
    }

    [Fact, Row("CLOSE-18")]
    public void An_exception_in_the_loop_closes_it()
    {
        var g = Endless();
        var e = new ArithmeticException();
        Assert.Same(e, Record.Exception(() =>
        {
            foreach (int x in g) throw e;
        }));
        Assert.Equal(1, _finallies);
        Assert.Equal(GeneratorState.Closed, g.State);
    }

    [Fact, Row("CLOSE-18")]
    public void Continue_does_not_close_it()
    {
        var g = Endless();
        var values = new List<int>();
        foreach (int x in g)
        {
            Assert.Equal(0, _finallies);
            if (x == 2) continue;
            values.Add(x);
            if (x == 3) break;
        }

        Assert.Equal([1, 3], values);
    }

    [Fact, Row("CLOSE-18")]
    public void A_loop_by_hand_leaves_it_suspended()
    {
        var g = Endless();
        while (g.MoveNext())
        {
            if (g.Current == 2) break;
        }

        Assert.Equal(0, _finallies);
        Assert.Equal(GeneratorState.Suspended, g.State);
        Assert.Equal(3, g.Next());
    }

    private Generator<int> Endless() => new(async yield =>
    {
        try
        {
            for (int i = 1; ; i++) await yield(i);
        }
        finally
        {
            _finallies++;
        }
    });
}
