using Parley.Tests.Harness;
using Xunit;

namespace Parley.Tests.Sync;

public class DelegationEndedTests
{
    private static Generator<int, string?, string> Outer(Generator<int, string?, int> inner) => new(async yield =>
    {
        int first = await yield.From(inner);
        int second = await yield.From(inner);
        return $"{first} {second}";
    });

    [Fact, Row("FROM-39")]
    public void Inner_that_returned_gives_its_kept_result_every_time_and_to_every_outer()
    {
        var inner = new Generator<int, string?, int>(async yield =>
        {
            await yield(1);
            return 5;
        });
        while (inner.MoveNext())
        {
        }

        foreach (var outer in (Generator<int, string?, string>[])[Outer(inner), Outer(inner)])
        {
            Assert.False(outer.MoveNext());
            Assert.Equal("5 5", outer.Result);
        }
    }

    [Fact, Row("FROM-39")]
    public void Inner_that_ended_in_a_From_gives_its_result_again()
    {
        var inner = new Generator<int, string?, int>(async yield =>
        {
            await yield(1);
            return 5;
        });
        var outer = Outer(inner);
        Assert.Equal(1, outer.Next());
        Assert.Equal("5 5", Assert.Throws<StopIterationException<string>>(() => outer.Next()).Value);
    }

    [Fact, Row("FROM-39")]
    public void Inner_that_returned_while_being_closed_gives_that_value()
    {
        var inner = new Generator<int, string?, int>(async yield =>
        {
            try
            {
                await yield(1);
                return 4;
            }
            catch (GeneratorExitException)
            {
                return 5;
            }
        });
        inner.Next();
        inner.Close();
        var outer = Outer(inner);
        Assert.False(outer.MoveNext());
        Assert.Equal("5 5", outer.Result);
    }

    [Theory, Row("FROM-39")]
    [InlineData("closed"), InlineData("closed unstarted"), InlineData("failed"), InlineData("failed unstarted")]
    public void Inner_that_ended_without_returning_gives_the_default_and_the_outer_goes_on(string how)
    {
        var inner = new Generator<int, string?, int>(async yield =>
        {
            await yield(1);
            return 5;
        });
        if (!how.EndsWith("unstarted", StringComparison.Ordinal)) inner.Next();
        if (how.StartsWith("closed", StringComparison.Ordinal)) inner.Close();
        else Assert.Throws<ArithmeticException>(() => inner.Throw(new ArithmeticException()));
        var outer = Outer(inner);
        Assert.False(outer.MoveNext());
        Assert.Equal("0 0", outer.Result);
    }

    [Fact, Row("FROM-39")]
    public void Ended_inner_without_a_return_value_is_over_at_once()
    {
        var inner = new Generator<int>(async yield => await yield(1));
        inner.Close();
        var outer = new Generator<int>(async yield =>
        {
            await yield.From(inner);
            await yield(2);
        });
        Assert.Equal(2, outer.Next());
    }

    [Theory, Row("FROM-42"), InlineData(false), InlineData(true)]
    public void Inner_that_somebody_else_finished_is_passed_and_a_value_sent_is_lost(bool sends)
    {
        Trace log = [];
        var inner = new Generator<int, string?, int>(async yield =>
        {
            await yield(1);
            await yield(2);
            return 5;
        });
        var outer = new Generator<int, string?>(async yield =>
        {
            log.Add($"value {await yield.From(inner)}");
            log.Add($"outer got {await yield(3)}");
        });

        log.Call("outer", () => outer.Next());
        log.Call("inner", () => inner.Next());
        log.Call("inner", () => inner.Next());
        log.States(outer, inner);
        log.Call("outer", () => sends ? outer.Send("lost") : outer.Next());
        log.Call("outer", () => outer.Send("x"));
        Assert.Equal(
            [
                "outer: 1", "inner: 2", "inner: end 5", "Suspended Closed", "value 5", "outer: 3", "outer got x",
                "outer: end",
            ],
            log);
    }

    [Theory, Row("FROM-42"), InlineData(false), InlineData(true)]
    public void Below_a_middle_one_it_is_passed_there(bool sends)
    {
        Trace log = [];
        var inner = new Generator<string, string?, string>(async yield =>
        {
            await yield("i1");
            return "iv";
        });
        var middle = new Generator<string, string?, string>(async yield =>
        {
            log.Add($"middle value {await yield.From(inner)}");
            log.Add($"middle got {await yield("m1")}");
            return "mv";
        });
        var outer = new Generator<string, string?>(async yield =>
        {
            log.Add($"outer value {await yield.From(middle)}");
            log.Add($"outer got {await yield("o1")}");
        });
        Func<string> step = () => sends ? outer.Send("x") : outer.Next();
        string got = sends ? "x" : "";

        log.Call("outer", () => outer.Next());
        log.Call("inner", () => inner.Next());
        log.Call("outer", step);
        log.Call("outer", step);
        log.Call("outer", step);
        Assert.Equal(
            [
                "outer: i1", "inner: end iv", "middle value iv", "outer: m1", $"middle got {got}", "outer value mv",
                "outer: o1", $"outer got {got}", "outer: end",
            ],
            log);
    }

    [Theory, Row("FROM-43")]
    [InlineData("Next", "value 0", "outer: 3", "Suspended")]
    [InlineData("Send", "value 0", "outer: 3", "Suspended")]
    [InlineData("Throw", "raised e", "outer: e", "Closed")]
    [InlineData("Throw end", "value 0", "outer: 3", "Suspended")]
    [InlineData("Close", "raised exit", "outer: done", "Closed")]
    [InlineData("Exit", "raised exit", "outer: exit", "Closed")]
    public void Inner_that_somebody_else_closed_is_passed_or_the_exception_is_raised_at_the_From(
        string way, string inside, string outside, string state)
    {
        Trace log = [];
        var inner = new Generator<int, string?, int>(async yield =>
        {
            await yield(1);
            return 5;
        });
        var outer = new Generator<int, string?>(async yield =>
        {
            try
            {
                log.Add($"value {await yield.From(inner)}");
            }
            catch (Exception e)
            {
                log.Add($"raised {Trace.Words(e)}");
                throw;
            }

            await yield(3);
        });

        outer.Next();
        inner.Close();
        log.States(outer, inner);
        if (way == "Next") log.Call("outer", () => outer.Next());
        if (way == "Send") log.Call("outer", () => outer.Send("lost"));
        if (way == "Throw") log.Call("outer", () => outer.Throw(new ArithmeticException("e")));
        if (way == "Throw end") log.Call("outer", () => outer.Throw(new StopIterationException()));
        if (way == "Close") log.Call("outer", outer.Close);
        if (way == "Exit") log.Call("outer", () => outer.Throw(new GeneratorExitException()));
        log.States(outer);
        Assert.Equal(["Suspended Closed", inside, outside, state], log);
    }
}
