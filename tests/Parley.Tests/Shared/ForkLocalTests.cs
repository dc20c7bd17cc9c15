using static Parley.Tests.Harness.Subject;
using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Shared;

/// <summary>What the locals of a body hold, in a fork.</summary>
public class ForkLocalTests
{
    [Fact]
    public async Task Structs_that_can_be_null_split_like_others()
    {
        var g = Make<int>(async yield =>
        {
            int count = 0;
            (int, Func<int>)? pair = (10, () => ++count);
            (int, object)? nothing = null;
            CancellationToken? token = CancellationToken.None;
            await yield(pair.Value.Item2());
            while (true)
            {
                await yield(pair.Value.Item1 + pair.Value.Item2() + (token.HasValue ? 0 : 1));
                nothing ??= (1, this);
                pair = (pair.Value.Item1 + nothing.Value.Item1, pair.Value.Item2);
            }
        });
        await Expect.Yields(1, g.NextAsync());
        var fork = g.Fork();
        await Expect.Yields(12, g.NextAsync());
        await Expect.Yields(12, fork.NextAsync());
        var second = fork.Fork();
        await Expect.Yields(14, fork.NextAsync());
        await Expect.Yields(14, second.NextAsync());
        await Expect.Yields(14, g.NextAsync());
    }

    [Fact]
    public async Task Yield_of_an_inner_is_one_object_in_the_fork_whatever_holds_it()
    {
        var g = Make<bool>(async yield =>
        {
            Yield<bool>? one = null;
            Yield<bool>? other = null;
            var inner = Make<bool>(async yield =>
            {
                one = yield;
                other = yield;
                while (true) await yield(one == (object)other && one == (object)yield);
            });
            await yield.From(inner);
        });
        await Expect.Yields(true, g.NextAsync());
        var fork = g.Fork();
        await Expect.Yields(true, fork.NextAsync());
        await Expect.Yields(true, g.NextAsync());
    }

    [Fact]
    public async Task Traced_face_in_a_local_splits_with_what_its_write_runs_over()
    {
        var g = Make<int>(async yield =>
        {
            int calls = 0;
            var face = Make<int>(async yield => { await yield(10); await yield(20); }).Trace(_ => calls++);
            await yield(calls);
            await yield.From(face);
            await yield(calls);
        });
        await Expect.Yields(0, g.NextAsync());
        var fork = g.Fork();
        Assert.Equal([10, 20, 3], await Rest(g));
        Assert.Equal([10, 20, 3], await Rest(fork));
    }

    [Fact]
    public async Task Face_splits_if_its_selector_is_a_delegate_of_a_delegate_over_the_bodys_variable()
    {
        var g = Make<int>(async yield =>
        {
            int count = 0;
            Func<int, int> add = value => value + ++count;
            var face = Make<int>(async yield => { await yield(10); await yield(20); })
                .SelectYield(new Func<int, int>(add.Invoke));
            await yield(count);
            await yield.From(face);
            await yield(count);
        });
        await Expect.Yields(0, g.NextAsync());
        var fork = g.Fork();
        Assert.Equal([11, 22, 2], await Rest(g));
        Assert.Equal([11, 22, 2], await Rest(fork));
    }

    [Fact]
    public async Task Generator_that_the_body_made_but_that_captures_nothing_of_it_is_shared()
    {
        var g = Make<int>(async yield =>
        {
            var counting = Make<int>(async yield => { for (int i = 1; ; i++) await yield(i); });
            await yield(0);
            await yield.From(counting);
        });
        await Expect.Yields(0, g.NextAsync());
        var fork = g.Fork();
        await Expect.Yields(1, g.NextAsync());
        await Expect.Yields(2, fork.NextAsync());
        await Expect.Yields(3, g.NextAsync());
    }

    [Fact]
    public async Task Bodies_inside_of_bodies_over_variables_of_all_of_them_split()
    {
        var g = Make<int, int, int>(async yield =>
        {
            int outer = 100;
            int result = await yield.From(Middle);

            async IntBody Middle(Yield<int, int> yield)
            {
                int middle = 10;
                return await yield.From(Innermost);

                async IntBody Innermost(Yield<int, int> yield)
                {
                    int own = 0;
                    while (own < 5) own += await yield((outer += 100) + (middle += 10) + own);
                    return own;
                }
            }

            return outer + result;
        });
        await Expect.Yields(220, g.NextAsync());
        await Expect.Yields(331, g.SendAsync(1));
        var fork = g.Fork();
        await Expect.Yields(443, g.SendAsync(2));
        await Expect.Yields(442, fork.SendAsync(1));
        await Expect.Returns(405, () => g.SendAsync(2));
        await Expect.Yields(553, fork.SendAsync(1));
        await Expect.Returns(510, () => fork.SendAsync(7));
    }

    private record Question(string Text) : IRequest<int>;

    [Fact]
    public async Task Question_that_an_inner_over_the_bodys_variable_asks_is_answered_in_each()
    {
        var g = Make<object, object?>(async yield =>
        {
            int sum = 0;
            await yield.From(Make<object, object?>(async yield =>
            {
                while (true) sum += await yield.Ask(new Question($"{sum}"));
            }));
        });
        await Expect.Yields(new Question("0"), g.NextAsync());
        await Expect.Yields(new Question("1"), g.SendAsync(1));
        var fork = g.Fork();
        await Expect.Yields(new Question("11"), g.SendAsync(10));
        await Expect.Yields(new Question("21"), fork.SendAsync(20));
    }
}
