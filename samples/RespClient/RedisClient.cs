using System.IO.Pipelines;
using System.Net.Sockets;
using System.Threading.Channels;
using Parley;

namespace RespClient;

/// <summary>
/// A connection to Redis. Commands are pipelined: any number may be sent, from any thread, before the first is
/// answered.
/// </summary>
public sealed class RedisClient : IAsyncDisposable
{
    private const int BufferSize = 64 << 10, PushesKept = 1000;

    private readonly Stream _stream;
    private readonly Pipe _outgoing = new(new PipeOptions(pauseWriterThreshold: 0, useSynchronizationContext: false));
    private readonly Queue<Reply> _replies = new();
    private readonly Channel<RespPush> _pushes = Channel.CreateBounded<RespPush>(PushesKept);
    private readonly Lock _sending = new();
    private readonly Task _conversation;
    private Exception? _ended;

    public RedisClient(Stream stream, RespLimits? limits = null)
    {
        _stream = stream;
        _conversation = Task.WhenAll(WriteAsync(), ReadAsync(RespReader.Start(limits)));
    }

    /// <summary>What the server says unasked. If a thousand are not yet read, the answers wait too.</summary>
    public ChannelReader<RespPush> Pushes => _pushes.Reader;

    /// <summary>Connects, and asks for RESP3.</summary>
    public static async Task<RedisClient> ConnectAsync(string host, int port)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host, port);
            var client = new RedisClient(new NetworkStream(socket, ownsSocket: true));
            await client.SendAsync("HELLO", "3");
            return client;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends a command, and returns what the server answers. The answer to a subscription is the push that
    /// confirms it.</summary>
    /// <exception cref="ArgumentException">The command is empty, or subscribes to more than one channel.</exception>
    /// <exception cref="RedisException">The server answers with an error.</exception>
    /// <exception cref="IOException">The connection has ended.</exception>
    /// <exception cref="RespException">What the server sends is no RESP.</exception>
    public Task<RespValue> SendAsync(params string[] command) => Send(command)[0];

    /// <summary>Sends commands that are executed as one, and returns their answers, each of which may be an error; null
    /// if a watched key has changed.</summary>
    /// <inheritdoc cref="SendAsync"/>
    public async Task<IReadOnlyList<RespValue>?> TransactionAsync(params string[][] commands)
    {
        RespValue[] answers = await Task.WhenAll(Send([["MULTI"], .. commands, ["EXEC"]]));
        return (answers[^1] as RespArray)?.Items;
    }

    /// <summary>Closes the connection. What hasn't been answered fails.</summary>
    public ValueTask DisposeAsync()
    {
        End(new IOException("The connection was closed by its client."));
        return new(_conversation);
    }

    private Task<RespValue>[] Send(params string[][] commands)
    {
        Reply[] replies = [.. commands.Select(command => new Reply(RespWriter.IsSubscription(command)))];
        lock (_sending)
        {
            if (_ended is not null) return [.. replies.Select(_ => Task.FromException<RespValue>(_ended))];
            foreach (string[] command in commands) RespWriter.Write(_outgoing.Writer, command);
            foreach (Reply reply in replies) _replies.Enqueue(reply);
            _ = _outgoing.Writer.FlushAsync();  // never waits: the pipe has no limit
        }

        return [.. replies.Select(reply => reply.Task)];
    }

    private async Task WriteAsync()
    {
        try { await _outgoing.Reader.CopyToAsync(_stream); }
        catch (Exception e) { End(e); }
    }

    private async Task ReadAsync(Generator<RespValue?, ReadOnlyMemory<byte>> reader)
    {
        try
        {
            byte[] buffer = new byte[BufferSize];
            reader.Next();
            while (await _stream.ReadAsync(buffer) is > 0 and var count)
            {
                RespValue? message = reader.Send(buffer.AsMemory(0, count));
                for (; message is not null; message = reader.Next()) await TakeAsync(message);
            }

            reader.TryThrow(new EndOfStreamException());
            End(new IOException("The server closed the connection."));
        }
        catch (Exception e)
        {
            End(e);
        }
    }

    private async ValueTask TakeAsync(RespValue message)
    {
        Reply? reply;
        lock (_sending)
        {
            bool isReply = message is not RespPush push
                || (push.Kind.EndsWith("subscribe", StringComparison.Ordinal)
                    && _replies.TryPeek(out Reply? next) && next.IsConfirmedByPush);
            if (isReply && _replies.Count == 0)
                throw new IOException($"The server answered what wasn't asked: {message}");
            reply = isReply ? _replies.Dequeue() : null;
        }

        if (reply is null) await _pushes.Writer.WriteAsync((RespPush)message);
        else if (message is RespError error) reply.TrySetException(new RedisException(error.Text));
        else reply.TrySetResult(message);
    }

    private void End(Exception reason)
    {
        lock (_sending)
        {
            if (_ended is not null) return;
            _ended = reason;
            _outgoing.Writer.Complete();
        }

        while (_replies.TryDequeue(out Reply? reply)) reply.TrySetException(reason);
        _pushes.Writer.TryComplete(reason);
        _stream.Dispose();
    }

    private sealed class Reply(bool isConfirmedByPush)
        : TaskCompletionSource<RespValue>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public bool IsConfirmedByPush => isConfirmedByPush;
    }
}

/// <summary>The server answered with an error.</summary>
public sealed class RedisException(string message) : Exception(message);
