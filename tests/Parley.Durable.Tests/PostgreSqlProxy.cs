using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Parley.Durable.Tests;

/// <summary>What a connection is cut by.</summary>
public enum Cut
{
    None,

    /// <summary>The next request: the server never sees it.</summary>
    Request,

    /// <summary>The answer to the next request: the server has done it.</summary>
    Answer,
}

/// <summary>Stands between a store and its server, and cuts connections.</summary>
internal sealed class PostgreSqlProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly List<Task> _running = [];
    private readonly int _serverPort;

    public PostgreSqlProxy(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        _running.Add(AcceptAsync());
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Gets or sets what is cut next.</summary>
    public Cut Next { get; set; }

    /// <summary>Gets how many connections have been cut.</summary>
    public int Cuts { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Stop();
        await Task.WhenAll(_running);
        _ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _running.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_ending.Token)));
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        using (TcpClient server = new())
        {
            await server.ConnectAsync(IPAddress.Loopback, _serverPort);
            bool isDeaf = false;
            var to = PumpAsync(client, server, request =>
            {
                if (!Executes(request)) return false;
                bool isCut = Next == Cut.Request;
                isDeaf = Next == Cut.Answer;
                Next = Cut.None;
                return isCut;
            });
            var from = PumpAsync(server, client, _ => isDeaf);
            await Task.WhenAny(to, from);
            client.Close();
            server.Close();
            await Task.WhenAll(to, from);
        }
    }

    // Whether it has the message that executes a statement; the preparation of one has none.
    private static bool Executes(ReadOnlyMemory<byte> request)
    {
        for (var rest = request.Span; rest.Length > 5;)
        {
            if (rest[0] == 'E') return true;
            int length = 1 + BinaryPrimitives.ReadInt32BigEndian(rest[1..]);
            if (length < 5 || length > rest.Length) return false; // the first message has no type
            rest = rest[length..];
        }

        return false;
    }

    private async Task PumpAsync(TcpClient from, TcpClient to, Predicate<ReadOnlyMemory<byte>> isCut)
    {
        byte[] bytes = new byte[1 << 16];
        try
        {
            while (await from.GetStream().ReadAsync(bytes, _ending.Token) is > 0 and int count)
            {
                if (isCut(bytes.AsMemory(0, count)))
                {
                    Cuts++;
                    return;
                }

                await to.GetStream().WriteAsync(bytes.AsMemory(0, count), _ending.Token);
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException
            or InvalidOperationException or OperationCanceledException)
        {
            // the other direction has closed it
        }
    }
}
