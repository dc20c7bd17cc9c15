using static Parley.GeneratorState;
using static Parley.Tests.Sync.Vocabulary;

namespace Parley.Tests.Sync;

public class DelegationEnumerableTests
{
    private readonly List<string> _log = [];
    private readonly Source<int> _source;

    public DelegationEnumerableTests() => _source = new(_log, 1, 2);

    // Steps it to the source's first element, and forgets the calls that this makes.
    private T Paused<T>(T outer)
        where T : Generator<int>
    {
        Assert.Equal(1, outer.Next());
        _log.Clear();
        return outer;
    }

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
        var twice = new Generator<int>(async yield =>
        {
            await yield.From(source);
            await yield(0);
            await yield.From(source);
        });
        Assert.Equal([1, 2, 0, 1, 2], twice);
    }

    [Fact, Row("T262-18")]
    public void It_is_opened_once_stepped_once_a_step_and_disposed_at_its_end()
    {
        var g = new Generator<int>(async yield =>
        {
            _log.Add("outer");
            await yield.From(_source);
            _log.Add("outer");
        }).At(1);
        _log.Reads("outer", "GetEnumerator", "MoveNext", "Current");
        _log.Clear();
        Assert.Equal(2, g.Next());
        _log.Reads("MoveNext", "Current");
        _log.Clear();
        Assert.False(g.MoveNext());
        _log.Reads("MoveNext", "Dispose", "outer");
    }

    [Fact, Row("T262-18")]
    public void Failure_while_stepping_is_not_thrown_back_into_the_inner()
    {
        var failure = new ArithmeticException();
        var inner = new Generator<int>(async yield =>
        {
            try { await yield(1); }
            catch (ArithmeticException) { _log.Add("not reached"); }
            throw failure;
        });
        var outer = Delegating(inner).At(1);
        Assert.Same(failure, Assert.Throws<ArithmeticException>(() => outer.Next()));
        Assert.Empty(_log);
    }

    [Fact]
    public void It_is_opened_by_the_first_step_not_by_the_call_of_From()
    {
        var g = new Generator<int>(async yield =>
        {
            var from = yield.From(_source);
            _log.Add("outer");
            await from;
        }).At(1);
        _log.Reads("outer", "GetEnumerator", "MoveNext", "Current");
    }

    [Theory, Row("FROM-15", "FROM-16", "FROM-17", "T262-19")]
    [InlineData("Close", "GeneratorExitException"), InlineData("Send", "InvalidOperationException")]
    [InlineData("Throw", "thrown"), InlineData("Exit", "thrown")]
    public void Close_throw_and_send_dispose_it_then_an_exception_is_raised_at_the_From(string way, string raised)
    {
        Exception thrown = way == "Exit" ? new GeneratorExitException() : new ArithmeticException();
        var outer = Paused(new Generator<int, int>(async yield =>
        {
            try { await yield.From(_source); }
            catch (Exception e) { _log.Add(e == thrown ? "thrown" : e.GetType().Name); throw; }
            finally { _log.Add("finally"); }
        }));
        if (way == "Close") outer.Close();
        else if (way == "Send") Refuses("no send", () => outer.Send(42));
        else Assert.Same(thrown, Record.Exception(() => outer.Throw(thrown)));
        _log.Reads("Dispose", raised, "finally");
        Assert.Equal(Closed, outer.State);
    }

    [Fact, Row("FROM-15")]
    public void Close_of_a_plain_body_disposes_it_too()
    {
        var middle = new Generator<int>(async yield => await yield.From(_source));
        Paused(Delegating(middle)).Close();
        _log.Reads("Dispose");
        Assert.Equal(Closed, middle.State);
    }

    [Theory, Row("FROM-16", "FROM-17"), InlineData("Throw"), InlineData("Send")]
    public void Outer_may_catch_what_is_thrown_in_or_the_error_of_a_send_and_yield_on(string way)
    {
        var outer = Paused(new Generator<int, int>(async yield =>
        {
            try { await yield.From(_source); }
            catch (ArithmeticException) when (way == "Throw") { _log.Add("caught"); }
            catch (InvalidOperationException) when (way == "Send") { _log.Add("caught"); }
            _log.Add($"got {await yield(10)}");
        }));
        Assert.Equal(10, way == "Throw" ? outer.Throw(new ArithmeticException()) : outer.Send(42));
        Assert.Equal((10, false), (outer.Current, outer.TrySend(43)));
        _log.Reads("Dispose", "caught", "got 43");
    }

    [Fact, Row("FROM-18")]
    public void Advance_steps_it_and_a_send_of_nothing_is_a_send()
    {
        var nulls = Paused(new Generator<int, string?>(async yield => await yield.From([1, 2, 3])));
        Assert.Equal((true, 2), (nulls.MoveNext(), nulls.Current));
        Assert.Throws<InvalidOperationException>(() => nulls.Send(null));
        Assert.Equal(Closed, nulls.State);

        var defaults = Paused(new Generator<int, int>(async yield => await yield.From([1, 2, 3])));
        Assert.Throws<InvalidOperationException>(() => defaults.TrySend(0));
        Assert.Equal(Closed, defaults.State);
    }
}
