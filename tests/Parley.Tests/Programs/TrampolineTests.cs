using Coroutine = Parley.Generator<Parley.Tests.Programs.Call?, object?, object?>;

namespace Parley.Tests.Programs;

// PEP 342, example 3, and what its examples say of it.
public class TrampolineTests
{
    private readonly List<string> _log = [];
    private readonly Trampoline _trampoline = new();

    private Coroutine Count(string name, int to) => new(async yield =>
    {
        for (int i = 0; i < to; i++) { _log.Add($"{name}{i}"); await yield(); }

        return to;
    });

    private static Coroutine Fail(Exception exception) => new(async yield => { await yield(); throw exception; });

    private Coroutine Through(Coroutine callee) => new(async yield =>
    {
        try { return await yield(new(callee)); }
        finally { _log.Add("left"); }
    });

    private Coroutine Logged(Coroutine callee) => new(async yield =>
    {
        _log.Add($"{await yield(new(callee))}");
        return null;
    });

    [Fact, Row("APP-13")]
    public void Coroutines_run_in_turn()
    {
        _trampoline.Run(Count("a", 3), Count("b", 2));
        Assert.Equal(["a0", "b0", "a1", "b1", "a2"], _log);
    }

    [Fact, Row("APP-13")]
    public void What_a_called_coroutine_returns_is_sent_to_its_caller()
    {
        _trampoline.Run(Logged(Through(Count("a", 2))));
        Assert.Equal(["a0", "a1", "left", "2"], _log);
    }

    [Fact, Row("APP-13")]
    public void What_a_called_coroutine_throws_is_raised_in_its_caller_which_may_go_on()
    {
        var no = new FormatException();
        _trampoline.Run(new Coroutine(async yield =>
        {
            try { await yield(new(Through(Fail(no)))); }
            catch (FormatException e) when (e == no) { _log.Add("caught"); }
            return await yield(new(Logged(Count("a", 1))));
        }));
        Assert.Equal(["left", "caught", "a0", "1"], _log);
    }

    [Fact, Row("APP-13")]
    public void What_no_caller_handles_leaves_Run_and_the_others_can_go_on()
    {
        var no = new FormatException();
        Assert.Same(no, Record.Exception(() => _trampoline.Run(Through(Fail(no)), Count("a", 5))));
        Assert.Equal(["a0", "a1", "a2", "left"], _log);
        _trampoline.Run();
        Assert.Equal(["a0", "a1", "a2", "left", "a3", "a4"], _log);
    }

    [Fact, Row("APP-13")]
    public void A_coroutine_may_stop_the_trampoline()
    {
        _trampoline.Run(Count("a", int.MaxValue), new(async yield =>
        {
            for (int i = 0; i < 3; i++) await yield();
            _trampoline.Stop();
            return null;
        }));
        Assert.Equal(["a0", "a1", "a2", "a3"], _log);
    }

    [Fact, Row("APP-13")]
    public void Calls_take_no_stack()
    {
        static Coroutine Sum(long n) => new(async yield => n == 0 ? 0L : n + (long)(await yield(new(Sum(n - 1))))!);

        _trampoline.Run(Logged(Sum(100_000)));
        Assert.Equal(["5000050000"], _log);
    }
}
