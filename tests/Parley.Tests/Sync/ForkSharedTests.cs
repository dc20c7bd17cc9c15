namespace Parley.Tests.Sync;

/// <summary>What a body hasn't made is shared, whatever holds it.</summary>
public class ForkSharedTests : SyncTests
{
    private static Generator<int>? s_made;

    [Fact]
    public void Closures_of_another_run_in_a_local_are_shared()
    {
        Func<int>? made = null;
        Generator<int> Make(Func<int>? other) => new(async yield =>
        {
            int count = 0;
            Func<int> theirs = other ?? (() => 0);
            Func<int> mine = () => ++count;
            made = mine;
            while (true) await yield((10 * theirs()) + mine());
        });
        var first = Make(null).At(1);
        var second = Make(made).At(21);
        var fork = second.Fork();
        Assert.Equal((32, 42), (second.Next(), fork.Next())); // `theirs` counts for all, `mine` for each
        Assert.Equal(5, first.Next());
    }

    [Fact]
    public void Closure_that_the_forked_body_is_written_in_is_shared_even_if_a_body_below_makes_such_ones()
    {
        A(null).At(1);
        Generator<int> g = s_made!;
        g.At(2);
        var fork = g.Fork();
        Assert.Equal((3, 4), (g.Next(), fork.Next()));

        static Generator<int> A(Func<int>? other) => new(async yield =>
        {
            int count = 0;
            Func<int> own = () => ++count;
            Func<int> used = own;
            if (other is not null) used = other;
            else s_made = new(async below => await below.From(A(own)));
            while (true) await yield(used());
        });
    }

    [Fact]
    public void Closures_of_another_run_that_a_parameter_or_a_send_brings_are_shared()
    {
        static async GeneratorBody Body(Yield<Func<int>, Func<int>> yield, Func<int>? given)
        {
            int count = 0;
            Func<int> mine = () => ++count;
            Func<int>? sent = await yield(mine);
            while (true)
            {
                given?.Invoke();
                sent = await yield(sent is null ? mine : sent) ?? sent;
            }
        }

        Generator<Func<int>, Func<int>> first = new(yield => Body(yield, null));
        Func<int> firsts = first.Next();
        Generator<Func<int>, Func<int>> second = new(yield => Body(yield, firsts));
        Func<int> seconds = second.Next();
        Assert.Same(firsts, second.Send(firsts));
        var fork = second.Fork();
        Assert.Same(firsts, fork.Next()); // what was sent, and has called what was given
        Assert.Equal(3, firsts());
        Assert.Equal(1, seconds());
    }

    [Fact]
    public void Closures_of_another_run_that_an_answer_brings_are_shared()
    {
        static Generator<object, object?> Make() => new(async yield =>
        {
            int count = 0;
            Func<int> mine = () => ++count;
            Func<int> other = await yield.Ask(new Question(mine));
            while (true) await yield(other());
        });
        var first = Make();
        var second = Make();
        first.Next();
        second.Next();
        Func<int> firsts = ((Question)first.Current!).Mine;
        Assert.Equal(1, second.Send(firsts));
        var fork = second.Fork();
        Assert.Equal((2, 3, 4), (second.Next(), fork.Next(), firsts()));
    }

    private record Question(Func<int> Mine) : IRequest<Func<int>>;

    [Fact]
    public void Yield_that_has_been_wrapped_outside_of_the_body_stays_the_originals()
    {
        static async GeneratorBody Body(Yield<int> yield) { await yield(1); await yield(2); }
        Generator<int> g = new(yield => Body(value => yield(10 * value)));
        g.At(10);
        var fork = g.Fork();
        Refuses("outside of the running body", () => fork.Next());
        g.At(20);
    }

    [Fact]
    public void Variable_for_itself_is_the_fork_if_it_is_a_local_and_the_original_if_it_is_captured()
    {
        Generator<string, Generator<string>> g = null!;
        g = new(async yield =>
        {
            Generator<string> local = await yield("");
            while (true) await yield($"{local.State} {g.State}");
        });
        g.Next();
        Assert.Equal("Running Running", g.Send(g));
        var fork = g.Fork();
        Assert.Equal("Running Suspended", fork.Next());
    }

    [Fact]
    public void Object_that_the_body_is_a_method_of_is_shared()
    {
        var counter = new Counter();
        Generator<int> g = new(counter.Count);
        g.At(1);
        var fork = g.Fork();
        Assert.Equal((2, 3), (g.Next(), fork.Next()));
    }

    [Fact]
    public void Delegates_in_an_object_or_a_list_and_subscriptions_keep_the_originals_variables()
    {
        Action? raised = null;
        Generator<int> g = new(async yield =>
        {
            int count = 0;
            List<Action> list = [() => count++];
            raised += () => count += 10;
            while (true)
            {
                await yield(count);
                list[0]();
            }
        });
        g.At(0);
        var fork = g.Fork();
        raised!();
        Assert.Equal(1 - 1, fork.Next());
        Assert.Equal(12, g.Next());
    }

    public static TheoryData<string> Holders => ["array", "object", "anonymous object", "query", "dictionary"];

    [Theory, MemberData(nameof(Holders))]
    public void Delegate_in_what_is_shared_keeps_the_originals_variable(string holder)
    {
        Generator<int> g = new(async yield =>
        {
            int count = 0;
            Func<int> next = () => ++count;
            Func<int>[] array = [next];
            Lazy<Func<int>> item = new(next);
            var anonymous = new { Next = next };
            IEnumerable<int> query = ((int[])[0]).Select(zero => zero + ++count);
            var dictionary = new Dictionary<int, Func<int>> { [0] = next };
            while (true)
            {
                await yield(count);
                _ = holder switch
                {
                    "array" => array[0](),
                    "object" => item.Value(),
                    "anonymous object" => anonymous.Next(),
                    "query" => query.Single(),
                    _ => dictionary[0](),
                };
            }
        });
        g.At(0);
        var fork = g.Fork();
        Assert.Equal((0, 0), (fork.Next(), fork.Next()));
        Assert.Equal(3, g.Next());
    }

    [Fact]
    public void What_comes_back_by_a_send_and_is_the_bodys_own_is_the_forks()
    {
        List<string> seen = [];
        Generator<Func<int>, Func<int>> g = new(async yield =>
        {
            Func<int>? back = null;
            int count = 0;
            Func<int> mine = () => ++count;
            back = await yield(mine);
            while (true)
            {
                seen.Add($"{back()} {mine()}");
                await yield(mine);
            }
        });
        g.Send(g.Next());
        var fork = g.Fork();
        fork.Next();
        g.Next();
        Assert.Equal(["1 2", "3 4", "3 4"], seen);
    }

    private sealed class Counter
    {
        private int _count;

        public async GeneratorBody Count(Yield<int> yield) { while (true) await yield(++_count); }
    }
}
