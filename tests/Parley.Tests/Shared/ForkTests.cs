using static Parley.Tests.Harness.Subject;
using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Shared;

public class ForkTests
{
    private record Number(string Text) : IRequest<int>;

    private static IntReturner Adding() => Make<int, int, int>(async yield =>
    {
        int total = 0;
        while (total < 100) total += await yield(total);
        return total;
    });

    [Fact]
    public async Task Fork_and_original_go_on_with_their_own_locals()
    {
        var g = Adding();
        await Expect.Yields(0, g.NextAsync());
        await Expect.Yields(10, g.SendAsync(10));
        var fork = g.Fork();
        Assert.NotSame(g, fork);
        Assert.Equal((GeneratorState.Suspended, 10), (fork.State, fork.Current));
        await Expect.Yields(11, g.SendAsync(1));
        await Expect.Yields(12, fork.SendAsync(2));
        var second = fork.Fork();
        Assert.False(await fork.TrySendAsync(100));
        Assert.Equal(112, fork.Result);
        Assert.Equal((11, 12), (g.Current, second.Current));
        await Expect.Yields(15, second.SendAsync(3));
    }

    [Fact]
    public async Task Fork_of_a_fresh_generator_is_fresh()
    {
        var g = Adding();
        var fork = g.Fork();
        Assert.Equal((GeneratorState.Created, 0), (fork.State, fork.Current));
        await Expect.Yields(0, g.NextAsync());
        Assert.Equal(GeneratorState.Created, fork.State);
        await Expect.Yields(0, fork.NextAsync());
        await Expect.Yields(2, fork.SendAsync(2));
        await Expect.Yields(1, g.SendAsync(1));
    }

    [Fact]
    public async Task Fork_of_an_ended_generator_has_its_result_or_failure()
    {
        var g = Adding();
        await g.NextAsync();
        Assert.False(await g.TrySendAsync(100));
        Assert.Equal((GeneratorState.Closed, 100, 0), (g.Fork().State, g.Fork().Result, g.Fork().Current));
        await IsClosed(g.Fork());

        var failure = new ArithmeticException();
        var failing = Make<int, int, int>(async yield => { await yield(1); throw failure; });
        await failing.NextAsync();
        await Expect.Throws(failure, async () => await failing.NextAsync());
        HasNoResult(failing.Fork(), failure);
        await IsClosed(failing.Fork());
    }

    [Fact]
    public async Task Chain_splits_as_a_whole_and_so_do_its_results()
    {
        IntReturner inner = Adding();
        var middle = Make<int, int, int>(async yield => 1 + await yield.From(inner));
        var outer = Make<int, int, int>(async yield => 1 + await yield.From(middle));
        await outer.NextAsync();
        await Expect.Yields(5, outer.SendAsync(5));
        var fork = outer.Fork();
        Assert.NotSame(outer.YieldingFrom, fork.YieldingFrom);
        Assert.Same(outer.GetType(), fork.GetType());
        Assert.Equal(5, fork.Current);
        await Expect.Yields(6, outer.SendAsync(1));
        await Expect.Yields(7, fork.SendAsync(2));
        Assert.Equal(6, inner.Current);
        Assert.False(await fork.TrySendAsync(200));
        Assert.Equal((209, GeneratorState.Suspended), (fork.Result, inner.State));
        Assert.False(await outer.TrySendAsync(100));
        Assert.Equal(108, outer.Result);
    }

    [Fact]
    public async Task Fork_of_what_another_delegates_to_is_nobodys_inner()
    {
        IntReturner inner = Adding();
        var middle = Make<int, int>(async yield => await yield.From(inner));
        var outer = Make<int, int>(async yield => await yield.From(middle));
        await outer.NextAsync();
        await outer.SendAsync(5);
        var below = inner.Fork();
        var between = middle.Fork();
        Assert.Equal((5, 5), (below.Current, between.Current));
        await Expect.Yields(6, below.SendAsync(1));
        await Expect.Yields(7, between.SendAsync(2));
        await Expect.Yields(8, outer.SendAsync(3));
        Assert.Equal((6, 7, 8), (below.Current, between.Current, inner.Current));
    }

