using static Parley.Tests.Harness.Subject;
using static Parley.Tests.Shared.Forks;

namespace Parley.Tests.Shared;

/// <summary>A closure of the body's own splits on whatever way it has come to where a fork finds it, or the fork is
/// refused. It is never shared.</summary>
public class ForkOwnershipTests
{
    private static Func<int>? s_kept;

    private sealed record Kept(Func<int> Function);

    private readonly record struct Pair(Func<int> Function, int Number);

    private struct Slot
    {
        private Func<int> _next;

        public readonly Func<int> Get() => _next;

        public void Set(Func<int> next) => _next = next;
    }

    private sealed class Failure(Func<int> next) : Exception
    {
        public Func<int> Function => next;
    }

    private static T Same<T>(T value) => value;

    private static T Choose<T>(bool first, T one, T other) => first ? one : other;

    private static void Store(out Func<int> place, Func<int> next) => place = next;

    [Fact]
    public async Task Closure_that_a_lambda_of_the_body_gets_and_returns_splits()
    {
        await Splits(() => Make<int>(async yield =>
        {
            int count = 0;
            Func<Func<int>, Func<int>> same = next => next;
            Func<int> mine = same(() => ++count);
            while (true) await yield(mine());
        }));
        await Splits(() => Make<int>(async yield =>
        {
            int count = 0;
            int calls = 0;
            Func<Func<int>, Func<int>> wrap = next => { calls++; return () => next() + calls; };
            Func<int> mine = wrap(() => ++count);
            while (true) await yield(mine());
        }));
        await Splits(() => Make<int>(async yield =>
        {
            Func<int, Func<int>> make = by => { int count = 0; return () => count += by; };
            Func<int> mine = make(2);
            while (true) await yield(mine());
        }));
    }

    [Fact]
    public async Task Closure_that_a_local_function_gets_and_returns_splits()
    {
        await Splits(() => Make<int>(async yield =>
        {
            int count = 0;
            Func<int> Wrap(Func<int> next) { count += 10; return next; }
            Func<int> mine = Wrap(() => ++count);
            while (true) await yield(mine());
        }));
        await Splits(() => Make<int>(async yield =>
        {
            int count = 0;
            T Wrap<T>(T next) { count += 10; return next; }
            Func<int> mine = Wrap<Func<int>>(() => ++count);
            while (true) await yield(mine());
        }));
        await Splits(() => Make<int>(async yield =>
        {
            int count = 0;
            static Func<int> Wrap(Func<int> next) => next;
            Func<int> mine = Wrap(() => ++count);
            while (true) await yield(mine());
        }));
        await Splits(() => Make<int>(async yield =>
        {
            int count = 0;
            void Get(out Func<int> next) => next = () => ++count;
            Get(out Func<int> mine);
            while (true) await yield(mine());
        }));
    }

    [Fact]
    public async Task Closure_that_another_method_returns_splits()
    {
        await Splits(() => Make<int>(async yield =>
        {
            int count = 0;
            Func<int> mine = Same<Func<int>>(() => ++count);
            Func<int> chosen = Choose(true, mine, () => 0);
            while (true) await yield(chosen());
        }));
        await Splits(() => Make<int>(async yield =>
        {
            int count = 0;
            Store(out Func<int> mine, () => ++count);
            while (true) await yield(mine());
        }));
    }

    [Fact]
    public async Task Closure_that_is_exchanged_in_a_local_splits()
    {
        await Splits(() => Make<int>(async yield =>
        {
            int count = 0;
            Func<int>? mine = null;
            Interlocked.CompareExchange(ref mine, () => ++count, null);
            while (true) await yield(mine());
        }));
        await Splits(() => Make<int>(async yield =>
        {
            int count = 0;
            Func<int>? mine = null;
            Volatile.Write(ref mine, () => ++count);
            Func<int> same = Volatile.Read(ref mine);
            while (true) await yield(same());
        }));
    }

