namespace Parley.Tests.Sync;

/// <summary>The closures that a body has made, and what is over them, split.</summary>
public class ForkClosureTests : SyncTests
{
    private readonly int _one = 1;

    private static List<T> Rest<T>(Generator<T> g)
    {
        List<T> values = [];
        while (g.MoveNext()) values.Add(g.Current);
        return values;
    }

    [Fact]
    public void Closure_that_only_a_delegate_holds_splits()
    {
        Generator<int> g = new(async yield =>
        {
            int count = 0;
            Func<int> next = () => ++count;
            while (true) await yield(next());
        });
        g.At(1);
        var fork = g.Fork();
        Assert.Equal((2, 3, 2, 3), (g.Next(), g.Next(), fork.Next(), fork.Next()));
    }

    [Fact]
    public void Closure_that_only_an_inner_holds_splits()
    {
        static Generator<int> Over(int count) => new(async yield => { while (true) await yield(++count); });

        Generator<int> g = new(async yield => await yield.From(Over(1)));
        g.At(2);
        var fork = g.Fork(); // the closure is the method's, not the body's: shared
        Assert.Equal((3, 4), (g.Next(), fork.Next()));
        g = new(async yield =>
        {
            int count = 1;
            await yield.From(new Generator<int>(async below => { while (true) await below(++count); }));
        });
        g.At(2);
        fork = g.Fork();
        Assert.Equal((3, 3, 4), (g.Next(), fork.Next(), fork.Next()));
    }

    [Fact]
    public void Variable_of_a_local_function_whose_body_is_delegated_to_splits()
    {
        int two = 2;
        Goes(new(async yield =>
        {
            await yield.From(Up(1));

            static Generator<int> Up(int value) => new(async below => { while (true) await below(value++); });
        }));
        Goes(new(async yield =>
        {
            Generator<int> Up(int value) => new(async below => { while (true) await below(value++ + two - 2); });
            await yield.From(Up(1));
        }));
        Goes(new(async yield =>
        {
            Func<int, Generator<int>> up = value => new(async below => { while (true) await below(value++ * _one); });
            await yield.From(up(1));
        }));

        static void Goes(Generator<int> g)
        {
            Assert.Equal(1, g.Next());
            var fork = g.Fork();
            Assert.Equal((2, 2), (g.Next(), fork.Next()));
            Assert.Equal((3, 3), (g.Next(), fork.Next()));
        }
    }

    [Fact]
    public void Closures_in_closures_split_and_the_one_outside_of_the_body_does_not()
    {
        int outside = 0;
        Generator<string> g = new(async yield =>
        {
            int one = 0;
            foreach (int step in (int[])[1, 2, 3, 4])
            {
                int two = 0;
                Action add = () => { outside++; one += step; two += step; };
                add();
                await yield($"{outside} {one} {two}");
                add();
                await yield($"{outside} {one} {two}");
            }
        });
        g.At("1 1 1");
        var fork = g.Fork();
        Assert.Equal(("2 2 2", "3 4 2"), (g.Next(), g.Next()));
        Assert.Equal(("4 2 2", "5 4 2"), (fork.Next(), fork.Next()));
        Assert.Equal(("6 6 4", "7 6 4"), (fork.Fork().Next(), g.Next()));
    }

    [Fact]
    public void Closure_that_a_lambda_makes_within_one_of_the_body_splits()
    {
        Generator<int> g = new(async yield =>
        {
            int total = 0;
            Func<int, Func<int>> make = by => { int count = 0; return () => total += by * ++count; };
            Func<int> two = make(2);
            while (true) await yield(two());
        });
        g.At(2);
        var fork = g.Fork();
        Assert.Equal((6, 6, 12), (g.Next(), fork.Next(), fork.Next()));
    }

    [Fact]
    public void Combined_delegates_split_part_by_part()
    {
        Generator<int> g = new(async yield =>
        {
            int a = 0;
            int b = 0;
            Action both = () => a++;
            both += () => b += 10;
            Action same = both;
            while (true)
            {
                both();
                await yield(a + b);
                if (!ReferenceEquals(both, same)) throw new InvalidOperationException("They differ.");
            }
        });
        g.At(11);
        var fork = g.Fork();
        Assert.Equal((22, 22, 33), (g.Next(), fork.Next(), fork.Next()));
    }

    [Theory, InlineData(true), InlineData(false)]
    public void Closure_of_one_branch_of_an_expression_splits(bool first)
    {
        Func<int> zero = () => 0;
        Generator<int> g = new(async yield =>
        {
            int count = 0;
            Func<int> one = first ? () => ++count : zero;
            Func<int> two = first ? zero : () => ++count;
            while (true) await yield(one() + two());
        });
        g.At(1);
        var fork = g.Fork();
        Assert.Equal((2, 2, 3), (g.Next(), fork.Next(), fork.Next()));
    }

