using static Parley.GeneratorState;

namespace Parley.Tests.Sync;

/// <summary>A generator whose values are of a derived type is delegated to as a generator.</summary>
public class DelegationMappingTests : SyncTests
{
    private record Event(string Name);
    private record Timeout(string Name) : Event(Name);

    /// <summary>How the outer one delegates: by its inner's own type, or by the type of an enumerable.</summary>
    public static TheoryData<bool> Typed { get; } = [true, false];

    private static Generator<object, string?> Outer(bool typed, Generator<string, string?, string> inner) => typed
        ? new(async yield => await yield(await yield.From(inner)))
        : new(async yield => { await yield.From((IEnumerable<object>)inner); await yield("end"); });

    private Generator<string, string?, string> Inner() => new(async yield =>
    {
        for (string? got = "one"; got != "end";)
        {
            try { got = await yield(got ?? "none"); }
            catch (ArithmeticException) { _log.Add("caught"); got = "caught"; }
        }
        return "end";
    });

    [Theory, MemberData(nameof(Typed))]
    public void Sends_throws_advances_and_the_end_reach_it(bool typed)
    {
        var inner = Inner();
        var outer = Outer(typed, inner);
        Assert.Equal("one", outer.Next());
        Assert.Equal(("two", "none", "caught"), (outer.Send("two"), outer.Next(), outer.Throw(_e)));
        Assert.Equal((Suspended, Suspended, "caught"), (outer.State, inner.State, outer.Current));
        Assert.Same(inner, outer.YieldingFrom);
        Assert.Equal(("end", Closed, "end"), (outer.Send("end"), inner.State, inner.Result));
        Assert.Null(outer.YieldingFrom);
        Assert.False(outer.MoveNext());
    }

    [Theory, MemberData(nameof(Typed))]
    public void Send_of_null_and_an_advance_are_told_apart(bool typed)
    {
        // An enumerable below refuses a send, even of null.
        Generator<string, string?, string> Refusing() => new(async yield =>
        {
            try { await yield.From(["one", "two"]); } catch (InvalidOperationException) { await yield("refused"); }
            return "end";
        });
        Assert.Equal("two", Outer(typed, Refusing()).At((object)"one").Next());
        Assert.Equal("refused", Outer(typed, Refusing()).At((object)"one").Send(null));
    }

    [Theory, MemberData(nameof(Typed))]
    public void Close_and_a_thrown_exit_close_it_first(bool typed)
    {
        foreach (bool throws in (bool[])[false, true])
        {
            Generator<string, string?, string> inner = new(async yield =>
            {
                try { await yield("one"); return "lost"; } finally { _log.Add("inner"); }
            });
            Generator<object, string?> outer = new(async yield =>
            {
                try { if (typed) await yield.From(inner); else await yield.From((IEnumerable<object>)inner); }
                catch (GeneratorExitException e) { _log.Add($"outer {e.Message}"); throw; }
            });
            outer.At((object)"one");
            var exit = new GeneratorExitException("mine");
            if (throws) Assert.Same(exit, Assert.Throws<GeneratorExitException>(() => outer.Throw(exit)));
            else outer.Close();
            Assert.Equal((Closed, Closed, false), (outer.State, inner.State, inner.TryGetResult(out _)));
        }
        _log.Reads("inner; outer The generator is being closed.; inner; outer mine");
    }

    [Fact]
    public void Ignored_exit_is_an_error_at_the_From_and_leaves_it_suspended()
    {
        Generator<string> inner = new(
            async yield => { try { await yield("one"); } catch (GeneratorExitException) { await yield("two"); } });
        Exception? seen = null;
        Generator<object> outer = new(async yield =>
        {
            try { await yield.From(inner); }
            catch (InvalidOperationException e) { seen = e; throw; }
        });
        outer.At((object)"one");
        Assert.Same(Refuses("ignored GeneratorExit", outer.Close), seen);
        Assert.Equal((Closed, Suspended, false), (outer.State, inner.State, inner.MoveNext()));
    }

