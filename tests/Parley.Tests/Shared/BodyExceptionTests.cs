using static Parley.Tests.Harness.Subject;
using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Shared;

public class BodyExceptionTests
{
    private readonly ArithmeticException _e = new();

    [Fact, Row("EXC-01")]
    public async Task Yields_in_try_catch_nested_catch_and_finally_all_work()
    {
        int zero = 0;
        var g = Make<int>(async yield =>
        {
            try
            {
                await yield(1);
                try { await yield(2); await yield(1 / zero); await yield(3); }
                catch (DivideByZeroException) { await yield(4); await yield(5); throw; }
                catch { await yield(6); }

                await yield(7);
            }
            catch { await yield(8); }

            await yield(9);
            try { zero = 12; }
            finally { await yield(10); }

            await yield(11);
        });
        Assert.Equal([1, 2, 4, 5, 8, 9, 10, 11], await Rest(g));
        Assert.Equal(12, zero);
    }

    [Theory, Row("EXC-02"), InlineData(Call.Next), InlineData(Call.MoveNext)]
    public async Task What_the_body_throws_reaches_whoever_advances_it(Call call)
    {
        var g = await Started(Make<int>(async yield => { await yield(1); throw _e; }));
        await Throws(_e, () => g.Do(call));
        await IsClosed(g);
        await Ends(() => g.NextAsync());
    }

    [Theory, Row("EXC-02"), InlineData(Call.Send), InlineData(Call.TrySend)]
    public async Task What_the_body_throws_reaches_whoever_sends_to_it(Call call)
    {
        var g = await Started(Make<int, int>(async yield => { if (await yield(1) == 42) throw _e; }));
        await Throws(_e, () => g.Do(call, 42));
        await IsClosed(g);
        Assert.False(await g.TrySendAsync(42));
    }

    [Theory, Row("EXC-02"), InlineData(Call.Next), InlineData(Call.MoveNext)]
    public async Task What_the_body_throws_before_its_first_yield_reaches_the_first_advance(Call call)
    {
        bool fails = true;
        var g = Make<int>(async yield => { if (fails) throw _e; await yield(1); });
        await Throws(_e, () => g.Do(call));
        await IsClosed(g);
    }

    [Fact, Row("EXC-03")]
    public async Task A_caught_exception_can_be_rethrown_after_yields_in_the_catch()
    {
        var g = await Started(Make<int>(async yield =>
        {
            try { throw _e; }
            catch { await yield(1); await yield(2); throw; }
        }));
        await Yields(2, g.NextAsync());
        await Throws(_e, () => g.NextAsync());
        await IsClosed(g);
    }

    [Fact, Row("EXC-06")]
    public async Task A_yield_in_the_finally_of_a_return_comes_before_the_end()
    {
        var make = () => Make<int, int, int>(async yield => { try { return 42; } finally { await yield(1); } });

        var next = await Started(make());
        Assert.False(next.TryGetResult(out _));
        await Returns(42, () => next.NextAsync());
        Assert.Equal(42, next.Result);

        var moveNext = make();
        Assert.Equal([1], await Rest(moveNext));
        Assert.Equal(42, moveNext.Result);
    }
}
