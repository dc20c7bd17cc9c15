using Parley.Tests.Harness;
using Xunit;

namespace Parley.Tests.Sync;

/// <summary>Sends to a chain whose generators take different sends, or none.</summary>
public class DelegationSendTests
{
    [Fact]
    public void Send_reaches_an_inner_without_sends_as_an_advance()
    {
        List<string> log = [];
        var inner = new Generator<int>(async yield =>
        {
            await yield(1);
            await yield(2);
        });
        var outer = new Generator<int, string>(async yield =>
        {
            await yield.From(inner);
            log.Add($"outer got {await yield(3)}");
        });
        Assert.Equal(1, outer.Next());
        Assert.Equal(2, outer.Send("dropped"));
        Assert.Equal(3, outer.Send("dropped"));
        Assert.False(outer.TrySend("kept"));
        Assert.Equal(["outer got kept"], log);
    }

    [Fact]
    public void Below_a_middle_one_without_sends_a_send_is_an_advance()
    {
        List<string> log = [];
        var inner = new Generator<int, string?>(async yield =>
        {
            log.Add($"inner got {await yield(1) ?? "nothing"}");
            log.Add($"inner got {await yield(2) ?? "nothing"}");
            await yield(3);
        });
        var middle = new Generator<int>(async yield => await yield.From(inner));
        var outer = new Generator<int, string?>(async yield => await yield.From(middle));
        Assert.Equal(1, outer.Next());
        Assert.Equal(2, outer.Send("dropped"));
        inner.Send("direct");
        Assert.Equal(["inner got nothing", "inner got direct"], log);
        Assert.False(outer.TrySend("dropped"));
    }

    [Fact]
    public void Below_a_middle_one_without_sends_an_enumerable_takes_a_send_as_an_advance()
    {
        var middle = new Generator<int>(async yield => await yield.From([1, 2]));
        var outer = new Generator<int, string>(async yield => await yield.From(middle));
        Assert.Equal(1, outer.Next());
        Assert.Equal(2, outer.Send("dropped"));
        Assert.False(outer.TrySend("dropped"));
    }

    [Fact]
    public void One_inner_gets_the_sends_of_the_outer_that_can_pass_them_on()
    {
        List<string> log = [];
        var inner = new Generator<int, string?>(async yield =>
        {
            for (int i = 1; ; i++) log.Add(await yield(i) ?? "nothing");
        });
        var mute = new Generator<int>(async yield => await yield.From(inner));
        var a = new Generator<int, string?>(async yield => await yield.From(mute));
        var b = new Generator<int, string?>(async yield => await yield.From(inner));
        a.Next();
        b.Next();
        a.Send("a");
        b.Send("b");
        b.Send("b");
        a.Send("a");
        inner.Send("i");
        a.Send("a");
        Assert.Equal(["nothing", "nothing", "b", "b", "nothing", "i", "nothing"], log);
    }

    [Fact]
    public void Below_a_middle_one_without_sends_another_send_type_is_no_error()
    {
        List<int> log = [];
        var inner = new Generator<int, int>(async yield => log.Add(await yield(1)));
        var middle = new Generator<int>(async yield => await yield.From(inner));
        var outer = new Generator<int, string>(async yield => await yield.From(middle));
        Assert.Equal(1, outer.Next());
        Assert.False(outer.TrySend("dropped"));
        Assert.Equal([0], log);
    }

    [Fact]
    public void Generator_with_another_send_type_is_an_error_at_the_From()
    {
        List<Exception> caught = [];
        var inner = new Generator<int, int, int>(async yield => await yield(1));
        var outer = new Generator<int, string>(async yield =>
        {
            try
            {
                await yield.From((Generator<int>)inner);
            }
            catch (InvalidOperationException e)
            {
                caught.Add(e);
            }

            try
            {
                await yield.From((IEnumerable<int>)inner);
            }
            catch (InvalidOperationException e)
            {
                caught.Add(e);
            }

            await yield(caught.Count);
            await yield.From((Generator<int>)inner);
        });
        Assert.Equal(2, outer.Next());
        Assert.All(caught, e => Assert.Contains("System.String", e.Message, StringComparison.Ordinal));
        Assert.All(caught, e => Assert.Contains("System.Int32", e.Message, StringComparison.Ordinal));
        Assert.Throws<InvalidOperationException>(() => outer.Send("x"));
        Assert.Equal(GeneratorState.Closed, outer.State);
        Assert.Equal(GeneratorState.Created, inner.State);
    }

    [Fact]
    public void Outer_without_sends_may_delegate_to_any_generator()
    {
        var inner = new Generator<int, string?, int>(async yield => (await yield(1))?.Length ?? -1);
        List<int> values = [];
        var outer = new Generator<int>(async yield => values.Add(await yield.From(inner)));
        Assert.Equal(1, outer.Next());
        Assert.False(outer.MoveNext());
        Assert.Equal([-1], values);
    }

    [Fact]
    public void Enumerable_that_is_a_generator_at_run_time_is_delegated_to_as_one()
    {
        List<string> log = [];
        var inner = new Generator<int, string>(async yield =>
        {
            try
            {
                log.Add($"inner got {await yield(1)}");
                await yield(2);
            }
            catch (ArithmeticException)
            {
                log.Add("inner caught");
                await yield(3);
                await yield(4);
            }
        });
        var outer = new Generator<int, string>(async yield => await yield.From((IEnumerable<int>)inner));
        Assert.Equal(1, outer.Next());
        Assert.Same(inner, outer.YieldingFrom);
        Assert.Equal(2, outer.Send("x"));
        Assert.Equal(3, outer.Throw(new ArithmeticException()));
        Assert.Equal(["inner got x", "inner caught"], log);
        Assert.Equal(4, inner.Next());
        Assert.False(outer.MoveNext());
    }

    [Fact]
    public void Outer_without_sends_delegates_to_such_an_enumerable_as_a_generator_too()
    {
        List<string> log = [];
        var inner = new Generator<int, string>(async yield =>
        {
            try
            {
                await yield(1);
            }
            catch (ArithmeticException)
            {
                log.Add("inner caught");
            }
        });
        var outer = new Generator<int>(async yield => await yield.From((IEnumerable<int>)inner));
        outer.Next();
        Assert.Same(inner, outer.YieldingFrom);
        Assert.False(outer.TryThrow(new ArithmeticException()));
        Assert.Equal(["inner caught"], log);
    }

    [Fact]
    public void Value_sent_on_the_way_to_a_refused_one_does_not_stay_behind()
    {
        List<string> log = [];
        Generator<int, string?> outer = null!;
        var inner = new Generator<int, string?>(async yield =>
        {
            await yield(1);
            try
            {
                outer.Send("refused");
            }
            catch (InvalidOperationException e)
            {
                log.Add(Trace.Words(e));
            }

            log.Add(await yield(2) ?? "nothing");
        });
        outer = new(async yield => await yield.From(inner));
        outer.Next();
        outer.Next();
        outer.MoveNext();
        Assert.Equal(["already executing", "nothing"], log);
    }
}
