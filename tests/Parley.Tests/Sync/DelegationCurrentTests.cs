using Xunit;

namespace Parley.Tests.Sync;

/// <summary>By PEP 380's expansion every level of a chain hands out what the innermost yields.</summary>
public class DelegationCurrentTests
{
    private readonly Generator<int> _inner;
    private readonly Generator<int> _middle;
    private readonly Generator<int> _outer;

    public DelegationCurrentTests()
    {
        _inner = new(async yield =>
        {
            for (int i = 1; i <= 4; i++) await yield(i);
        });
        _middle = new(async yield =>
        {
            await yield(10);
            await yield.From(_inner);
            await yield(11);
        });
        _outer = new(async yield =>
        {
            await yield(20);
            await yield.From(_middle);
            await yield(21);
        });
    }

    private (int Outer, int Middle, int Inner) Currents => (_outer.Current, _middle.Current, _inner.Current);

    [Fact]
    public void Every_level_has_what_went_through_it()
    {
        List<(int, int, int)> currents = [Currents];
        while (_outer.MoveNext()) currents.Add(Currents);
        currents.Add(Currents);
        Assert.Equal(
            [
                (0, 0, 0), (20, 0, 0), (10, 10, 0), (1, 1, 1), (2, 2, 2), (3, 3, 3), (4, 4, 4), (11, 11, 0), (21, 0, 0),
                (0, 0, 0),
            ],
            currents);
    }

    [Fact]
    public void What_is_driven_directly_leaves_the_levels_above_alone()
    {
        while (_outer.Next() != 1)
        {
        }

        _inner.Next();
        Assert.Equal((1, 1, 2), Currents);
        _middle.Next();
        Assert.Equal((1, 3, 3), Currents);
        _inner.Next();
        Assert.Equal((1, 3, 4), Currents);
        _outer.Next();
        Assert.Equal((11, 11, 0), Currents);
    }

    [Fact]
    public void Each_of_two_outers_has_what_it_handed_out()
    {
        var other = new Generator<int>(async yield => await yield.From(_middle));
        while (_outer.Next() != 1)
        {
        }

        other.Next();
        Assert.Equal((1, 2, 2), Currents);
        Assert.Equal(2, other.Current);
        _outer.Next();
        Assert.Equal((3, 3, 3), Currents);
        Assert.Equal(2, other.Current);
    }

    [Fact]
    public void Value_thrown_or_sent_for_is_handed_out_by_every_level_too()
    {
        var inner = new Generator<int, int>(async yield =>
        {
            try
            {
                await yield(await yield(1));
            }
            catch (ArithmeticException)
            {
                await yield(3);
            }
        });
        var middle = new Generator<int, int>(async yield => await yield.From(inner));
        var outer = new Generator<int, int>(async yield => await yield.From(middle));
        outer.Next();
        outer.Send(2);
        Assert.Equal((2, 2, 2), (outer.Current, middle.Current, inner.Current));
        outer.Throw(new ArithmeticException());
        Assert.Equal((3, 3, 3), (outer.Current, middle.Current, inner.Current));
    }

    [Fact]
    public void Enumerable_is_handed_out_by_every_level_too()
    {
        var middle = new Generator<int>(async yield => await yield.From([1, 2]));
        var outer = new Generator<int>(async yield => await yield.From(middle));
        outer.Next();
        outer.Next();
        Assert.Equal((2, 2), (outer.Current, middle.Current));
    }

    [Fact]
    public void Outermost_that_ignores_the_exit_keeps_what_it_handed_out_last()
    {
        var outer = new Generator<int>(async yield =>
        {
            await yield(20);
            try
            {
                await yield.From([1]);
            }
            catch (GeneratorExitException)
            {
                await yield.From([21, 22]);
            }
        });
        outer.Next();
        outer.Next();
        Assert.Throws<InvalidOperationException>(outer.Close);
        Assert.Equal(1, outer.Current);
        Assert.Equal(22, outer.Next());
        Assert.Equal(22, outer.Current);
    }
}