    [Fact]
    public void Generator_over_the_bodys_variable_that_it_drives_by_hand_splits_and_another_does_not()
    {
        Generator<int> elsewhere = Yielding(10, 20, 30, 40);
        Generator<int> g = new(async yield =>
        {
            int count = 0;
            Generator<int> own = new(async below => { while (true) await below(++count); });
            Generator<int> other = elsewhere;
            while (true) await yield(own.Next() + other.Next());
        });
        g.At(11);
        var fork = g.Fork();
        Assert.Equal((22, 32), (g.Next(), fork.Next()));
    }

    [Fact]
    public void Own_yield_splits_wherever_a_local_has_it()
    {
        Generator<int> g = new(async yield =>
        {
            Yield<int> same = yield;
            (Yield<int> Inside, int Count) pair = (yield, 0);
            KeyValuePair<int, Yield<int>> deeper = new(1, yield);
            object boxed = yield;
            Func<int, Parley.CompilerServices.YieldAwaitable<int>> wrapped = value => yield(value);
            await yield(1);
            await same(2);
            await pair.Inside(3);
            await deeper.Value(4);
            await ((Yield<int>)boxed)(5);
            await wrapped(6);
        });
        g.At(1);
        var fork = g.Fork();
        Assert.Equal([2, 3, 4, 5, 6], Rest(fork));
        Assert.Equal([2, 3, 4, 5, 6], Rest(g));
    }

    [Fact]
    public void Method_of_a_generator_as_a_delegate_goes_with_the_generator()
    {
        Generator<int> g = new(async yield =>
        {
            int count = 0;
            Generator<int> own = new(async below => { while (true) await below(++count); });
            Func<int> next = own.Next;
            while (true) await yield(next() + (100 * own.Current));
        });
        g.At(101);
        var fork = g.Fork();
        Assert.Equal((202, 202), (g.Next(), fork.Next()));
    }

    [Fact]
    public void Bodies_of_generic_methods_and_with_generic_closures_split()
    {
        static Generator<T> Last<T>(params T[] values) => new(async yield =>
        {
            T last = values[0];
            Func<T, T> exchange = value => { T before = last; last = value; return before; };
            foreach (T value in values) await yield(exchange(value));
        });
        var g = Last("a", "b", "c", "d").At("a").At("a");
        var fork = g.Fork();
        Assert.Equal(["b", "c"], Rest(fork));
        Assert.Equal(["b", "c"], Rest(g));
        Assert.Equal([1, 2], Rest(Last(1, 2, 3).At(1).Fork()));
    }

    [Fact]
    public void A_face_over_the_bodys_variable_splits_though_its_generator_is_from_elsewhere()
    {
        var elsewhere = new Generator<int>(async yield => { for (int i = 0; ; i++) await yield(i); });
        var g = new Generator<string>(async yield =>
        {
            int calls = 0;
            var face = elsewhere.SelectYield(value => $"{value} {++calls}");
            while (true) await yield(face.Next());
        });
        Assert.Equal("0 1", g.Next());
        var fork = g.Fork();
        Assert.Equal("1 2", g.Next());
        Assert.Equal("1 2", fork.Next());
        Assert.Equal("2 3", fork.Next());
        Assert.Equal("2 3", g.Next());
    }

    [Fact]
    public void Bodies_in_a_body_split()
    {
        var g = new Generator<int, int>(async yield =>
        {
            int total = 0;
            await yield.From(async yield => { while (total < 10) total += await yield(total); });
            await yield(-total);
        });
        var plain = new Generator<int>(async yield =>
        {
            int start = 5;
            await yield(await yield.From(async yield => { await yield(start); await yield(++start); return ++start; }));
        });
        g.Next();
        Assert.Equal((5, 5), (g.Send(5), plain.Next()));
        var (fork, other) = (g.Fork(), plain.Fork());
        Assert.Equal((6, 6), (g.Send(1), plain.Next()));
        Assert.Equal((7, 6), (fork.Send(2), other.Next()));
        Assert.Equal((-11, 7), (g.Send(5), plain.Next()));
        Assert.Equal((-12, 7), (fork.Send(5), other.Next()));
    }

    [Fact]
    public void Generator_whose_body_is_a_method_that_got_the_bodys_lambda_splits()
    {
        var g = new Generator<int>(async yield =>
        {
            int count = 0;
            var counting = new Generator<int>(inner => Calling(inner, () => count++));
            while (counting.MoveNext()) await yield(count);
        });
        Assert.Equal(1, g.Next());
        var fork = g.Fork();
        Assert.Equal((2, 3), (g.Next(), g.Next()));
        Assert.Equal((2, 3), (fork.Next(), fork.Next()));
    }

    private static async GeneratorBody Calling(Yield<int> yield, Action call)
    {
        while (true) { call(); await yield(1); }
    }
}
