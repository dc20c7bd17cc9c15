using System.Text;
using RespClient;

namespace Parley.Tests.Samples;

/// <summary>The client of samples/RespClient, talking to something that only looks like a server.</summary>
public class RedisClientMisfortuneTests
{
    [Theory]
    [InlineData("+PONG\r\nHTTP/1.1 400\r\n", "Not RESP at byte 7: no value begins with byte 0x48.")]
    [InlineData("+PONG\r\n$999999999\r\n", "Not RESP at byte 7: a message is longer than 537919488 bytes.")]
    [InlineData("+PONG\r\n*1000\r\n+a\r\n$5\r\nab", "Not RESP at byte 24: the bytes end within a message.")]
    public async Task What_is_not_RESP_fails_what_is_asked_and_closes_the_connection(string says, string error)
    {
        var stream = new Scripted(says);
        await using var redis = new RedisClient(stream);
        Task<RespValue> answered = redis.SendAsync("PING"), waiting = redis.SendAsync("PING");
        stream.Begin();
        Assert.Equal("\"PONG\"", $"{await answered}");
        Assert.Equal(error, (await Assert.ThrowsAsync<RespException>(() => waiting)).Message);
        Assert.Equal(error, (await Assert.ThrowsAsync<RespException>(() => redis.SendAsync("PING"))).Message);
        await Assert.ThrowsAsync<RespException>(() => redis.Pushes.Completion);
        Assert.True(stream.IsClosed);
    }

    [Fact]
    public async Task Nesting_that_never_ends_is_an_error_too()
    {
        var stream = new Scripted(string.Concat(Enumerable.Repeat("*1\r\n", 100_000)));
        await using var redis = new RedisClient(stream);
        Task<RespValue> waiting = redis.SendAsync("PING");
        stream.Begin();
        var error = await Assert.ThrowsAsync<RespException>(() => waiting);
        Assert.Equal("Not RESP at byte 512: values are nested more than 128 deep.", error.Message);
    }

    [Fact]
    public async Task An_answer_to_no_question_ends_the_connection()
    {
        var stream = new Scripted("+PONG\r\n+PONG\r\n");
        await using var redis = new RedisClient(stream);
        Task<RespValue> answered = redis.SendAsync("PING");
        stream.Begin();
        await answered;
        var error = await Assert.ThrowsAsync<IOException>(() => redis.Pushes.Completion);
        Assert.Equal("The server answered what wasn't asked: \"PONG\"", error.Message);
    }

    [Fact]
    public async Task Pushes_that_nobody_reads_hold_up_the_server_and_not_the_end()
    {
        var stream = new Scripted(string.Concat(Enumerable.Repeat(">1\r\n+p\r\n", 2000)) + "+PONG\r\n");
        var redis = new RedisClient(stream);
        Task<RespValue> waiting = redis.SendAsync("PING");
        stream.Begin();
        while (redis.Pushes.Count < 1000) await Task.Yield();
        Assert.False(waiting.IsCompleted);
        await redis.DisposeAsync();
        await Assert.ThrowsAsync<IOException>(() => waiting);
    }

    [Fact]
    public async Task Whoever_leaves_gets_no_answer()
    {
        var redis = new RedisClient(new Scripted("+PONG\r\n"));
        Task<RespValue> waiting = redis.SendAsync("PING");
        await redis.DisposeAsync();
        await Assert.ThrowsAsync<IOException>(() => waiting);
        await Assert.ThrowsAsync<IOException>(() => redis.SendAsync("PING"));
    }

    // Takes all that is written, and says what it has to say once it may begin; then it is silent, or at its end.
    private sealed class Scripted(string says) : Stream
    {
        private readonly TaskCompletionSource _begin = new(), _closed = new();
        private readonly MemoryStream _says = new(Encoding.ASCII.GetBytes(says));

        public bool IsClosed => _closed.Task.IsCompleted;
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => Seek(value, default); }

        public void Begin() => _begin.SetResult();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken token = default)
        {
            await Task.WhenAny(_begin.Task, _closed.Task);
            return IsClosed ? throw new ObjectDisposedException(nameof(Scripted)) : _says.Read(buffer.Span);
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken token = default) => default;

        protected override void Dispose(bool disposing) => _closed.TrySetResult();
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Flush() { }
    }
}
