using Parley.Tests.Harness;
using Xunit;

namespace Parley.Tests.Sync;

/// <summary>Chains a million deep, on a small stack. With a try in each body, an exception is thrown at each.</summary>
public class DelegationDepthTests
{
    private const int StackSize = 256 * 1024;
    private const int Depth = 1_000_000;
    private const int DepthOfThrows = 100_000;

    private static void OnSmallStack(Action test)
    {
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(test), StackSize);
        thread.Start();
        thread.Join();
        Assert.Null(failure);
    }

    private static Generator<int, int, int> Nest(int depth, Generator<int, int, int> innermost)
    {
        var outer = innermost;
        for (int i = 0; i < depth; i++) outer = Around(outer);
        return outer;
    }

    private static Generator<int, int, int> Around(Generator<int, int, int> inner) =>
        new(async yield => 1 + await yield.From(inner));

    private static Generator<int, int, int> NestWithTry(int depth, Generator<int, int, int> innermost, int[] finallies)
    {
        var outer = innermost;
        for (int i = 0; i < depth; i++) outer = AroundWithTry(outer, finallies);
        return outer;
    }

    private static Generator<int, int, int> AroundWithTry(Generator<int, int, int> inner, int[] finallies) =>
        new(async yield =>
        {
            try
            {
                return 1 + await yield.From(inner);
            }
            finally
            {
                finallies[0]++;
            }
        });

    private static Generator<int, int, int> Doubling() => new(async yield =>
    {
        int sent = await yield(1);
        for (; sent != 0; sent = await yield(2 * sent))
        {
        }

        return 0;
    });

    [Fact, Row("FROM-49")]
    public void Steps_sends_and_the_returned_values_go_through() => OnSmallStack(() =>
    {
        var innermost = Doubling();
        var g = Nest(Depth, innermost);
        Assert.Equal(1, g.Next());
        for (int i = 1; i <= 1000; i++) Assert.Equal(2 * i, g.Send(i));
        Assert.Equal(GeneratorState.Suspended, innermost.State);
        Assert.False(g.MoveNext());
        Assert.Equal(Depth, g.Result);
        Assert.Equal(GeneratorState.Closed, innermost.State);
    });

    [Fact, Row("FROM-49")]
    public void Uncaught_exception_goes_through() => OnSmallStack(() =>
    {
        var innermost = Doubling();
        var g = Nest(Depth, innermost);
        var exception = new ArithmeticException();
        g.Next();
        Assert.Same(exception, Assert.Throws<ArithmeticException>(() => g.Throw(exception)));
        Assert.Equal(GeneratorState.Closed, g.State);
        Assert.Equal(GeneratorState.Closed, innermost.State);
    });

    [Fact, Row("FROM-49")]
    public void Exception_of_the_innermost_goes_through_to_the_outermost_which_catches_it() => OnSmallStack(() =>
    {
        var failure = new ArithmeticException();
        var nest = Nest(Depth, new(async yield => await yield(1) == 5 ? throw failure : 0));
        var g = new Generator<int, int, string>(async yield =>
        {
            try
            {
                return $"{await yield.From(nest)}";
            }
            catch (ArithmeticException e) when (e == failure)
            {
                await yield(7);
                return "caught";
            }
        });
        g.Next();
        Assert.Equal(7, g.Send(5));
        Assert.Equal(GeneratorState.Closed, nest.State);
        Assert.False(g.MoveNext());
        Assert.Equal("caught", g.Result);
    });

    [Fact, Row("FROM-49")]
    public void Close_goes_through() => OnSmallStack(() =>
    {
        var innermost = Doubling();
        var g = Nest(Depth, innermost);
        g.Next();
        g.Close();
        Assert.Equal(GeneratorState.Closed, g.State);
        Assert.Equal(GeneratorState.Closed, innermost.State);
    });

    [Fact, Row("FROM-49")]
    public void Exit_thrown_in_goes_through() => OnSmallStack(() =>
    {
        var innermost = Doubling();
        var g = Nest(Depth, innermost);
        var exit = new GeneratorExitException();
        g.Next();
        Assert.Same(exit, Assert.Throws<GeneratorExitException>(() => g.Throw(exit)));
        Assert.Equal(GeneratorState.Closed, g.State);
        Assert.Equal(GeneratorState.Closed, innermost.State);
    });

    [Fact, Row("FROM-49")]
    public void Properties_of_every_kind_can_be_read_and_the_running_chain_is_one() => OnSmallStack(() =>
    {
        Generator<int, int, int> g = null!, middle = null!;
        List<GeneratorState> states = [];
        middle = Nest(Depth / 2, new(async yield =>
        {
            await yield(1);
            states.AddRange(g.State, middle.State);
            Assert.Throws<InvalidOperationException>(() => middle.Next());
            Assert.Throws<InvalidOperationException>(g.Close);
            return await yield(2);
        }));
        g = Nest(Depth / 2, middle);
        g.Next();
        Assert.Equal((1, 1), (g.Current, middle.Current));
        Assert.Equal(2, g.Next());
        Assert.Equal([GeneratorState.Running, GeneratorState.Running], states);
        Assert.Equal((2, 2), (g.Current, middle.Current));
    });

    [Fact, Row("FROM-49")]
    public void Recursion_that_builds_its_chain_while_it_runs_goes_through() => OnSmallStack(() =>
    {
        static Generator<int, int, int> Count(int n) => new(async yield =>
        {
            if (n == 0) return await yield(Depth);
            return 1 + await yield.From(Count(n - 1));
        });
        var g = Count(Depth);
        Assert.Equal(Depth, g.Next());
        Assert.False(g.TrySend(1));
        Assert.Equal(Depth + 1, g.Result);
    });

    [Fact, Row("FROM-49")]
    public void With_a_try_in_every_body_steps_and_the_returned_values_go_through() => OnSmallStack(() =>
    {
        int[] finallies = [0];
        var g = NestWithTry(Depth, Doubling(), finallies);
        Assert.Equal(1, g.Next());
        Assert.Equal(10, g.Send(5));
        Assert.False(g.MoveNext());
        Assert.Equal(Depth, g.Result);
        Assert.Equal(Depth, finallies[0]);
    });

    [Fact, Row("FROM-49")]
    public void With_a_try_in_every_body_an_exception_goes_through() => OnSmallStack(() =>
    {
        int[] finallies = [0];
        var g = NestWithTry(DepthOfThrows, Doubling(), finallies);
        var exception = new ArithmeticException();
        g.Next();
        Assert.Same(exception, Assert.Throws<ArithmeticException>(() => g.Throw(exception)));
        Assert.Equal(DepthOfThrows, finallies[0]);
    });

    [Fact, Row("FROM-49")]
    public void With_a_try_in_every_body_an_exception_reaches_the_catch_of_the_outermost() => OnSmallStack(() =>
    {
        int[] finallies = [0];
        var nest = NestWithTry(DepthOfThrows, Doubling(), finallies);
        var g = new Generator<int, int>(async yield =>
        {
            try
            {
                await yield.From(nest);
            }
            catch (ArithmeticException)
            {
                await yield(finallies[0]);
            }
        });
        g.Next();
        Assert.Equal(DepthOfThrows, g.Throw(new ArithmeticException()));
        Assert.False(g.MoveNext());
    });

    [Fact, Row("FROM-49")]
    public void With_a_try_in_every_body_a_close_goes_through() => OnSmallStack(() =>
    {
        int[] finallies = [0];
        var innermost = Doubling();
        var g = NestWithTry(DepthOfThrows, innermost, finallies);
        g.Next();
        g.Close();
        Assert.Equal(DepthOfThrows, finallies[0]);
        Assert.Equal(GeneratorState.Closed, innermost.State);
        Assert.Equal(GeneratorState.Closed, g.State);
    });
}
