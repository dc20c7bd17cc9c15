using Parley.Tests.Harness;
using Xunit;
using static Parley.Tests.Harness.Expect;
using static Parley.Tests.Harness.Subject;

namespace Parley.Tests.Shared;

/// <summary>Generators that delegate to each other, which a body names by a variable that is assigned anew.</summary>
public class DelegationLoopTests
{
    [Fact, Row("FROM-23")]
    public async Task Two_that_delegate_to_each_other_fail_at_the_second_From_and_end_both()
    {
        List<string> log = [];
        var a = Make<string>(async _ => { });
        var b = Make<string>(async yield =>
        {
            log.Add("b starts");
            await yield("b1");
            log.Add("b delegates");
            try
            {
                await yield.From(a);
                log.Add("not reached");
            }
            catch (InvalidOperationException e)
            {
                log.Add($"b: {Trace.Words(e)}");
                throw;
            }
        });
        a = Make<string>(async yield =>
        {
            log.Add("a starts");
            await yield("a1");
            log.Add("a delegates");
            try
            {
                await yield.From(b);
                log.Add("not reached");
            }
            finally
            {
                log.Add("a finally");
            }
        });

        await Yields("a1", a.NextAsync());
        await Yields("b1", a.NextAsync());
        await Refuses("generator already executing", () => a.NextAsync());
        Assert.Equal(["a starts", "a delegates", "b starts", "b delegates", "b: already executing", "a finally"], log);
        Assert.Equal(GeneratorState.Closed, a.State);
        Assert.Equal(GeneratorState.Closed, b.State);
        Assert.False(await a.MoveNextAsync());
    }

    [Fact, Row("FROM-23")]
    public async Task Loop_of_three_fails_at_the_innermost_and_any_level_may_catch_it()
    {
        List<string> log = [];
        var a = Make<string>(async _ => { });
        var c = Make<string>(async yield =>
        {
            try
            {
                await yield.From(a);
            }
            finally
            {
                log.Add("c finally");
            }
        });
        var b = Make<string>(async yield =>
        {
            try
            {
                await yield.From(c);
            }
            finally
            {
                log.Add("b finally");
            }
        });
        a = Make<string>(async yield =>
        {
            try
            {
                await yield.From(b);
            }
            catch (InvalidOperationException e)
            {
                log.Add($"a: {Trace.Words(e)}");
                await yield("a");
            }
        });

        await Yields("a", a.NextAsync());
        Assert.Equal(["c finally", "b finally", "a: already executing"], log);
        Assert.Equal(GeneratorState.Suspended, a.State);
        Assert.Equal(GeneratorState.Closed, b.State);
        Assert.Equal(GeneratorState.Closed, c.State);
    }

    [Fact, Row("FROM-23")]
    public async Task One_that_delegates_to_itself_fails_there()
    {
        var me = Make<int>(async _ => { });
        me = Make<int>(async yield => await yield.From(me));

        await Refuses("generator already executing", () => me.NextAsync());
        Assert.Equal(GeneratorState.Closed, me.State);
        Assert.False(await me.MoveNextAsync());
    }

    [Fact, Row("FROM-23")]
    public async Task One_that_delegates_to_itself_may_catch_it_and_yield_on()
    {
        List<string> log = [];
        var me = Make<int>(async _ => { });
        me = Make<int>(async yield =>
        {
            try
            {
                await yield.From(me);
            }
            catch (InvalidOperationException e)
            {
                log.Add(Trace.Words(e));
            }

            await yield(1);
            await yield(2);
        });

        await Yields(1, me.NextAsync());
        Assert.Equal(["already executing"], log);
        await Yields(2, me.NextAsync());
        Assert.False(await me.MoveNextAsync());
    }

    [Fact, Row("FROM-23")]
    public async Task Inner_that_is_driven_directly_and_delegates_to_its_paused_outer_closes_a_loop_too()
    {
        List<string> log = [];
        var a = Make<string>(async _ => { });
        var b = Make<string>(async yield =>
        {
            await yield("b1");
            await yield.From(a);
            await yield("b2");
        });
        a = Make<string>(async yield =>
        {
            try
            {
                await yield.From(b);
            }
            catch (InvalidOperationException e)
            {
                log.Add($"a: {Trace.Words(e)}");
                await yield("a1");
            }
        });

        await Yields("b1", a.NextAsync());
        await Yields("a1", b.NextAsync());
        Assert.Equal(["a: already executing"], log);
        Assert.Equal(GeneratorState.Suspended, a.State);
        Assert.Equal(GeneratorState.Suspended, b.State);
        await Yields("b2", b.NextAsync());
        Assert.Equal(GeneratorState.Closed, a.State);
        Assert.False(await b.MoveNextAsync());
    }

    [Theory, Row("FROM-24"), InlineData("Next"), InlineData("Send"), InlineData("Throw")]
    public async Task Caught_where_the_loop_closes_the_rest_runs_on(string way)
    {
        List<string> log = [];
        var one = Make<int, int>(async _ => { });
        var two = Make<int, int>(async yield =>
        {
            try
            {
                log.Add($"two got {await yield(1)}");
            }
            catch (ArithmeticException)
            {
                log.Add("two caught");
            }

            try
            {
                await yield.From(one);
            }
            catch (InvalidOperationException e)
            {
                log.Add(Trace.Words(e));
            }

            try
            {
                log.Add($"two got {await yield(2)}");
            }
            catch (ArithmeticException)
            {
                log.Add("two caught");
            }
        });
        one = Make<int, int>(async yield =>
        {
            try
            {
                log.Add($"one got {await yield(0)}");
            }
            catch (ArithmeticException)
            {
                log.Add("one caught");
            }

            await yield.From(two);
            try
            {
                log.Add($"one got {await yield(3)}");
            }
            catch (ArithmeticException)
            {
                log.Add("one caught");
            }
        });
        ValueTask<bool> Drive() => way switch
        {
            "Next" => one.MoveNextAsync(),
            "Send" => one.TrySendAsync(42),
            _ => one.TryThrowAsync(new ArithmeticException()),
        };

        await Yields(0, one.NextAsync());
        List<int> values = [];
        while (await Drive()) values.Add(one.Current);
        Assert.Equal([1, 2, 3], values);
        string gets = way switch { "Next" => "got 0", "Send" => "got 42", _ => "caught" };
        Assert.Equal([$"one {gets}", $"two {gets}", "already executing", $"two {gets}", $"one {gets}"], log);
    }
}
