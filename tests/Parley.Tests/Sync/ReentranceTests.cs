using static Parley.GeneratorState;

namespace Parley.Tests.Sync;

public class ReentranceTests : SyncTests
{
    // Every call but the reading properties.
    private static readonly Dictionary<string, Action<Generator<int, int>>> s_calls = new()
    {
        ["Next"] = g => g.Next(), ["MoveNext"] = g => g.MoveNext(),
        ["Send"] = g => g.Send(1), ["TrySend"] = g => g.TrySend(1),
        ["Throw"] = g => g.Throw(new ArithmeticException()), ["TryThrow"] = g => g.TryThrow(new ArithmeticException()),
        ["Throw the exit"] = g => g.Throw(new GeneratorExitException()),
        ["TryThrow the exit"] = g => g.TryThrow(new GeneratorExitException()),
        ["Close"] = g => g.Close(), ["Dispose"] = g => g.Dispose(),
    };

    public static TheoryData<string> Names => [.. s_calls.Keys];

    private int _refused;

    private void IsRunningAndRefuses(string call, params Generator<int, int>[] generators)
    {
        foreach (var g in generators)
        {
            Assert.Equal(Running, g.State);
            Refuses(Subject.AlreadyExecuting, () => s_calls[call](g));
            Assert.Equal(Running, g.State);
            _refused++;
        }
    }

    [Theory, Row("RUN-02", "RUN-03"), MemberData(nameof(Names))]
    public void Every_call_from_inside_its_body_is_refused_and_changes_nothing(string call)
    {
        Generator<int, int> g = null!;
        g = new(async yield => { for (int sent = 0; ; sent = await yield(sent + 1)) IsRunningAndRefuses(call, g); });
        Assert.Equal((1, Suspended, 1), (g.Next(), g.State, g.Current));
        Assert.Equal((43, 1, 3), (g.Send(42), g.Next(), _refused));
    }

    [Theory, Row("RUN-02", "RUN-03"), MemberData(nameof(Names))]
    public void Uncaught_the_refusal_is_an_exception_of_the_body(string call)
    {
        IntSender g = null!;
        g = new IntSender(async yield => { await yield(1); s_calls[call](g); }).At(1);
        Refuses(Subject.AlreadyExecuting, () => g.Next());
        Assert.Equal((Closed, false), (g.State, g.MoveNext()));
    }

    [Theory, Row("RUN-02"), MemberData(nameof(Names))]
    public void A_call_from_what_its_body_drives_by_hand_is_refused_too(string call)
    {
        Generator<int, int> g = null!;
        var driven = new Generator<int>(async yield => { IsRunningAndRefuses(call, g); await yield(1); });
        g = new(async yield => await yield(driven.Next()));
        Assert.Equal([1], g.ToList());
        Assert.Equal(1, _refused);
    }

    [Fact, Row("RUN-02")]
    public void The_reading_properties_can_be_read_inside()
    {
        IntReturner g = null!;
        g = new(async yield =>
        {
            await yield(1);
            Assert.Equal((Running, 1, null, false), (g.State, g.Current, g.YieldingFrom, g.TryGetResult(out _)));
            return 2;
        });
        Assert.Equal([1], g.ToList());
    }

    [Theory, Row("RUN-04"), MemberData(nameof(Names))]
    public void Every_generator_on_the_chain_that_drives_is_running_and_refuses(string call)
    {
        Generator<int, int> inner = null!, middle = null!, outer = null!;
        Action check = () => IsRunningAndRefuses(call, inner, middle, outer);
        inner = new(async yield => { check(); await yield(1); check(); await yield(2); });
        middle = new(async yield => { await yield.From(inner); await yield(3); });
        outer = new(async yield => { await yield.From(middle); await yield(4); });
        Assert.Equal([1, 2, 3, 4], outer.ToList());
        Assert.Equal(6, _refused);
        Assert.All([inner, middle, outer], g => Assert.Equal(Closed, g.State));
    }

    [Theory, Row("RUN-05")]
    [InlineData(false, "Running Suspended Suspended"), InlineData(true, "Running Running Suspended")]
    public void When_an_inner_one_is_driven_directly_its_outers_are_not_running(bool middleDriven, string seen)
    {
        Generator<int, int> inner = null!, middle = null!, outer = null!;
        inner = new(async yield =>
        {
            await yield(1);
            _log.States(inner, middle, outer);
            Assert.Same(middleDriven ? null : inner, middle.YieldingFrom);
            Assert.Same(middle, outer.YieldingFrom);
            await yield(2);
            await yield(3);
        });
        middle = Delegating(inner);
        outer = Delegating(middle);
        Assert.Equal((1, 2), (outer.Next(), (middleDriven ? middle : inner).Next()));
        _log.Reads(seen);
        Assert.Equal((3, false), (outer.Next(), outer.MoveNext()));
    }

    [Fact, Row("RUN-06")]
    public async Task A_second_thread_is_refused_while_the_first_is_inside()
    {
        using ManualResetEventSlim entered = new(), gate = new();
        var g = new Generator<int, int>(async yield => { entered.Set(); gate.Wait(); await yield(1); await yield(2); });
        var first = Task.Run(() => g.Next());
        entered.Wait();
        try { foreach (string call in s_calls.Keys) IsRunningAndRefuses(call, g); } finally { gate.Set(); }
        Assert.Equal((1, 2), (await first, g.Next()));
    }

    [Fact, Row("RUN-07")]
    public void A_loop_over_itself_is_refused_once_and_its_dispose_does_not_hide_it()
    {
        Generator<int> g = null!;
        g = new(async yield =>
        {
            try { foreach (int x in g) _log.Add($"not reached: {x}"); }
            catch (InvalidOperationException e) { _log.Add(Trace.Words(e)); }
            await yield(1);
            await yield(2);
        });
        Assert.Equal([1, 2], g.ToList());
        _log.Reads("already executing");
    }

    [Fact, Row("RUN-07")]
    public void An_uncaught_loop_over_itself_finishes_it()
    {
        Generator<int> g = null!;
        g = new(async yield => { foreach (int x in g) await yield(x); });
        Refuses(Subject.AlreadyExecuting, () => g.Next());
        Assert.Equal(Closed, g.State);
    }

    [Theory, Row("RUN-08"), MemberData(nameof(Names))]
    public void The_delegator_is_running_while_an_enumerator_is_disposed(string call)
    {
        Generator<int, int> outer = null!;
        Action<string> during = step => { if (step == "Dispose") IsRunningAndRefuses(call, outer); };
        Func<Generator<int, int>> make = () =>
            outer = new(async yield => await yield.From(new Source<int>([], 1, 2) { During = during }));
        make().At(1).Close();
        Assert.Equal((1, Closed), (_refused, outer.State));
        Assert.Same(_e, Record.Exception(() => make().At(1).Throw(_e)));
        Assert.Equal((2, "1 2", 3), (_refused, string.Join(' ', make()), _refused));
    }

    [Theory, Row("RUN-08"), MemberData(nameof(Names))]
    public void The_delegator_is_running_while_an_enumerator_is_stepped(string call)
    {
        Generator<int, int> outer = null!;
        Func<int, int> check = x => { IsRunningAndRefuses(call, outer); return x; };
        outer = new(async yield => await yield.From(new[] { 1, 2 }.Select(check)));
        Assert.Equal([1, 2], outer.ToList());
        Assert.Equal(2, _refused);
    }
}