    [Fact]
    public async Task Middle_that_two_outers_share_splits_for_the_one_that_is_forked()
    {
        var middle = Yielding(1, 2, 3, 4, 5, 6);
        var x = Delegating(middle);
        var y = Delegating(middle);
        await Expect.Yields(1, x.NextAsync());
        await Expect.Yields(2, y.NextAsync());
        var fork = x.Fork();
        Assert.Equal(x.Current, fork.Current);
        await Expect.Yields(3, x.NextAsync());
        await Expect.Yields(3, fork.NextAsync());
        await Expect.Yields(4, y.NextAsync());
        await Expect.Yields(4, fork.NextAsync());
        Assert.Equal([5, 6], await Rest(x));
        Assert.Equal([5, 6], await Rest(fork));
    }

    [Fact]
    public async Task Finally_runs_once_in_each()
    {
        List<string> log = [];
        var g = await Started(Noting(log, "finally"));
        var fork = g.Fork();
        await g.CloseAsync();
        Assert.Equal(["finally"], log);
        Assert.Equal(GeneratorState.Suspended, fork.State);
        Assert.False(await fork.MoveNextAsync());
        Assert.Equal(["finally", "finally goes on", "finally"], log);
    }

    [Fact]
    public async Task Using_disposes_once_in_each()
    {
        int disposed = 0;
        var g = await Started(Make<int>(async yield =>
        {
            using var resource = new Resource(() => disposed++);
            await yield(1);
            await yield(2);
        }));
        var fork = g.Fork();
        await fork.CloseAsync();
        Assert.Equal((1, GeneratorState.Suspended), (disposed, g.State));
        Assert.Equal([2], await Rest(g));
        Assert.Equal(2, disposed);
    }

    [Fact]
    public async Task Body_inside_the_body_splits()
    {
        async IntBody Add(Yield<int, int> yield)
        {
            int total = 0;
            while (total < 100) total += await yield(total);
            return total;
        }
        var g = Make<int, int, int>(async yield => 1000 + await yield.From(Add));
        await g.NextAsync();
        await Expect.Yields(10, g.SendAsync(10));
        var fork = g.Fork();
        await Expect.Yields(11, g.SendAsync(1));
        await Expect.Returns(1110, () => fork.SendAsync(100));
        await Expect.Yields(13, g.SendAsync(2));
    }

    [Fact]
    public async Task What_is_being_run_can_be_forked_between_its_answers()
    {
        List<string> results = [];
        async Task Explore(TextReturner g) => results.Add(await g.RunAsync(async value =>
        {
            var other = g.Fork();
            if (await other.TrySendAsync("T")) await Explore(other);
            else results.Add(other.Result);
            return "H";
        }));
        await Explore(Make<string, string, string>(async yield => $"{await yield("1")}{await yield("2")}"));
        Assert.Equal(["TT", "TH", "HT", "HH"], results);
    }

    [Fact]
    public async Task Exception_thrown_into_one_is_not_raised_in_the_other()
    {
        List<Exception> seen = [];
        var outer = Passing(seen, Passing(seen));
        await Expect.Yields(1, outer.NextAsync());
        var fork = outer.Fork();
        var exception = new ArithmeticException();
        await Expect.Throws(exception, async () => await fork.ThrowAsync(exception));
        Assert.Equal([exception, exception], seen);
        Assert.Equal((GeneratorState.Closed, GeneratorState.Suspended), (fork.State, outer.State));
        Assert.Empty(await Rest(outer));
    }

    [Fact]
    public async Task Closures_of_the_body_split_and_keep_their_identities()
    {
        var g = Make<int, int>(async yield =>
        {
            int count = 0;
            Func<int> up = () => ++count;
            Func<int> down = () => --count;
            while (true)
            {
                if (await yield(count) > 0) up();
                else down();
            }
        });
        await g.NextAsync();
        await Expect.Yields(1, g.SendAsync(1));
        var fork = g.Fork();
        await Expect.Yields(2, g.SendAsync(1));
        await Expect.Yields(0, fork.SendAsync(0));
        await Expect.Yields(-1, fork.SendAsync(0));
        await Expect.Yields(3, g.SendAsync(1));
    }

    [Fact]
    public async Task What_is_captured_from_outside_is_shared_also_by_an_inner()
    {
        int calls = 0;
        IntGenerator Counting(int from) => Make<int>(async yield => { while (true) await yield(from + ++calls); });
        var g = Make<int>(async yield => await yield.From(Counting(100)));
        await Expect.Yields(101, g.NextAsync());
        var fork = g.Fork();
        await Expect.Yields(102, fork.NextAsync());
        await Expect.Yields(103, g.NextAsync());
        Assert.Equal(3, calls);
    }

