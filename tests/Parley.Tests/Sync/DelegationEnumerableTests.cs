using Parley.Tests.Harness;
using Xunit;

namespace Parley.Tests.Sync;

public class DelegationEnumerableTests
{
    [Fact, Row("FROM-13")]
    public void Any_enumerable_may_be_delegated_to()
    {
        Assert.Equal([1, 2, 3], new Generator<int>(async yield => await yield.From(new[] { 1, 2, 3 })));
        Assert.Equal([1, 2, 3], new Generator<int, int>(async yield => await yield.From(Enumerable.Range(1, 3))));
        Assert.Equal(['a', 'b', 'c'], new Generator<char>(async yield => await yield.From("abc")));
        Assert.Equal(["a", "b"], new Generator<object>(async yield => await yield.From(new List<string> { "a", "b" })));
    }

    [Fact, Row("FROM-13")]
    public void One_enumerable_may_be_delegated_to_again()
    {
        int[] source = [1, 2];
        var g = new Generator<int>(async yield =>
        {
            await yield.From(source);
            await yield(0);
            await yield.From(source);
        });
        Assert.Equal([1, 2, 0, 1, 2], g);
    }

    [Fact, Row("T262-18")]
    public void It_is_opened_once_stepped_once_a_step_and_disposed_at_its_end()
    {
        List<string> log = [];
        var g = new Generator<int>(async yield =>
        {
            log.Add("outer");
            await yield.From(new Source<int>(log, 1, 2));
            log.Add("outer");
        });
        Assert.Equal(1, g.Next());
        Assert.Equal(["outer", "GetEnumerator", "MoveNext", "Current"], log);
        log.Clear();
        Assert.Equal(2, g.Next());
        Assert.Equal(["MoveNext", "Current"], log);
        log.Clear();
        Assert.False(g.MoveNext());
        Assert.Equal(["MoveNext", "Dispose", "outer"], log);
    }

    [Fact, Row("T262-18")]
    public void Failure_while_stepping_is_not_thrown_back_into_the_inner()
    {
        List<string> log = [];
        var failure = new ArithmeticException();
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

            throw failure;
        });
        var outer = new Generator<int>(async yield => await yield.From(inner));
        outer.Next();
        Assert.Same(failure, Assert.Throws<ArithmeticException>(() => outer.Next()));
        Assert.Empty(log);
    }

    [Fact]
    public void It_is_opened_by_the_first_step_not_by_the_call_of_From()
    {
        List<string> log = [];
        var source = new Source<int>(log, 1);
        var g = new Generator<int>(async yield =>
        {
            var from = yield.From(source);
            log.Add("outer");
            await from;
        });
        g.Next();
        Assert.Equal(["outer", "GetEnumerator", "MoveNext", "Current"], log);
    }

    [Fact, Row("FROM-15")]
    public void Close_disposes_it_then_raises_the_exit_at_the_From()
    {
        List<string> log = [];
        var outer = new Generator<int>(async yield =>
        {
            try
            {
                await yield.From(new Source<int>(log, 1, 2));
            }
            catch (GeneratorExitException)
            {
                log.Add("exit");
                throw;
            }
            finally
            {
                log.Add("finally");
            }
        });
        outer.Next();
        log.Clear();
        outer.Close();
        Assert.Equal(["Dispose", "exit", "finally"], log);
        Assert.Equal(GeneratorState.Closed, outer.State);
    }

    [Fact, Row("FROM-15")]
    public void Close_of_a_plain_body_disposes_it_too()
    {
        List<string> log = [];
        var middle = new Generator<int>(async yield => await yield.From(new Source<int>(log, 1, 2)));
        var outer = new Generator<int>(async yield => await yield.From(middle));
        outer.Next();
        log.Clear();
        outer.Close();
        Assert.Equal(["Dispose"], log);
        Assert.Equal(GeneratorState.Closed, middle.State);
    }

    [Theory, Row("FROM-16", "T262-19"), InlineData(false), InlineData(true)]
    public void Throw_disposes_it_then_raises_the_exception_at_the_From(bool exit)
    {
        List<string> log = [];
        Exception thrown = exit ? new GeneratorExitException() : new ArithmeticException();
        var outer = new Generator<int>(async yield =>
        {
            try
            {
                await yield.From(new Source<int>(log, 1, 2));
            }
            catch (Exception e)
            {
                log.Add(e == thrown ? "thrown" : "another");
                throw;
            }
        });
        outer.Next();
        log.Clear();
        Assert.Same(thrown, Record.Exception(() => outer.Throw(thrown)));
        Assert.Equal(["Dispose", "thrown"], log);
        Assert.Equal(GeneratorState.Closed, outer.State);
    }

    [Fact, Row("FROM-16")]
    public void Outer_may_catch_what_is_thrown_in_and_yield_on()
    {
        var outer = new Generator<int>(async yield =>
        {
            try
            {
                await yield.From([1, 2]);
            }
            catch (ArithmeticException)
            {
                await yield(10);
            }
        });
        outer.Next();
        Assert.Equal(10, outer.Throw(new ArithmeticException()));
        Assert.False(outer.MoveNext());
    }

    [Fact, Row("FROM-17")]
    public void Send_disposes_it_then_is_an_error_at_the_From()
    {
        List<string> log = [];
        var outer = new Generator<int, int>(async yield =>
        {
            try
            {
                await yield.From(new Source<int>(log, 1, 2));
            }
            finally
            {
                log.Add("finally");
            }
        });
        outer.Next();
        log.Clear();
        var error = Assert.Throws<InvalidOperationException>(() => outer.Send(42));
        Assert.Contains("no send", error.Message, StringComparison.Ordinal);
        Assert.Equal(["Dispose", "finally"], log);
        Assert.Equal(GeneratorState.Closed, outer.State);
    }

    [Fact, Row("FROM-17")]
    public void Outer_may_catch_the_error_of_a_send_and_yield_on()
    {
        List<string> log = [];
        var outer = new Generator<int, int>(async yield =>
        {
            try
            {
                await yield.From(new Source<int>(log, 1, 2));
            }
            catch (InvalidOperationException)
            {
                log.Add("caught");
            }

            log.Add($"got {await yield(10)}");
        });
        outer.Next();
        log.Clear();
        Assert.True(outer.TrySend(42));
        Assert.Equal(10, outer.Current);
        Assert.False(outer.TrySend(43));
        Assert.Equal(["Dispose", "caught", "got 43"], log);
    }

    [Fact, Row("FROM-18")]
    public void Advance_steps_it_and_a_send_of_nothing_is_a_send()
    {
        var outer = () => new Generator<int, string?>(async yield => await yield.From([1, 2, 3]));
        var nulls = outer();
        Assert.Equal(1, nulls.Next());
        Assert.True(nulls.MoveNext());
        Assert.Equal(2, nulls.Current);
        Assert.Throws<InvalidOperationException>(() => nulls.Send(null));
        Assert.Equal(GeneratorState.Closed, nulls.State);

        var defaults = new Generator<int, int>(async yield => await yield.From([1, 2, 3]));
        defaults.Next();
        Assert.Throws<InvalidOperationException>(() => defaults.TrySend(0));
        Assert.Equal(GeneratorState.Closed, defaults.State);
    }
}
