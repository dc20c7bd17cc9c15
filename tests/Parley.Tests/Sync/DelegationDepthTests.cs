using static Parley.GeneratorState;

namespace Parley.Tests.Sync;

/// <summary>Chains a million deep, on a small stack. With a try in each body, an exception is thrown at each.</summary>
public class DelegationDepthTests : SyncTests
{
    private const int Depth = 1_000_000, DepthOfThrows = 100_000;

    private readonly IntReturner _innermost = new(
        async yield => { for (int sent = await yield(1); sent != 0;) sent = await yield(2 * sent); return 0; });
    private int _finallies;

    private static void OnSmallStack(Action test) => OnThread(test, stackSize: 256 * 1024);

    private static IntReturner Nest(int depth, IntReturner innermost) => Enumerable.Range(0, depth)
        .Aggregate(innermost, (inner, _) => new(async yield => 1 + await yield.From(inner)));

    private IntReturner NestWithTry(int depth) => Enumerable.Range(0, depth)
        .Aggregate(_innermost, (inner, _) => new(
            async yield => { try { return 1 + await yield.From(inner); } finally { _finallies++; } }));

    [Theory, Row("FROM-49"), InlineData(false), InlineData(true)]
    public void Steps_sends_and_the_returned_values_go_through(bool tries) => OnSmallStack(() =>
    {
        var g = (tries ? NestWithTry(Depth) : Nest(Depth, _innermost)).At(1);
        for (int i = 1; i <= 1000; i++) Assert.Equal(2 * i, g.Send(i));
        Assert.Equal((Suspended, false), (_innermost.State, g.MoveNext()));
        Assert.Equal((Depth, Closed, tries ? Depth : 0), (g.Result, _innermost.State, _finallies));
    });

    [Theory, Row("FROM-49"), InlineData("Throw", false), InlineData("Exit", false), InlineData("Close", false)]
    [InlineData("Throw", true), InlineData("Close", true)]
    public void What_ends_it_goes_through(string way, bool tries) => OnSmallStack(() =>
    {
        var g = (tries ? NestWithTry(DepthOfThrows) : Nest(Depth, _innermost)).At(1);
        Exception exception = way == "Exit" ? new GeneratorExitException() : _e;
        if (way == "Close") g.Close();
        else Assert.Same(exception, Record.Exception(() => g.Throw(exception)));
        Assert.Equal((Closed, Closed, tries ? DepthOfThrows : 0), (g.State, _innermost.State, _finallies));
    });

    [Fact, Row("FROM-49")]
    public void Exception_of_the_innermost_goes_through_to_the_outermost_which_catches_it() => OnSmallStack(() =>
    {
        var nest = Nest(Depth, new(async yield => await yield(1) == 5 ? throw _e : 0));
        var g = new Generator<int, int, string>(async yield =>
        {
            try { return $"{await yield.From(nest)}"; }
            catch (ArithmeticException e) when (e == _e) { await yield(7); return "caught"; }
        }).At(1);
        Assert.Equal((7, Closed, false, "caught"), (g.Send(5), nest.State, g.MoveNext(), g.Result));
    });

    [Theory, InlineData("Next"), InlineData("Throw"), InlineData("Close")]
    public void More_faces_than_the_stack_holds_are_an_exception_not_a_crash(string way) => OnSmallStack(() =>
    {
        Generator<int> g = Yielding(1);
        for (int i = 0; i < DepthOfThrows; i++) g = g.SelectYield(value => value);
        Action call = way == "Next" ? () => g.Next() : way == "Throw" ? () => g.Throw(_e) : g.Close;
        Assert.Throws<InsufficientExecutionStackException>(call);
        foreach (Func<object?> read in new Func<object?>[] { () => g.YieldingFrom, () => g.Name, g.Fork })
        {
            Assert.True(Record.Exception(() => read()) is null or InsufficientExecutionStackException);
        }
        Assert.Equal(Created, g.State);
    });

    [Fact, Row("FROM-49")]
    public void Properties_of_every_kind_can_be_read_and_the_running_chain_is_one() => OnSmallStack(() =>
    {
        IntReturner g = null!, middle = null!;
        middle = Nest(Depth / 2, new(async yield =>
        {
            await yield(1);
            Assert.Equal((Running, Running), (g.State, middle.State));
            Assert.Throws<InvalidOperationException>(() => middle.Next());
            Assert.Throws<InvalidOperationException>(g.Close);
            return await yield(2);
        }));
        g = Nest(Depth / 2, middle).At(1);
        Assert.Equal((1, 1, 2), (g.Current, middle.Current, g.Next()));
        Assert.Equal((2, 2), (g.Current, middle.Current));
    });

    [Fact, Row("FROM-49")]
    public void Recursion_that_builds_its_chain_while_it_runs_goes_through() => OnSmallStack(() =>
    {
        IntReturner dig(int n) => new(async yield => n == 0 ? await yield(Depth) : 1 + await yield.From(dig(n - 1)));
        var g = dig(Depth);
        Assert.Equal((Depth, false, Depth + 1), (g.Next(), g.TrySend(1), g.Result));
    });

    [Fact, Row("FROM-49")]
    public void With_a_try_in_every_body_an_exception_reaches_the_catch_of_the_outermost() => OnSmallStack(() =>
    {
        var nest = NestWithTry(DepthOfThrows);
        var g = new IntSender(async yield =>
        {
            try { await yield.From(nest); } catch (ArithmeticException) { await yield(_finallies); }
        }).At(1);
        Assert.Equal((DepthOfThrows, false), (g.Throw(_e), g.MoveNext()));
    });
}
