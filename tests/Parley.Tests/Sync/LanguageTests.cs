using System.Globalization;
using Parley.Tests.Compile;
using static Parley.GeneratorState;

namespace Parley.Tests.Sync;

/// <summary>What C# does with a yield: operands, try, captured variables, checks of arguments, contexts.</summary>
public class LanguageTests : SyncTests
{
    [Fact, Row("GEN-12")]
    public void A_continue_in_a_try_passes_the_yield_of_its_finally()
    {
        bool skips = true;
        Assert.Equal([0, 1, 2], new Generator<int>(async yield =>
        {
            for (int i = 0; i < 3; i++)
            {
                try { if (skips) continue; Assert.Fail("The continue was passed."); } finally { await yield(i); }
                Assert.Fail("The continue left its try only.");
            }
        }));
    }

    [Fact, Row("GEN-13")]
    public void A_compound_assignment_reads_its_target_before_the_pause()
    {
        int[] d = [5];
        var g = new Generator<int, int>(async yield => d[0] += await yield(0)).At(0);
        d[0] = 100;
        Assert.Equal((false, 6), (g.TrySend(1), d[0]));
    }

    [Fact, Row("GEN-14")]
    public void Indexes_that_yield_run_left_to_right_and_nothing_is_stored_before_the_last()
    {
        var d = new Dictionary<string, int>();
        var g = new Generator<string, string>(async yield => d[await yield("a")] = d[await yield("b")] = 27);
        Assert.Equal(("a", "b", 0, false), (g.Next(), g.Send("first"), d.Count, g.TrySend("second")));
        Assert.Equal((2, 27, 27), (d.Count, d["first"], d["second"]));
    }

    [Theory, Row("T262-10"), InlineData(false), InlineData(true)]
    public void Assignment_from_a_yield_that_is_closed_or_thrown_into_does_not_happen(bool closes)
    {
        int x = 1;
        var g = new Generator<int, int>(async yield => { try { x = await yield(0); } finally { x++; } }).At(0);
        if (closes) g.Close();
        else Assert.Throws<ArithmeticException>(() => g.Throw(new ArithmeticException()));
        Assert.Equal(2, x);
    }

    [Fact, Row("T262-14")]
    public void Yield_of_a_yield_hands_out_what_the_inner_one_was_sent()
    {
        var g = new Generator<string, string, string>(async yield => await yield(await yield("a")));
        Assert.Equal(("a", "b"), (g.Next(), g.Send("b")));
        Assert.Equal("c", Assert.Throws<StopIterationException<string>>(() => g.Send("c")).Value);
    }

    [Fact, Row("T262-14")]
    public void Yields_in_an_expression_run_left_to_right()
    {
        var g = new Generator<int, int, int>(async yield => await yield(1) + 10 * await yield(2));
        Assert.Equal((1, 2), (g.Next(), g.Send(5)));
        Assert.Equal(75, Assert.Throws<StopIterationException<int>>(() => g.Send(7)).Value);
    }

    [Fact, Row("T262-14")]
    public void Yields_as_arguments_elements_and_conditions_run_in_order()
    {
        var g = new Generator<int, int, string>(async yield =>
        {
            int[] elements = [await yield(1), await yield(2)];
            string text = string.Join(",", await yield(3), await yield(4));
            bool both = await yield(5) == 50 && await yield(6) == 60;
            return $"{elements[0]} {elements[1]} {text} {both} {await yield(7)}";
        }).At(1);
        for (int i = 2; i <= 7; i++) Assert.Equal(i, g.Send(10 * (i - 1)));
        Assert.Equal("10 20 30,40 True 70", Assert.Throws<StopIterationException<string>>(() => g.Send(70)).Value);
    }

    [Fact, Row("T262-15")]
    public void Captured_variables_are_shared_with_the_outside_in_both_directions()
    {
        int n = 1;
        var g = new Generator<int>(async yield => { await yield(n); n++; await yield(n); }).At(1);
        n = 10;
        Assert.Equal((11, 11), (g.Next(), n));
    }

