using System.Collections.Concurrent;

namespace Parley.Tests.Sync;

/// <summary>Two runs of one body have closures of the same type. A fork of one never splits the other's.</summary>
public class ForkOwnershipTests : SyncTests
{
    private static Func<int>? s_last;

    private readonly ConcurrentDictionary<string, Func<int>> _cache = [];
    private readonly List<Func<int>> _made = [];

    // Both runs of the body yield 100 times what the first one's closure says, and what their own says.
    private static void SharesTheFirsts(Func<Func<int>?, Generator<int>> make)
    {
        make(null).Next();
        var second = make(s_last);
        int before = second.Next() / 100;
        var fork = second.Fork();
        int once = second.Next();
        int twice = fork.Next();
        Assert.Equal((before + 1, before + 2), (once / 100, twice / 100));
        Assert.Equal((2, 2), (once % 100, twice % 100));
    }

    [Fact]
    public void Anothers_closure_that_a_merge_brings_is_shared()
    {
        SharesTheFirsts(other => new(async yield =>
        {
            int count = 0;
            Func<int> mine = () => ++count;
            s_last = other ?? mine;
            Func<int> used = other ?? mine;
            while (true) await yield((100 * used()) + mine());
        }));
        SharesTheFirsts(other => new(async yield =>
        {
            int count = 0;
            Func<int> mine = () => ++count;
            s_last ??= mine;
            Func<int> used = other is null ? mine : other;
            Func<int> inside = () => used();
            while (true) await yield((100 * inside()) + mine());
        }));
        SharesTheFirsts(other => new(async yield =>
        {
            int count = 0;
            Func<int> mine = () => ++count;
            Action<Func<int>> keep = next => s_last = next;
            keep(other ?? mine);
            Func<int> used = other ?? mine;
            while (true) await yield((100 * used()) + mine());
        }));
    }

    [Fact]
    public void Anothers_closure_that_a_call_brings_is_shared()
    {
        Func<int>? last = null;
        SharesTheFirsts(_ => new(async yield =>
        {
            int count = 0;
            Func<int> mine = () => ++count;
            Func<int> used = Interlocked.Exchange(ref last, mine) ?? mine;
            while (true) await yield((100 * used()) + mine());
        }));
        SharesTheFirsts(_ => new(async yield =>
        {
            int count = 0;
            Func<int> mine = () => ++count;
            Func<int> used = _cache.GetOrAdd("key", mine);
            while (true) await yield((100 * used()) + mine());
        }));
        SharesTheFirsts(_ => new(async yield =>
        {
            int count = 0;
            Func<int> mine = () => ++count;
            _made.Add(mine);
            Func<int> used = Pass(_made[0]);
            while (true) await yield((100 * used()) + mine());

            Func<int> Pass(Func<int> next) { count += 0; return next; }
        }));
    }

    [Fact]
    public void Anothers_closure_is_known_by_what_is_around_it()
    {
        Generator<int> Make(Func<int>? other)
        {
            int outside = 0;
            return new(async yield =>
            {
                int count = 0;
                Func<int> mine = () => ++count + (100 * ++outside);
                _made.Add(mine);
                Func<int> used = other ?? mine;
                while (true) await yield(used());
            });
        }
        Assert.Equal(101, Make(null).Next());
        var second = Make(_made[0]);
        Assert.Equal(202, second.Next());
        var fork = second.Fork();
        Assert.Equal((303, 404), (second.Next(), fork.Next()));
    }

    [Fact]
    public void Anothers_closure_in_a_combined_delegate_is_shared_and_the_bodys_own_splits()
    {
        List<string> log = [];
        Generator<int> Make(string name, Action? other) => new(async yield =>
        {
            int count = 0;
            Action mine = () => log.Add($"{name}{++count}");
            _actions.Add(mine);
            Action both = other + mine;
            Action same = both;
            while (true)
            {
                both();
                await yield(count);
                if (!ReferenceEquals(both, same)) throw new InvalidOperationException("They differ.");
            }
        });
        Make("a", null).At(1);
        var second = Make("b", _actions[0]).At(1);
        var fork = second.Fork();
        Assert.Equal((2, 2), (second.Next(), fork.Next()));
        log.Reads("a1; a2; b1; a3; b2; a4; b2");
    }

    private readonly List<Action> _actions = [];

    [Fact]
    public void Fork_is_refused_if_it_cannot_be_known_whose_a_closure_is_and_changes_nothing()
    {
        Generator<int> Make(Func<int>? other) => new(async yield =>
        {
            for (int i = 0; ; i += 10)
            {
                int count = i;
                Func<int> mine = () => ++count;
                _made.Add(mine);
                Func<int> used = other ?? mine;
                await yield(used() + count);
                await yield(used() + count);
            }
        });
        var g = Make(null).At(2);
        var second = Make(_made[0]).At(2);
#if WOVEN
        Assert.Equal((3, 4), (second.Fork().Next(), second.Fork().Next())); // it is known whose: the other's, shared
        Assert.Equal((10, 6), (g.Next(), second.Next()));
#else
        Refuses("the local 'used'", () => second.Fork());
        Assert.Equal((6, 4), (g.Next(), second.Next()));
#endif
        Assert.Equal(2, _made.Count);
    }

    [Fact]
    public void Closure_that_is_stored_through_an_address_splits()
    {
        bool first = true;
        Generator<int> g = new(async yield =>
        {
            int count = 0;
            Func<int> mine = () => 0;
            Func<int> other = () => 0;
            {
                ref Func<int> either = ref first ? ref mine : ref other;
                either = () => ++count;
                _made.Add(either);
            }

            while (true) await yield(mine() + other());
        });
        g.At(1);
        var fork = g.Fork();
        Assert.Equal((2, 2, 3), (g.Next(), fork.Next(), fork.Next()));
    }

    [Fact]
    public void Body_that_keeps_its_closures_to_itself_has_no_others()
    {
        Generator<int> Make(Func<int>? other) => new(async yield =>
        {
            for (int i = 0; ; i += 10)
            {
                int count = i;
                Func<int> used = other ?? (() => ++count);
                await yield(used());
                await yield(used());
            }
        });
        var g = Make(null).At(1);
        var fork = g.Fork();
        Assert.Equal((2, 2, 11, 11), (g.Next(), fork.Next(), g.Next(), fork.Next()));
        var given = Make(() => 7).At(7);
        Assert.Equal(7, given.Fork().Next());
    }

    [Fact]
    public void Closures_that_forks_exchange_through_an_object_stay_whose_they_are()
    {
        Generator<string> g = new(async yield =>
        {
            int count = 0;
            Func<int> mine = () => ++count;
            List<Func<int>> list = [mine]; // shared by the forks
            Func<int> first = list[0];
            while (true)
            {
                await yield($"{first()} {mine()}");
                list.Insert(0, mine);
                first = list[^1];
            }
        });
        g.At("1 2");
        var fork = g.Fork();
        Assert.Equal("3 3", fork.Next()); // `first` is the original's again
        var second = fork.Fork();
        Assert.Equal("4 4", second.Next());
        Assert.Equal("5 4", fork.Next());
        Assert.Equal("6 7", g.Next());
    }
}
