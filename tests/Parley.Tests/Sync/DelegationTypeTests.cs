using Parley.Tests.Compile;
using static Parley.GeneratorState;

namespace Parley.Tests.Sync;

/// <summary>What may be delegated to, and what not; chains whose generators take different sends, or none.</summary>
public class DelegationTypeTests : SyncTests
{
    // An outer that takes sends, above a middle one that doesn't.
    private static Generator<int, TSend> AboveMute<TSend>(Generator<int> inner)
    {
        var middle = Delegating(inner);
        return new(async yield => await yield.From(middle));
    }

    [Fact]
    public void Send_reaches_an_inner_without_sends_as_an_advance()
    {
        var inner = Yielding(1, 2);
        string? got = null;
        var outer = new Generator<int, string>(async yield => { await yield.From(inner); got = await yield(3); });
        Assert.Equal((1, 2, 3), (outer.Next(), outer.Send("dropped"), outer.Send("dropped")));
        Assert.Equal((false, "kept"), (outer.TrySend("kept"), got));
    }

    [Fact]
    public void Below_a_middle_one_without_sends_a_send_is_an_advance()
    {
        var inner = Noting("inner", [1, 2, 3]);
        var outer = AboveMute<string?>(inner);
        Assert.Equal((1, 2, 3), (outer.Next(), outer.Send("dropped"), inner.Send("direct")));
        Assert.False(outer.TrySend("dropped"));
        _log.Reads("inner got; inner got direct; inner got");
    }

    [Fact]
    public void Below_a_middle_one_without_sends_an_enumerable_takes_a_send_as_an_advance()
    {
        var outer = AboveMute<string>(new(async yield => await yield.From([1, 2])));
        Assert.Equal((1, 2, false), (outer.Next(), outer.Send("dropped"), outer.TrySend("dropped")));
    }

    [Fact]
    public void One_inner_gets_the_sends_of_the_outer_that_can_pass_them_on()
    {
        var inner = Noting("i", [1, 2, 3, 4, 5, 6, 7, 8]);
        Generator<int, string?> a = AboveMute<string?>(inner), b = Delegating(inner);
        Assert.Equal((1, 2, 3, 4), (a.Next(), b.Next(), a.Send("a"), b.Send("b")));
        Assert.Equal((5, 6, 7, 8), (b.Send("b"), a.Send("a"), inner.Send("i"), a.Send("a")));
        _log.Reads("i got; i got; i got b; i got b; i got; i got i; i got");
    }

    [Fact]
    public void Below_a_middle_one_without_sends_another_send_type_is_no_error()
    {
        var inner = new Generator<int, int>(async yield => _log.Add($"got {await yield(1)}"));
        Assert.False(AboveMute<string>(inner).At(1).TrySend("dropped"));
        _log.Reads("got 0");
    }

    [Fact]
    public void Generator_with_another_send_type_is_an_error_at_the_From()
    {
        List<Exception> caught = [];
        var inner = Echoing();
        var outer = new Generator<int, string>(async yield =>
        {
            try { await yield.From((Generator<int>)inner); } catch (InvalidOperationException e) { caught.Add(e); }
            try { await yield.From((IEnumerable<int>)inner); } catch (InvalidOperationException e) { caught.Add(e); }
            await yield(caught.Count);
            await yield.From((Generator<int>)inner);
        }).At(2);
        Assert.All(caught, e => Assert.Contains("System.String", e.Message, StringComparison.Ordinal));
        Assert.All(caught, e => Assert.Contains("System.Int32", e.Message, StringComparison.Ordinal));
        Assert.Throws<InvalidOperationException>(() => outer.Send("x"));
        Assert.Equal((Closed, Created), (outer.State, inner.State));
    }

    [Fact]
    public void Outer_without_sends_may_delegate_to_any_generator()
    {
        var inner = new Generator<int, string?, int>(async yield => (await yield(1))?.Length ?? -1);
        var outer = new Generator<int>(async yield => _log.Add($"value {await yield.From(inner)}"));
        Assert.Equal([1], outer.ToList());
        _log.Reads("value -1");
    }

    [Fact]
    public void Enumerable_that_is_a_generator_at_run_time_is_delegated_to_as_one()
    {
        var inner = new Generator<int, string>(async yield =>
        {
            try { _log.Add($"inner got {await yield(1)}"); await yield(2); }
            catch (ArithmeticException) { _log.Add("inner caught"); await yield(3); await yield(4); }
        });
        var outer = new Generator<int, string>(async yield => await yield.From((IEnumerable<int>)inner)).At(1);
        Assert.Same(inner, outer.YieldingFrom);
        Assert.Equal((2, 3), (outer.Send("x"), outer.Throw(new ArithmeticException())));
        Assert.Equal((4, false), (inner.Next(), outer.MoveNext()));
        _log.Reads("inner got x", "inner caught");
    }

    [Fact]
    public void Outer_without_sends_delegates_to_such_an_enumerable_as_a_generator_too()
    {
        var inner = new Generator<int, string>(
            async yield => { try { await yield(1); } catch (ArithmeticException) { _log.Add("inner caught"); } });
        var outer = new Generator<int>(async yield => await yield.From((IEnumerable<int>)inner)).At(1);
        Assert.Same(inner, outer.YieldingFrom);
        Assert.False(outer.TryThrow(new ArithmeticException()));
        _log.Reads("inner caught");
    }

    [Fact]
    public void Value_sent_on_the_way_to_a_refused_one_does_not_stay_behind()
    {
        Generator<int, string?> outer = null!;
        var inner = new Generator<int, string?>(async yield =>
        {
            await yield(1);
            Refuses(Subject.AlreadyExecuting, () => outer.Send("refused"));
            _log.Add(await yield(2) ?? "nothing");
        });
        outer = Delegating(inner);
        Assert.Equal((1, 2, false), (outer.Next(), outer.Next(), outer.MoveNext()));
        _log.Reads("nothing");
    }

    [Fact, Row("FROM-21")]
    public void From_of_null_throws_in_the_body_at_that_call() =>
        Assert.Equal([3], new Generator<int>(async yield =>
        {
            RefuseNull(() => _ = yield.From(default(Generator<int>)!), () => _ = yield.From(default(IntReturner)!),
                () => _ = yield.From(default(IEnumerable<int>)!));
            await yield(3);
        }));

    [Fact, Row("FROM-21")]
    public void From_of_null_throws_in_a_body_with_sends_too() =>
        Assert.Equal([3], new IntSender(async yield =>
        {
            RefuseNull(() => _ = yield.From(default(Generator<int>)!), () => _ = yield.From(default(IntReturner)!),
                () => _ = yield.From(default(IEnumerable<int>)!));
            await yield(3);
        }));

    private static void RefuseNull(params Action[] froms) =>
        Assert.All(froms, from => Assert.Throws<ArgumentNullException>("inner", from));

    [Fact, Row("FROM-21")]
    public void From_of_null_uncaught_ends_the_outer()
    {
        var g = new Generator<int>(async yield => await yield.From((IEnumerable<int>)null!));
        Assert.Throws<ArgumentNullException>("inner", () => g.Next());
        Assert.Equal(Closed, g.State);
    }

    [Fact, Row("FROM-50")]
    public void Synchronous_body_can_not_delegate_to_an_asynchronous_source() => Compiler.Refuses(
        "CS0315", "'Parley.CompilerServices.IYieldAwaiter'",
        "IAsyncEnumerable<int> it = null!; _ = new Generator<int, int>(async yield => [|await yield.From(it)|]);",
        "IEnumerable<int> it = null!; _ = new Generator<int, int>(async yield => await yield.From(it));");
}