    [Fact]
    public async Task Inner_over_the_bodys_variable_uses_the_forks()
    {
        var g = Make<int>(async yield =>
        {
            int count = 0;
            await yield.From(Make<int>(async yield => { while (true) await yield(++count); }));
        });
        await Expect.Yields(1, g.NextAsync());
        var fork = g.Fork();
        await Expect.Yields(2, g.NextAsync());
        await Expect.Yields(3, g.NextAsync());
        await Expect.Yields(2, fork.NextAsync());
        await Expect.Yields(3, fork.NextAsync());
    }

    [Fact]
    public async Task A_face_splits_with_its_generator()
    {
        List<string> lines = [];
        var face = Adding()
            .SelectYield(total => $"sum {total}")
            .SelectSend((string s) => int.Parse(s))
            .Trace(lines.Add);
        var fresh = face.Fork();
        await Expect.Yields("sum 0", face.NextAsync());
        await Expect.Yields("sum 10", face.SendAsync("10"));
        var fork = face.Fork();
        Assert.Equal((GeneratorState.Suspended, "sum 10"), (fork.State, fork.Current));
        await Expect.Yields("sum 11", face.SendAsync("1"));
        await Expect.Yields("sum 12", fork.SendAsync("2"));
        await Expect.Returns(112, () => fork.SendAsync("100"));
        Assert.Equal((112, 112, "sum 11"), (fork.Result, fork.Fork().Result, face.Current));
        await Expect.Yields("sum 0", fresh.NextAsync());
        Assert.Equal("send 2 -> yield sum 12", lines[^3]);
    }

    [Fact]
    public async Task A_face_below_splits_with_what_its_selectors_run_over()
    {
        var outside = 0;
        var g = Make<int, int>(async yield =>
        {
            int offset = 0;
            var face = Adding().SelectYield(total => total + offset + outside);
            while (await yield(offset) is var sent and >= 0) offset += sent;
            await yield.From(face);
        });
        await g.NextAsync();
        await Expect.Yields(100, g.SendAsync(100));
        var fork = g.Fork();
        await Expect.Yields(300, fork.SendAsync(200));
        await Expect.Yields(100, g.SendAsync(-1));
        await Expect.Yields(300, fork.SendAsync(-1));
        var second = g.Fork();
        outside = 1000;
        await Expect.Yields(1101, g.SendAsync(1));
        await Expect.Yields(1102, second.SendAsync(2));
        await Expect.Yields(1303, fork.SendAsync(3));
    }

    [Fact]
    public async Task An_inner_of_a_derived_type_splits()
    {
        var inner = Make<string>(async yield => { for (int i = 0; ; i++) await yield($"{i}"); });
        var g = Make<object>(async yield => await yield.From(inner));
        await Expect.Yields("0", g.NextAsync());
        var fork = g.Fork();
        await Expect.Yields("1", g.NextAsync());
        await Expect.Yields("1", fork.NextAsync());
        Assert.Equal("1", inner.Current);
        Assert.NotSame(g.YieldingFrom, fork.YieldingFrom);
    }

    [Fact]
    public async Task A_request_is_answered_in_each()
    {
        var g = Make<object, object?>(async yield =>
        {
            int sum = 0;
            while (true) sum += await yield.Ask(new Number($"after {sum}"));
        });
        await Expect.Yields(new Number("after 0"), g.NextAsync());
        await Expect.Yields(new Number("after 1"), g.SendAsync(1));
        var fork = g.Fork();
        await Expect.Yields(new Number("after 11"), g.SendAsync(10));
        await Expect.Yields(new Number("after 21"), fork.SendAsync(20));
    }

    [Fact]
    public async Task Running_body_and_one_above_it_are_not_forked()
    {
        IntGenerator outer = Unmade<int>();
        List<string> refused = [];
        var inner = Make<int>(async yield =>
        {
            refused.Add(Assert.Throws<InvalidOperationException>(() => outer.Fork()).Message);
            await yield(1);
        });
        outer = Delegating(inner);
        await Expect.Yields(1, outer.NextAsync());
        Assert.Contains(AlreadyExecuting, Assert.Single(refused), StringComparison.Ordinal);
        Assert.Equal(1, outer.Fork().Current);
        Assert.Empty(await Rest(outer));
    }

    private sealed class Resource(Action dispose) : IDisposable
    {
        public void Dispose() => dispose();
    }
}