    [Fact]
    public void What_fails_or_closes_it_is_raised_at_the_From()
    {
        Generator<string, string?, string> Failing() => new(async yield =>
        {
            try { await yield("one"); return "two"; } finally { _log.Add("inner"); throw _e; }
        });
        Action<Generator<object, string?>>[] calls =
            [g => g.Next(), g => g.Send("x"), g => g.Throw(new FormatException()), g => g.Close()];
        foreach (var call in calls)
        {
            var inner = Failing();
            var outer = Outer(true, inner);
            outer.At((object)"one");
            Assert.Same(_e, Assert.Throws<ArithmeticException>(() => call(outer)));
            Assert.Equal((Closed, Closed), (outer.State, inner.State));
        }
        _log.Reads("inner; inner; inner; inner");
    }

    [Fact]
    public void End_exception_thrown_in_is_wrapped_by_it_as_ever()
    {
        var end = new StopIterationException();
        var outer = Outer(true, new(async yield => await yield("one") ?? ""));
        outer.At((object)"one");
        Assert.Same(end, Refuses("raised StopIteration", () => outer.Throw(end)).InnerException);
    }

    [Theory, MemberData(nameof(Typed))]
    public void One_that_has_ended_is_over_at_once_with_its_kept_result(bool typed)
    {
        var inner = new Generator<string, string?, string>(async _ => "end");
        Assert.False(inner.MoveNext());
        Assert.Equal("end", Outer(typed, inner).Next());
        inner = Inner();
        inner.Close();
        Assert.Equal(typed ? null : "end", Outer(typed, inner).Next());
    }

    [Theory, InlineData("Next"), InlineData("Send"), InlineData("Throw"), InlineData("End"), InlineData("Close")]
    public void One_that_somebody_else_has_finished_meanwhile_is_over(string way)
    {
        Generator<string, string?, string> inner = new(async yield => { await yield("one"); return "end"; });
        var outer = Outer(true, inner);
        outer.At((object)"one");
        Assert.False(inner.MoveNext());
        if (way == "Next") Assert.Equal("end", outer.Next());
        if (way == "Send") Assert.Equal("end", outer.Send("x"));
        if (way == "End") Assert.Equal("end", outer.Throw(new StopIterationException()));
        if (way == "Throw") Assert.Same(_e, Assert.Throws<ArithmeticException>(() => outer.Throw(_e)));
        if (way == "Close") outer.Close();
        Assert.Equal(way is "Throw" or "Close" ? Closed : Suspended, outer.State);
    }

    [Fact]
    public void One_that_was_started_or_is_moved_on_goes_on_from_where_it_stands()
    {
        var inner = Yielding("one", "two", "three", "four");
        Generator<object> outer = new(async yield => await yield.From(inner));
        Assert.Equal(("one", "two", "three"), (inner.Next(), outer.Next(), inner.Next()));
        Assert.Equal(("two", "four", false), (outer.Current, outer.Next(), outer.MoveNext()));
    }

    [Fact]
    public void One_that_is_executing_is_refused_at_the_From()
    {
        Generator<object> outer = null!;
        Generator<string> inner = null!;
        outer = new(async yield =>
        {
            try { await yield.From(inner); } catch (InvalidOperationException) { _log.Add("refused"); }
        });
        inner = new(async yield => { outer.MoveNext(); await yield($"{outer.State}"); });
        Assert.Equal("Closed", inner.Next());
        _log.Reads("refused");
    }

    [Fact]
    public void While_it_runs_every_level_is_running_and_refuses_calls()
    {
        Generator<object> outer = null!;
        Generator<string> inner = null!;
        inner = new(async yield =>
        {
            Assert.Equal((Running, Running, null), (outer.State, inner.State, outer.YieldingFrom));
            Refuses("already executing", () => outer.Next());
            Refuses("already executing", () => inner.Next());
            Refuses("already executing", outer.Close);
            await yield("one");
        });
        outer = new(async yield => await yield.From(inner));
        Assert.Equal(("one", false), (outer.Next(), outer.MoveNext()));
    }

