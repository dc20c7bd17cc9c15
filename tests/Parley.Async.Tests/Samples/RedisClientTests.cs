using RespClient;

namespace Parley.Tests.Samples;

/// <summary>The client of samples/RespClient, talking to a real redis-server.</summary>
public class RedisClientTests(RedisClientTests.Server server) : IClassFixture<RedisClientTests.Server>
{
    [Fact]
    public async Task Commands_are_answered_with_the_types_of_RESP3()
    {
        await using RedisClient redis = await server.ConnectAsync();
        await redis.SendAsync("DEL", "h", "s", "z");
        Assert.Equal(new RespInteger(1), await redis.SendAsync("HSET", "h", "k", "é\r\n"));
        Assert.IsType<RespMap>(await redis.SendAsync("HGETALL", "h"));
        Assert.Equal("é\r\n", Assert.IsType<RespString>(await redis.SendAsync("HGET", "h", "k")).Text);
        await redis.SendAsync("SADD", "s", "a");
        Assert.IsType<RespSet>(await redis.SendAsync("SMEMBERS", "s"));
        await redis.SendAsync("ZADD", "z", "1.5", "a");
        Assert.Equal(new RespDouble(1.5), await redis.SendAsync("ZSCORE", "z", "a"));
        Assert.IsType<RespNull>(await redis.SendAsync("GET", "missing"));
        Assert.Equal("txt", Assert.IsType<RespString>(await redis.SendAsync("INFO", "server")).Format);
    }

    [Theory]
    [InlineData("string", "\"Hello World\""), InlineData("integer", "12345"), InlineData("double", "3.141")]
    [InlineData("null", "null"), InlineData("array", "[0, 1, 2]"), InlineData("set", "[0, 1, 2]")]
    [InlineData("map", "{0: false, 1: true, 2: false}"), InlineData("true", "true"), InlineData("false", "false")]
    [InlineData("attrib", "\"Some real reply following the attribute\"")]
    [InlineData("verbatim", "\"This is a verbatim\nstring\"")]
    [InlineData("bignum", "1234567999999999999999999999999999999")]
    public async Task Every_type_that_the_server_can_demonstrate_is_read(string type, string expected)
    {
        await using RedisClient redis = await server.ConnectAsync();
        RespValue value = await redis.SendAsync("DEBUG", "PROTOCOL", type);
        Assert.Equal(expected, $"{value}");
        Assert.Equal(type == "attrib", value.Attributes is not null);
    }

    [Fact]
    public async Task A_thousand_commands_are_under_way_at_once_and_answered_in_order()
    {
        await using RedisClient redis = await server.ConnectAsync();
        await redis.SendAsync("DEL", "n");
        Task<RespValue>[] replies = [.. Enumerable.Range(0, 1000).Select(_ => redis.SendAsync("INCR", "n"))];
        Assert.Equal(Enumerable.Range(1, 1000).Select(i => new RespInteger(i)), await Task.WhenAll(replies));
    }

    [Fact]
    public async Task Threads_share_a_connection()
    {
        await using RedisClient redis = await server.ConnectAsync();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(async () =>
        {
            for (int i = 0; i < 200; i++)
            {
                string text = $"{thread}:{i}";
                Assert.Equal(text, ((RespString)await redis.SendAsync("ECHO", text)).Text);
            }
        })));
    }

    [Fact]
    public async Task An_error_of_the_server_fails_its_command_only()
    {
        await using RedisClient redis = await server.ConnectAsync();
        Task<RespValue> before = redis.SendAsync("PING"), wrong = redis.SendAsync("NONSENSE");
        Task<RespValue> after = redis.SendAsync("PING");
        Assert.StartsWith("ERR unknown command", (await Assert.ThrowsAsync<RedisException>(() => wrong)).Message);
        Assert.Equal(["\"PONG\"", "\"PONG\""], [$"{await before}", $"{await after}"]);
    }

    [Fact]
    public async Task A_transaction_is_answered_as_a_whole()
    {
        await using RedisClient redis = await server.ConnectAsync(), other = await server.ConnectAsync();
        await redis.SendAsync("SET", "t", "text");
        var replies = await redis.TransactionAsync(["GET", "t"], ["INCR", "t"], ["STRLEN", "t"]);
        Assert.Equal("\"text\" (error) ERR value is not an integer or out of range 4", string.Join(' ', replies!));

        await redis.SendAsync("WATCH", "t");
        await other.SendAsync("SET", "t", "changed");
        Assert.Null(await redis.TransactionAsync(["SET", "t", "mine"]));
        Assert.Equal("\"changed\"", $"{await redis.SendAsync("GET", "t")}");

        await Assert.ThrowsAsync<RedisException>(() => redis.TransactionAsync(["SET", "t"], ["DEL", "t"]));
        Assert.Equal("\"changed\"", $"{await redis.SendAsync("GET", "t")}");
    }

    [Fact]
    public async Task What_is_published_is_pushed_between_the_answers()
    {
        await using RedisClient redis = await server.ConnectAsync(), other = await server.ConnectAsync();
        Task<RespValue>[] replies =
        [
            redis.SendAsync("PING"), redis.SendAsync("SUBSCRIBE", "c"), redis.SendAsync("PSUBSCRIBE", "p*"),
            redis.SendAsync("PING"),
        ];
        Assert.Equal(
            ["\"PONG\"", "[\"subscribe\", \"c\", 1]", "[\"psubscribe\", \"p*\", 2]", "\"PONG\""],
            from reply in await Task.WhenAll(replies) select $"{reply}");

        Assert.Equal(new RespInteger(1), await other.SendAsync("PUBLISH", "c", "one"));
        Assert.Equal(new RespInteger(1), await other.SendAsync("PUBLISH", "pq", "two"));
        Assert.Equal("[\"message\", \"c\", \"one\"]", $"{await redis.Pushes.ReadAsync()}");
        Assert.Equal("[\"pmessage\", \"p*\", \"pq\", \"two\"]", $"{await redis.Pushes.ReadAsync()}");

        Assert.Equal("[\"unsubscribe\", \"c\", 1]", $"{await redis.SendAsync("UNSUBSCRIBE", "c")}");
        Assert.Equal(new RespInteger(0), await other.SendAsync("PUBLISH", "c", "nobody"));
        Assert.False(redis.Pushes.TryRead(out _));
        await Assert.ThrowsAsync<ArgumentException>(() => redis.SendAsync("subscribe", "a", "b"));
        await Assert.ThrowsAsync<ArgumentException>(() => redis.SendAsync());
    }

    [Fact]
    public async Task A_connection_that_the_server_ends_fails_what_is_asked()
    {
        await using RedisClient redis = await server.ConnectAsync(), other = await server.ConnectAsync();
        Task<RespValue> waiting = redis.SendAsync("BLPOP", "nothing", "0");
        await other.SendAsync("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
        await Assert.ThrowsAnyAsync<IOException>(() => waiting);
        await Assert.ThrowsAnyAsync<IOException>(() => redis.SendAsync("PING"));
        await Assert.ThrowsAnyAsync<IOException>(() => redis.Pushes.Completion);
    }

    public sealed class Server : IAsyncLifetime
    {
        private RedisServer? _server;
        private string _reason = "";

        public async ValueTask InitializeAsync()
        {
            try { _server = await RedisServer.StartAsync("--enable-debug-command", "local"); }
            catch (FileNotFoundException e) { _reason = e.Message; }
        }

        public Task<RedisClient> ConnectAsync()
        {
            Assert.SkipWhen(_server is null, _reason);
            return RedisClient.ConnectAsync("127.0.0.1", _server!.Port);
        }

        public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? default;
    }
}
