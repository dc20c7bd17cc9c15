using Coroutine = Parley.Generator<Parley.Tests.Programs.Call?, object?, object?>;

namespace Parley.Tests.Programs;

// PEP 342, example 4: an echo server on the trampoline of example 3, and its clients, over connections in memory.
public class EchoServerTests
{
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
    private readonly List<string> _log = [];
    private readonly Trampoline _trampoline = new();
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