    [Fact]
    public async Task Closure_in_a_struct_splits()
    {
        await Splits(() => Make<int>(async yield =>
        {
            int count = 0;
            Pair pair = new(() => ++count, 1);
            while (true) await yield(pair.Function());
        }));
        await Splits(() => Make<int>(async yield =>
        {
            int count = 0;
            Slot slot = default;
            slot.Set(() => ++count);
            Func<int> mine = slot.Get();
            while (true) await yield(mine() + slot.Get()());
        }));
        await Splits(() => Make<int>(async yield =>
        {
            int count = 0;
            KeyValuePair<int, Func<int>> pair = KeyValuePair.Create<int, Func<int>>(1, () => ++count);
            Func<int> mine = pair.Value;
            while (true) await yield(mine());
        }));
    }

    [Fact]
    public async Task Closure_beneath_a_switch_on_the_stack_splits()
    {
        int choice = 3;
        await Splits(() => Make<int>(async yield =>
        {
            int count = 0;
            Func<Func<int>, int, Func<int>> pick = (next, _) => next;
            Func<int> mine = pick(
                () => ++count, choice switch { 0 => 5, 1 => 7, 2 => 11, 3 => 13, 4 => 17, _ => 19 });
            while (true) await yield(mine());
        }));
    }

    [Fact]
    public async Task Closure_that_is_only_an_argument_of_what_is_delegated_to_splits()
    {
        static async IntBody Repeat(Yield<int, int> yield, Func<int> next)
        {
            while (true) await yield(next());
        }
        await Splits(() => Make<int, int, int>(async yield =>
        {
            int count = 0;
            Func<int> mine = () => ++count;
            return await yield.From(below => Repeat(below, mine));
        }));
    }

    [Fact]
    public async Task Closure_that_comes_back_from_an_object_splits_if_the_body_uses_its_variable_itself()
    {
        await Splits(() => Make<int>(async yield =>
        {
            int count = 0;
            Func<int>[] array = [() => ++count];
            Func<int> mine = array[0];
            while (true) await yield(mine() + count++);
        }));
        await Splits(() => Make<int>(async yield =>
        {
            int count = 0;
            List<Func<int>> list = [() => ++count];
            Func<int> mine = list[0];
            while (true) await yield(mine() + count++);
        }));
        await Splits(() => Make<int>(async yield =>
        {
            int count = 0;
            var dictionary = new Dictionary<string, Func<int>> { ["n"] = () => ++count };
            Func<int> mine = dictionary["n"];
            while (true) await yield(mine() + count++);
        }));
        await Splits(() => Make<int>(async yield =>
        {
            int count = 0;
            Kept kept = new(() => ++count);
            Func<int> mine = kept.Function;
            while (true) await yield(mine() + count++);
        }));
        await Splits(() => Make<int>(async yield =>
        {
            int count = 0;
            List<Func<int>> list = [() => ++count, () => count];
            foreach (Func<int> mine in list)
            {
                for (int i = 0; i < 20; i++) await yield(mine() + count++);
            }
        }));
    }

    [Fact]
    public async Task Closure_that_comes_back_from_an_object_splits_if_the_body_holds_it_itself()
    {
        await Splits(() => Make<int>(async yield =>
        {
            int count = 0;
            Func<int> mine = () => ++count;
            s_kept = mine;
            Func<int> same = s_kept;
            while (true) await yield(mine() + same());
        }));
        await Splits(() => Make<int>(async yield =>
        {
            int count = 0;
            Func<int> mine = () => ++count;
            Func<int> same;
            try { throw new Failure(mine); }
            catch (Failure failure) { same = failure.Function; }

            while (true) await yield(mine() + same());
        }));
    }

    [Fact]
    public async Task Closure_of_the_round_before_splits()
    {
        await Splits(() => Make<int>(async yield =>
        {
            Func<int>? last = null, made = null;
            for (int i = 0; ; i += 10)
            {
                last = made;
                await yield(last is null ? i : last());
                if (last is not null) await yield(last());
                int count = i;
                made = () => ++count;
                s_kept = made;
            }
        }));
    }

