using static Parley.Tests.Harness.Subject;
using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Shared;

public class ThrowTests
{
    private readonly ArithmeticException _e = new();

    [Fact, Row("THROW-01")]
    public async Task A_body_that_catches_the_exception_goes_on()
    {
        var caught = new List<Exception>();
        var g = Make<int>(async yield =>
        {
            for (int i = 0; ; i++) { try { await yield(i); } catch (ArithmeticException e) { caught.Add(e); } }
        });
        Exception first = _e, second = new DivideByZeroException();
        await Yields(0, g.NextAsync());
        await Yields(1, g.ThrowAsync(first));
        await Yields(2, g, g.TryThrowAsync(second));
        Assert.Equal([first, second], caught);
        await Yields(3, g.NextAsync());
    }

    [Theory, Row("THROW-02"), InlineData(Call.Throw), InlineData(Call.TryThrow)]
    public async Task An_uncaught_exception_comes_back_and_finishes_the_generator(Call call)
    {
        bool after = false;
        var g = await Started(Make<int>(async yield => { await yield(1); after = true; }));
        await Throws(_e, () => g.Do(call, _e));
        await IsClosed(g);
        Assert.False(after);
    }

    [Theory, Row("THROW-02"), InlineData(Call.Throw), InlineData(Call.TryThrow)]
    public async Task An_exception_that_no_catch_takes_runs_the_finallies_and_comes_back(Call call)
    {
        var ran = new List<string>();
        var g = await Started(Make<int>(async yield =>
        {
            try { await yield(1); ran.Add("after"); }
            catch (TimeoutException) { ran.Add("catch"); }
            finally { ran.Add("finally"); }
        }));
        await Throws(_e, () => g.Do(call, _e));
        Assert.Equal(["finally"], ran);
        await IsClosed(g);
    }

    [Theory, Row("THROW-03"), InlineData(Call.Throw), InlineData(Call.TryThrow)]
    public async Task Thrown_into_a_fresh_generator_it_comes_straight_back(Call call)
    {
        bool entered = false;
        var g = Make<int>(async yield =>
        {
            entered = true;
            try { await yield(1); }
            catch (ArithmeticException) { await yield(2); }
        });
        await Throws(_e, () => g.Do(call, _e));
        await IsClosed(g);
        await Ends(() => g.NextAsync());
        Assert.False(entered);
    }

    [Fact, Row("THROW-05")]
    public async Task A_body_that_catches_the_exception_and_returns_ends_the_generator()
    {
        var make = () => Make<int, int, string>(async yield =>
        {
            try { await yield(1); return "advanced"; }
            catch (ArithmeticException) { return "caught"; }
        });

        var thrown = await Started(make());
        await Returns("caught", () => thrown.ThrowAsync(_e));
        Assert.Equal("caught", thrown.Result);

        var tried = await Started(make());
        Assert.False(await tried.TryThrowAsync(_e));
        Assert.Equal("caught", tried.Result);
        await IsClosed(thrown, tried);
    }

    [Fact, Row("THROW-05")]
    public async Task A_body_without_a_value_that_catches_the_exception_and_leaves_ends_the_generator()
    {
        var make = () => Make<int>(async yield => { try { await yield(1); } catch (ArithmeticException) { } });

        var thrown = await Started(make());
        await Ends(() => thrown.ThrowAsync(_e));

        var tried = await Started(make());
        Assert.False(await tried.TryThrowAsync(_e));
        await IsClosed(thrown, tried);
    }

    [Fact, Row("THROW-06")]
    public async Task A_body_that_answers_with_another_exception_gives_the_caller_that_one()
    {
        var bare = new TimeoutException();
        var g = await Started(Make<int>(async yield =>
        {
            try { await yield(1); }
            catch (ArithmeticException) { throw bare; }
        }));
        await Throws(bare, () => g.ThrowAsync(_e));
        Assert.Null(bare.InnerException);
        await IsClosed(g);
    }

    [Fact, Row("THROW-06")]
    public async Task Another_exception_from_a_finally_has_the_cause_that_the_body_gave_it()
    {
        var wrapper = new TimeoutException("with a cause", _e);
        var g = await Started(FailingFinally(wrapper));
        await Throws(wrapper, () => g.TryThrowAsync(_e));
        Assert.Same(_e, wrapper.InnerException);
        await IsClosed(g);
    }

    [Fact, Row("THROW-13")]
    public async Task After_a_throw_that_finished_it_comes_the_end_and_a_second_throw_gives_its_own_exception()
    {
        Exception a = _e, b = new TimeoutException();
        var g = await Started(Make<int>(async yield => await yield(1)));
        await Throws(a, () => g.ThrowAsync(a));
        await IsClosed(g);
        await Ends(() => g.NextAsync());
        await Throws(b, () => g.ThrowAsync(b));
        await Throws(a, () => g.TryThrowAsync(a));
        await IsClosed(g);
    }
}
