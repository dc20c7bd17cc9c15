using Parley.Tests.Harness;
using Xunit;
using static Parley.Tests.Harness.Expect;
using static Parley.Tests.Harness.Subject;

namespace Parley.Tests.Shared;

/// <summary>Blocks and loops that own a generator, with <c>await</c>. Sync/ has those without.</summary>
public class OwnershipTests
{
    private int _finallies;

    [Fact, Row("CLOSE-17")]
    public async Task A_block_closes_it_on_the_normal_way_out()
    {
        var g = Make<int>(async yield =>
        {
            try
            {
                await yield(1);
            }
            finally
            {
                _finallies++;
            }
        });
        await using (Owned(g))
        {
            await Yields(1, g.NextAsync());
            Assert.Equal(0, _finallies);
        }

        Assert.Equal(1, _finallies);
        Assert.Equal(GeneratorState.Closed, g.State);
    }

    [Fact, Row("CLOSE-17")]
    public async Task A_block_closes_it_on_an_exception()
    {
        var e = new ArithmeticException();
        Exception? seen = null;
        var g = Make<int>(async yield =>
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
        await Throws(e, async () =>
        {
            await using (Owned(g))
            {
                await Yields(1, g.NextAsync());
                throw e;
            }
        });
        Assert.Equal(typeof(GeneratorExitException), seen?.GetType());
        Assert.Equal(GeneratorState.Closed, g.State);
    }

    [Fact, Row("CLOSE-18")]
    public async Task Break_closes_it()
    {
        var g = Make<int>(async yield =>
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
        var values = new List<int>();
        await foreach (int x in g)
        {
            values.Add(x);
            if (x == 2) break;
        }

        Assert.Equal([1, 2], values);
        Assert.Equal(1, _finallies);
        Assert.Equal(GeneratorState.Closed, g.State);
    }

    [Fact, Row("CLOSE-18")]
    public async Task Return_goto_and_an_exception_close_it()
    {
        var make = () => Make<int>(async yield =>
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

        var returned = make();
        var first = async () =>
        {
            await foreach (int x in returned) return x;
            return 0;
        };
        Assert.Equal(1, await first());
        Assert.Equal(1, _finallies);
        Assert.Equal(GeneratorState.Closed, returned.State);

        var left = make();
        await foreach (int x in left)
        {
            if (x == 2) goto outside;
        }

    outside:
        Assert.Equal(2, _finallies);
        Assert.Equal(GeneratorState.Closed, left.State);

        var failed = make();
        var e = new ArithmeticException();
        await Throws(e, async () =>
        {
            await foreach (int x in failed) throw e;
        });
        Assert.Equal(3, _finallies);
        Assert.Equal(GeneratorState.Closed, failed.State);
    }

    [Fact, Row("CLOSE-18")]
    public async Task Continue_does_not_close_it()
    {
        var g = Make<int>(async yield =>
        {
            try
            {
                for (int i = 1; i <= 3; i++) await yield(i);
            }
            finally
            {
                _finallies++;
            }
        });
        var values = new List<int>();
        await foreach (int x in g)
        {
            Assert.Equal(0, _finallies);
            if (x == 2) continue;
            values.Add(x);
        }

        Assert.Equal([1, 3], values);
        Assert.Equal(1, _finallies);
    }

    [Fact, Row("CLOSE-18")]
    public async Task A_loop_by_hand_leaves_it_suspended()
    {
        var g = Make<int>(async yield =>
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
        while (await g.MoveNextAsync())
        {
            if (g.Current == 2) break;
        }

        Assert.Equal(0, _finallies);
        Assert.Equal(GeneratorState.Suspended, g.State);
        await Yields(3, g.NextAsync());
    }
}
