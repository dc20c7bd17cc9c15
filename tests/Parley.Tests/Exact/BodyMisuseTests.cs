using static Parley.GeneratorState;
using static Parley.Tests.Exact.Messages;

namespace Parley.Tests.Exact;

// What else a body can be but an async lambda, and a `yield` but the parameter itself.
public class BodyMisuseTests
{
    [Fact]
    public void A_default_body_is_refused_at_each_advance_and_can_be_closed()
    {
        Generator<int> plain = new(_ => default);
        Generator<int, int, int> returning = new(_ => default);
        Says(NotAnAsyncBody, () => plain.Next());
        Says(NotAnAsyncBody, () => plain.MoveNext());
        Says(NotAnAsyncBody, () => returning.Next());
        Assert.Equal(Created, returning.State);
        returning.Close();
        Assert.Equal((Closed, false), (returning.State, returning.TryGetResult(out _)));
        Says(NotAnAsyncBody, () => Assert.Equal([0], plain));
        Assert.Equal(Closed, plain.State);
    }

    [Fact]
    public void A_default_body_is_thrown_into_as_any_new_one()
    {
        Generator<int> g = new(_ => default);
        var exception = new FormatException();
        Assert.Same(exception, Record.Exception(() => g.Throw(exception)));
        Assert.Equal(Closed, g.State);
    }

    [Fact]
    public void A_body_used_twice_serves_the_first_generator_only()
    {
        static async GeneratorBody Body(Yield<int, int> yield) => await yield(await yield(1));
        GeneratorBody used = default;
        Generator<int, int> first = new(yield => used = Body(yield)), second = new(_ => used);
        Generator<string> third = new(_ => used);
        Says(NotAnAsyncBody, () => second.Next());
        Assert.Equal(1, first.Next());
        Says(NotAnAsyncBody, () => third.Next());
        second.Close();
        third.Close();
        Assert.Equal((Suspended, 2, false), (first.State, first.Send(2), first.MoveNext()));
        Says(NotAnAsyncBody, () => new Generator<int>(_ => used).Next());
    }

    [Fact]
    public void A_body_that_returns_a_value_used_twice_serves_the_first_generator_only()
    {
        static async GeneratorBody<int> Body(Yield<int, int> yield) => await yield(1);
        GeneratorBody<int> used = default;
        Generator<int, int, int> first = new(yield => used = Body(yield));
        Generator<string, string, int> second = new(_ => used);
        first.Next();
        Says(NotAnAsyncBody, () => second.Next());
        Assert.Equal((false, 2, false), (first.TrySend(2), first.Result, second.TryGetResult(out _)));
    }

    [Fact]
    public void A_body_that_forwards_to_an_async_method_works()
    {
        static async GeneratorBody<string> Count(Yield<int, int> yield, int from) => $"{from} {await yield(from)}";
        int calls = 0;
        Generator<int, int, string> g = new(yield => { calls++; return Count(yield, 3); });
        Assert.Equal((1, 3, false, "3 4", 1), (calls, g.Next(), g.TrySend(4), g.Result, calls));
    }

    [Fact]
    public void A_body_that_throws_when_called_throws_from_the_constructor()
    {
        var exception = new FormatException();
        Assert.Same(exception, Record.Exception(() => new Generator<int>(_ => throw exception)));
    }

    [Fact]
    public void A_yield_in_a_body_that_is_not_async_is_refused_in_the_constructor() =>
        Says(NotInItsBody, () => _ = new Generator<int>(yield => { yield(1); return default; }));

    [Fact]
    public void A_wrapped_yield_works_as_the_one_inside()
    {
        Generator<int, int, int> inner = new(async yield => await yield(4));
        Generator<int, int, int> g = new(async yield =>
        {
            Yield<int, int> wrapped = value => yield(value);
            int sum = await wrapped(1);
            sum += await wrapped.From(inner);
            await wrapped.From([5, 6]);
            await wrapped.From((Generator<int>)new Generator<int>(async own => await own(7)));
            return sum + await wrapped();
        });
        Assert.Equal([1, 4, 5, 6, 7, 0], [g.Next(), g.Send(10), g.Send(20), g.Next(), g.Next(), g.Next()]);
        Assert.Equal((false, 60), (g.TrySend(30), g.Result));
    }

    [Fact]
    public void A_wrapped_yield_without_sends_works_as_the_one_inside()
    {
        Generator<int> g = new(async yield =>
        {
            Yield<int> twice = value => yield(value * 2);
            await twice(1);
            await twice.From(new Generator<int>(async own => await own(5)));
            await twice.From([6]);
            await twice(await twice.From(new Generator<int, int, int>(async own => await own(7) + 8)));
        });
        Assert.Equal([2, 5, 6, 7, 16], g);
    }
}
