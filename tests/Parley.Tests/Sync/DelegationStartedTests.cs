using Parley.Tests.Harness;
using Xunit;

namespace Parley.Tests.Sync;

public class DelegationStartedTests
{
    [Theory, Row("FROM-40", "FROM-41"), InlineData(true), InlineData(false)]
    public void First_step_of_a_From_is_an_advance_and_later_sends_arrive(bool started)
    {
        Trace log = [];
        var inner = new Generator<string, string?, string>(async yield =>
        {
            log.Add($"inner got {await yield("a") ?? "nothing"}");
            log.Add($"inner got {await yield("b") ?? "nothing"}");
            log.Add($"inner got {await yield("c") ?? "nothing"}");
            return "v";
        });
        var outer = new Generator<string, string?>(async yield =>
        {
            log.Add($"outer got {await yield("o")}");
            log.Add($"value {await yield.From(inner)}");
        });
        if (started) log.Call("inner", () => inner.Next());
        log.Call("outer", () => outer.Next());
        log.Call("outer", () => outer.Send("5"));
        log.Call("outer", () => outer.Send("6"));
        log.Call("outer", () => outer.Send("7"));
        Assert.Equal(
            started
                ? [
                    "inner: a", "outer: o", "outer got 5", "inner got nothing", "outer: b", "inner got 6", "outer: c",
                    "inner got 7", "value v", "outer: end",
                ]
                : ["outer: o", "outer got 5", "outer: a", "inner got 6", "outer: b", "inner got 7", "outer: c"],
            log);
    }

    [Fact, Row("FROM-40")]
    public void Started_chain_goes_on_from_where_its_innermost_stands()
    {
        Trace log = [];
        var inner = new Generator<string, string?>(async yield =>
        {
            log.Add($"inner got {await yield("a") ?? "nothing"}");
            log.Add($"inner got {await yield("b") ?? "nothing"}");
            await yield("c");
        });
        var middle = new Generator<string, string?>(async yield =>
        {
            await yield.From(inner);
        });
        var outer = new Generator<string, string?>(async yield =>
        {
            await yield("o");
            await yield.From(middle);
        });
        log.Call("middle", () => middle.Next());
        log.Call("outer", () => outer.Next());
        log.Call("outer", () => outer.Send("5"));
        log.Call("outer", () => outer.Send("6"));
        Assert.Equal(["middle: a", "outer: o", "inner got nothing", "outer: b", "inner got 6", "outer: c"], log);
    }

    [Fact, Row("FROM-41")]
    public void Exception_that_brought_the_outer_to_the_From_is_not_passed_on()
    {
        List<string> log = [];
        var inner = new Generator<int>(async yield =>
        {
            try
            {
                await yield(1);
            }
            catch (ArithmeticException)
            {
                log.Add("not reached");
            }
        });
        var outer = new Generator<int>(async yield =>
        {
            try
            {
                await yield(0);
            }
            catch (ArithmeticException)
            {
                await yield.From(inner);
            }
        });
        outer.Next();
        Assert.Equal(1, outer.Throw(new ArithmeticException()));
        Assert.Empty(log);
        Assert.False(outer.MoveNext());
    }
}