    [Fact]
    public void One_without_sends_is_advanced_by_a_send()
    {
        Generator<object, int> outer = new(async yield => await yield.From(Yielding("one", "two")));
        Assert.Equal(("one", "two", false), (outer.Next(), outer.Send(1), outer.TrySend(2)));
    }

    [Fact]
    public void One_that_takes_other_sends_is_an_error_at_the_From_that_names_both()
    {
        var inner = new Generator<string, int, int>(async yield => await yield("one"));
        Generator<object, string> outer = new(async yield =>
        {
            try { await yield.From(inner); } catch (InvalidOperationException e) { await yield(e.Message); }
        });
        string message = (string)outer.Next();
        Assert.Contains("System.String", message, StringComparison.Ordinal);
        Assert.Contains("System.Int32", message, StringComparison.Ordinal);
        Assert.Contains("foreach", message, StringComparison.Ordinal);
        Assert.Equal(Created, inner.State);
    }

    [Fact]
    public void An_outer_without_sends_delegates_to_any_and_has_its_value()
    {
        var inner = new Generator<string, int, int>(async yield => 5 + await yield("one"));
        Generator<object> outer = new(async yield => await yield(await yield.From(inner)));
        Assert.Equal(["one", 5], outer);
    }

    [Fact]
    public void Below_a_middle_one_without_sends_a_send_is_an_advance()
    {
        var inner = Inner();
        Generator<object> middle = new(async yield => await yield.From(inner));
        Generator<object, string> outer = new(async yield => await yield.From(middle));
        Assert.Equal(("one", "none"), (outer.Next(), outer.Send("lost")));
    }

    [Fact]
    public void A_hierarchy_of_classes_and_null_values_pass()
    {
        var timeouts = new Generator<Timeout?>(async yield => { await yield(new("t")); await yield(null); });
        Generator<Event?> events = new(async yield => { await yield(new("e")); await yield.From(timeouts); });
        Generator<object?, string> all = new(async yield => await yield.From(events));
        Assert.Equal([new Event("e"), new Timeout("t"), null], all);
    }

    [Fact]
    public void A_step_costs_no_allocation_and_the_same_below_a_deep_chain()
    {
        Generator<string, string?, string> inner = new(
            async yield => { while (await yield("x") != "end") { } return ""; });
        for (int level = 0; level < 10_000; level++)
        {
            var next = inner;
            inner = new(async yield => await yield.From(next));
        }
        var outer = Outer(true, inner);
        for (int level = 0; level < 10_000; level++)
        {
            var next = outer;
            outer = new(async yield => await yield.From(next));
        }
        outer.At((object)"x");
        Assert.Equal(0, Measure.Bytes(() =>
        {
            for (int step = 0; step < 100_000; step++)
            {
                outer.Send("a");
                outer.MoveNext();
            }
        }));
        Assert.Equal("", outer.Send("end"));
    }

    [Fact]
    public void More_levels_of_it_than_the_stack_holds_are_an_exception_not_a_crash()
    {
        Generator<object, string?> g = new(async yield => { while (true) await yield("x"); });
        for (int level = 0; level < 100_000; level++)
        {
            IEnumerable<object> next = level % 2 == 0 ? Narrow(g) : g;
            g = new(async yield => await yield.From(next));
        }
        Assert.Throws<InsufficientExecutionStackException>(() => g.Next());

        static Generator<string> Narrow(Generator<object, string?> next) =>
            new(async yield => { while (next.MoveNext()) await yield((string)next.Current); });
    }

    [Fact]
    public void A_class_of_the_users_own_that_enumerates_something_else_is_taken_as_an_enumerable()
    {
        Generator<Uri> outer = new(async yield => await yield.From((IEnumerable<Uri>)new Odd()));
        Assert.Equal(new Uri("about:blank"), outer.Next());
    }

    private sealed class Odd() : Generator<string>(async yield => await yield("one")), IEnumerable<Uri>
    {
        IEnumerator<Uri> IEnumerable<Uri>.GetEnumerator() => new List<Uri> { new("about:blank") }.GetEnumerator();
    }
}