    [Theory, Row("T262-15"), InlineData(false), InlineData(true)]
    public void Closure_made_in_the_body_still_counts_after_the_end(bool closes)
    {
        var g = new Generator<Func<int>>(async yield => { int count = 0; await yield(() => ++count); count += 10; });
        var counter = g.Next();
        Assert.Equal(1, counter());
        if (closes) g.Close();
        else Assert.False(g.MoveNext());
        Assert.Equal((Closed, closes ? 2 : 12), (g.State, counter()));
    }

    [Fact, Row("T262-15")]
    public void Generators_of_one_factory_have_locals_of_their_own()
    {
        var count = (int from) => new Generator<int>(async yield => { for (int i = from; ; i++) await yield(i); });
        Generator<int> a = count(1), b = count(10);
        Assert.Equal((1, 10, 2, 11), (a.Next(), b.Next(), a.Next(), b.Next()));
    }

    [Fact, Row("T262-16")]
    public void Argument_errors_of_a_factory_come_at_its_call()
    {
        bool entered = false;
        Generator<int> upTo(int limit)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(limit);
            return new(async yield => { entered = true; for (int i = 0; i < limit; i++) await yield(i); });
        }
        Assert.Throws<ArgumentOutOfRangeException>("limit", () => upTo(-1));
        var g = upTo(1);
        Assert.False(entered);
        Assert.Equal([0], g);
    }

    [Fact, Row("T262-16")]
    public void Check_inside_the_body_comes_at_the_first_advance()
    {
        var g = new Generator<int>(async yield => { ArgumentOutOfRangeException.ThrowIfNegative(-1); await yield(1); });
        Assert.Throws<ArgumentOutOfRangeException>(() => g.Next());
        Assert.Equal(Closed, g.State);
    }

    [Fact, Row("T262-17")]
    public void Yielded_enumerable_is_handed_out_unopened()
    {
        var source = new Source<int>(_log, 1, 2);
        Assert.Same(source, Assert.Single(Yielding<IEnumerable<int>>(source)));
        Assert.Empty(_log);
    }

    [Fact, Row("T262-22")]
    public void Yielded_task_is_handed_out_unawaited()
    {
        var task = new TaskCompletionSource().Task;
        Assert.Same(task, Yielding(task).Next());
    }

    [Fact, Row("T262-17")]
    public void Yielded_generator_is_handed_out_unstarted()
    {
        var inner = Yielding(1);
        Assert.Same(inner, Assert.Single(Yielding(inner)));
        Assert.Equal(Created, inner.State);
    }

    [Fact, Row("NET-07")]
    public void What_the_body_sets_is_set_at_the_caller()
    {
        var local = new AsyncLocal<int> { Value = 1 };
        var g = new Generator<int>(async yield => { local.Value = 2; await yield(local.Value); local.Value = 3; });
        Assert.Equal((2, 2, false, 3), (g.Next(), local.Value, g.MoveNext(), local.Value));
        Assert.Equal((true, 4), (native().MoveNext(), local.Value));
        IEnumerator<int> native() { local.Value = 4; yield return 1; }
    }

    [Fact, Row("NET-07")]
    public void Culture_that_the_body_sets_is_set_at_the_caller()
    {
        CultureInfo own = CultureInfo.CurrentCulture, other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        var g = new Generator<CultureInfo>(
            async yield => { await yield(CultureInfo.CurrentCulture); CultureInfo.CurrentCulture = other; });
        try { Assert.Same(own, g.Next()); g.MoveNext(); Assert.Same(other, CultureInfo.CurrentCulture); }
        finally { CultureInfo.CurrentCulture = own; }
    }

    [Fact, Row("NET-07")]
    public void Body_sees_the_context_of_each_thread_that_advances_it()
    {
        var local = new AsyncLocal<int> { Value = 1 };
        var g = new Generator<int>(async yield => { while (true) await yield(local.Value); }).At(1);
        int elsewhere = 0;
        OnThread(() => { local.Value = 2; elsewhere = g.Next(); });
        Assert.Equal((2, 1), (elsewhere, g.Next()));
    }

    [Fact, Row("NET-05")]
    public void Body_can_not_yield_inside_a_lock() => Compiler.Refuses("CS1996", "lock",
        "object gate = new(); _ = new Generator<int>(async yield => { lock (gate) { [|await yield(2)|]; } });",
        "object gate = new(); _ = new Generator<int>(async yield => { lock (gate) { } await yield(2); });");
}
