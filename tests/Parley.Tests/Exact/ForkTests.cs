using System.Reflection;
using static Parley.Tests.Exact.Messages;

namespace Parley.Tests.Exact;

// What a fork costs, and what its errors say.
public class ForkTests
{
    private static Generator<int, int, int> Sum() => new(async yield =>
    {
        int total = 0;
        while (true) total += await yield(total);
    });

    [Fact]
    public void Fork_of_a_simple_body_allocates_what_a_new_generator_does()
    {
        Generator<int, int, int> kept = Sum();
        long created = Measure.Bytes(() => kept = Sum());
        Generator<int, int, int> g = Sum();
        g.Next();
        Assert.Equal(created, Measure.Bytes(() => kept = g.Fork()));
        Assert.Equal(7, kept.Send(7));
        Assert.Equal(0, g.Current);
    }

    public static TheoryData<Generator<int>> Kinds { get; } =
    [
        new Generator<int>(_ => default), new Generator<int, int>(_ => default),
        new Generator<int, int, int>(_ => default),
    ];

    // Copies are created, not cloned, so each field has to be copied by name.
    [Theory, MemberData(nameof(Kinds), DisableDiscoveryEnumeration = true)]
    public void Every_field_of_the_original_is_in_the_fork(Generator<int> g)
    {
        List<FieldInfo> fields = [];
        for (Type type = g.GetType(); type != typeof(object); type = type.BaseType!)
        {
            fields.AddRange(type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly));
        }

        foreach (FieldInfo field in fields)
        {
            Type type = field.FieldType;
            if (type == typeof(bool)) field.SetValue(g, !(bool)field.GetValue(g)!);
            else if (type == typeof(int)) field.SetValue(g, 7);
            else if (type.IsEnum) field.SetValue(g, Enum.ToObject(type, 4)); // closed, so that all is as it is
            else if (type == typeof(Generator<int>)) field.SetValue(g, g);
            else Assert.True(type.Name == "Resumable", $"{field} needs a value here.");
        }

        Generator<int> fork = g.Fork();
        Assert.NotSame(g, fork);
        Assert.True(fields.Count >= 8);
        Assert.All(fields, field => Assert.Equal(
            field.FieldType == typeof(Generator<int>) ? fork : field.GetValue(g), field.GetValue(fork)));
    }

    [Fact, Message("AlreadyExecutingToFork")]
    public void Fork_from_inside_the_body_says_that_it_executes_already()
    {
        Generator<string> me = null!;
        me = new(async yield =>
        {
            string message = "";
            try { me.Fork(); }
            catch (InvalidOperationException e) { message = e.Message; }

            await yield(message);
        });
        Assert.Equal(AlreadyExecutingToFork, me.Next());
    }

    [Fact, Message("AlreadyRunningToFork")]
    public async Task Fork_of_an_asynchronous_generator_says_that_a_call_is_pending()
    {
        var gate = new TaskCompletionSource();
        AsyncGenerator<int> g = new(async yield => { await gate.Task; await yield(1); });
        ValueTask<int> pending = g.NextAsync();
        Says(AlreadyRunningToFork, () => g.Fork());
        gate.SetResult();
        Assert.Equal(1, await pending);
    }

    [Fact, Message("CannotTellWhose")]
    public void Fork_of_a_body_that_may_hold_another_runs_closure_says_where()
    {
        List<Func<int>> made = [];
        Generator<int> Make(Func<int>? other) => new(async yield =>
        {
            for (int i = 0; i < 3; i++)
            {
                int count = i;
                Func<int> mine = () => ++count;
                made.Add(mine);
                Func<int> used = other ?? mine;
                await yield(count);
                await yield(used());
            }
        });
        Assert.Equal(0, Make(null).Next());
        Generator<int> g = Make(made[0]);
        Assert.Equal(0, g.Next());
#if WOVEN
        g.Fork(); // a closure that a woven body has made knows whose it is
#else
        Says(CannotTellWhose, () => g.Fork());
#endif
        Assert.Equal(1, g.Next());
    }

    [Fact, Message("CannotFork")]
    public void Fork_in_a_loop_over_an_enumerator_names_its_type()
    {
        Generator<int> g = new(async yield => { foreach (int i in new SortedSet<int>([1, 2])) await yield(i); });
        g.Next();
        Says(CannotFork, () => g.Fork());
        Assert.Equal(2, g.Next());
    }

    [Fact]
    public void Call_through_a_function_pointer_leaves_alone_what_is_below_it_on_the_stack()
    {
        static int Same(int value) => value;

        Generator<int> g = new(async yield =>
        {
            int count = 0;
            (Func<int> Next, int Three) pair;
            unsafe
            {
                delegate*<int, int> same = &Same;
                pair = (() => ++count, same(3));
            }

            while (true) await yield(pair.Next());
        });
        Assert.Equal((1, 2), (g.Next(), g.Next()));
        IsNotShared(g);
        g = new(async yield =>
        {
            int count = 0;
            Func<int> next;
            unsafe
            {
                delegate*<Func<int>, Func<int>> identity = &Identity;
                next = identity(() => ++count);
            }

            while (true) await yield(next());
        });
        Assert.Equal((1, 2), (g.Next(), g.Next()));
        IsNotShared(g);

        static Func<int> Identity(Func<int> function) => function;
    }

    // It splits, or is refused.
    private static void IsNotShared(Generator<int> g)
    {
        Generator<int> fork;
        try { fork = g.Fork(); }
        catch (InvalidOperationException refusal)
        {
            Assert.Contains("whose captured variables", refusal.Message, StringComparison.Ordinal);
            return;
        }

        Assert.Equal((3, 3, 4, 4), (g.Next(), fork.Next(), g.Next(), fork.Next()));
    }
}