    [Fact]
    public async Task Closure_that_comes_back_from_an_object_is_no_obstacle_once_the_body_has_done_with_it()
    {
        await Splits(() => Make<int>(async yield =>
        {
            int count = 0;
            List<Func<int>> list = [() => count, () => count + 1, () => count + 2, () => count + 3, () => count + 4];
            foreach (Func<int> next in list) await yield(next());
        }));
    }

    [Fact]
    public async Task Closure_that_comes_back_from_an_object_is_not_shared_if_nothing_else_holds_it()
    {
        await SplitsOrIsRefused(() => Make<int>(async yield =>
        {
            int count = 0;
            Func<int>[] array = [() => ++count];
            Func<int> mine = array[0];
            while (true) await yield(mine());
        }));
        await SplitsOrIsRefused(() => Make<int>(async yield =>
        {
            int count = 0;
            List<Func<int>> list = [() => ++count];
            foreach (Func<int> mine in list)
            {
                for (int i = 0; i < 20; i++) await yield(mine());
            }
        }));
        await SplitsOrIsRefused(() => Make<int>(async yield =>
        {
            int count = 0;
            Kept kept = new(() => ++count);
            Func<int> mine = kept.Function;
            while (true) await yield(mine());
        }));
        await SplitsOrIsRefused(() => Make<int>(async yield =>
        {
            int count = 0;
            s_kept = () => ++count;
            Func<int> mine = s_kept;
            while (true) await yield(mine());
        }));
        await SplitsOrIsRefused(() => Make<int>(async yield =>
        {
            int count = 0;
            Func<int> mine = Enumerable.Repeat<Func<int>>(() => ++count, 1).First();
            while (true) await yield(mine());
        }));
        await SplitsOrIsRefused(() => Make<int>(async yield =>
        {
            int count = 0;
            Func<int> mine;
            try { throw new Failure(() => ++count); }
            catch (Failure failure) { mine = failure.Function; }

            while (true) await yield(mine());
        }));
    }

    [Fact]
    public async Task Closures_of_each_round_of_a_loop_split()
    {
        await Splits(() => Make<int>(async yield =>
        {
            Func<int> all = () => 0;
            for (int i = 0; ; i++)
            {
                int count = i;
                Func<int> before = all;
                all = () => ++count + before();
                await yield(all());
                await yield(all());
            }
        }));
    }

    [Fact]
    public async Task What_comes_back_by_a_send_and_is_over_the_bodys_variable_is_the_forks()
    {
        int seen = 0;
        var g = Make<Func<int>?, Func<int>>(async yield =>
        {
            int total = 0;
            Func<int, Func<int>> make = by => { int count = 0; return () => total += by * ++count; };
            Func<int> back = await yield(make(1));
            while (true)
            {
                back();
                seen = total;
                await yield(null);
            }
        });
        await g.SendAsync((await g.NextAsync())!);
        var fork = g.Fork();
        await g.NextAsync();
        Assert.Equal(3, seen);
        await fork.NextAsync();
        Assert.Equal(3, seen);
    }

    [Fact]
    public async Task What_splits_does_not_depend_on_what_has_been_forked_before()
    {
        static IntGenerator Outer() => Make<int>(async yield =>
        {
            Func<int> next;
            {
                int count = 0;
                next = () => ++count;
            }

            await yield.From(Make<int>(async yield =>
            {
                Func<int> mine = next;
                next = () => 0;
                int calls = 0;
                Func<int> both = () => mine() + (10 * ++calls);
                while (true) await yield(both());
            }));
        });
        var g = Outer();
        await Expect.Yields(11, g.NextAsync());
        var inner = ((IntGenerator)g.YieldingFrom!).Fork();
        await Expect.Yields(22, inner.NextAsync()); // the outer's variable is outside of it
        await Splits(Outer);
    }
}
