using Coroutine = Parley.Generator<Parley.Tests.Programs.Call?, object?, object?>;

namespace Parley.Tests.Programs;

// PEP 342: example 3, what its examples say of it, and example 4.
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

    // ---- An echo server and its clients, over connections in memory ----

    private sealed class Pipe<T>
    {
        private readonly Queue<T> _items = [];
        private bool _closed;
        public void Close() => _closed = true;

        public Coroutine Write(T item) => new(async yield =>
        {
            if (_closed) throw new EndOfStreamException();
            _items.Enqueue(item);
            return null;
        });

        // Waits until there is one.
        public Coroutine Read() => new(async yield =>
        {
            while (_items.Count == 0) { if (_closed) throw new EndOfStreamException(); await yield(); }
            return _items.Dequeue();
        });
    }

    private sealed record Connection(string Name, Pipe<string> ToServer, Pipe<string> ToClient);
    private readonly Pipe<Connection> _backlog = new();
    private int _clients;

    private Coroutine Listen(Func<Connection, Coroutine> handler) => new(async yield =>
    {
        try
        {
            while (true)
            {
                var connection = (Connection)(await yield(new(_backlog.Read())))!;
                _log.Add($"{connection.Name} accepted");
                _trampoline.Add(handler(connection));
            }
        }
        catch (EndOfStreamException) { _log.Add("server stopped"); }
        return null;
    });

    private Coroutine Echo(Connection connection) => new(async yield =>
    {
        try
        {
            while (true)
            {
                var data = (string)(await yield(new(connection.ToServer.Read())))!;
                await yield(new(connection.ToClient.Write(data)));
            }
        }
        catch (EndOfStreamException) { _log.Add($"{connection.Name} lost"); }
        return null;
    });

    private Coroutine Client(string name, params string[] messages) => new(async yield =>
    {
        _clients++;
        var connection = new Connection(name, new(), new());
        await yield(new(_backlog.Write(connection)));
        foreach (string message in messages)
        {
            await yield(new(connection.ToServer.Write(message)));
            _log.Add($"{name} got {await yield(new(connection.ToClient.Read()))}");
        }
        connection.ToServer.Close();
        if (--_clients == 0) _backlog.Close();
        return null;
    });

    [Fact, Row("APP-13")]
    public void Clients_are_served_in_turn_until_the_last_one_leaves()
    {
        _trampoline.Run(Listen(Echo), Client("ann", "a1", "a2"), Client("bob", "b1"));
        Assert.Equal(
            "ann accepted, bob accepted, ann got a1, bob got b1, bob lost, ann got a2, ann lost, server stopped",
            string.Join(", ", _log));
    }
}

/// <summary>What a coroutine yields to have another one run, and to be sent what that returns.</summary>
internal sealed record Call(Coroutine Coroutine);

/// <summary>Runs coroutines in turn. One that yields a <see cref="Call"/> goes on with what the called one returns or
/// throws; one that yields null goes on after the others.</summary>
/// <remarks>There, a coroutine yields its result: generators couldn't return one yet.</remarks>
internal sealed class Trampoline
{
    private readonly Queue<Action> _ready = [];
    private bool _running;
    public void Add(Coroutine coroutine) => Schedule(new(coroutine, Caller: null));

    /// <summary>Runs these and those that wait, until none is left, one throws what no caller handles, or
    /// <see cref="Stop"/>.</summary>
    public void Run(params Coroutine[] coroutines)
    {
        foreach (Coroutine coroutine in coroutines) Add(coroutine);
        _running = true;
        while (_running && _ready.TryDequeue(out Action? resume)) resume();
    }

    public void Stop() => _running = false;

    private void Schedule(Frame frame, object? value = null, Exception? error = null) =>
        _ready.Enqueue(() => Resume(frame, value, error));

    private void Resume(Frame frame, object? value, Exception? error)
    {
        var (coroutine, caller) = frame;
        try
        {
            bool yielded =
                error is not null ? coroutine.TryThrow(error)
                : coroutine.State == GeneratorState.Created ? coroutine.MoveNext()
                : coroutine.TrySend(value);
            if (yielded) Schedule(coroutine.Current is { } call ? new(call.Coroutine, frame) : frame);
            else if (caller is not null) Schedule(caller, coroutine.Result);
        }
        catch (Exception exception) when (caller is not null) { Schedule(caller, error: exception); }
    }

    private sealed record Frame(Coroutine Coroutine, Frame? Caller);
}
