// A conversation with Redis. Without arguments, it starts a redis-server of its own.
//
//   dotnet run --project samples/RespClient [-- <host> <port>]
//
// Exit codes: 0; 2 if the command line is wrong, or there is no server.
using System.Globalization;
using System.Net.Sockets;
using RespClient;

RedisServer? server = null;
try
{
    if (args is []) server = await RedisServer.StartAsync();
    string host = args is [var name, _] ? name : "127.0.0.1";
    int port = server?.Port ?? int.Parse(args is [_, var number] ? number : "", CultureInfo.InvariantCulture);
    await using RedisClient redis = await RedisClient.ConnectAsync(host, port);
    await TalkAsync(redis);
    return 0;
}
catch (FormatException)
{
    Console.Error.WriteLine("Usage: RespClient [<host> <port>]");
    return 2;
}
catch (Exception e) when (e is IOException or SocketException)
{
    Console.Error.WriteLine($"RespClient: {e.Message}");
    return 2;
}
finally
{
    if (server is not null) await server.DisposeAsync();
}

static async Task TalkAsync(RedisClient redis)
{
    await ShowAsync("DEL", "parley:visits", "parley:tour");
    await ShowAsync("HSET", "parley:tour", "town", "Utrecht", "stops", "3");
    await ShowAsync("HGETALL", "parley:tour");

    Console.WriteLine("Three at once:");
    Task<RespValue>[] pipelined = [.. Enumerable.Range(1, 3).Select(_ => redis.SendAsync("INCR", "parley:visits"))];
    foreach (RespValue reply in await Task.WhenAll(pipelined)) Console.WriteLine($"  {reply}");

    Console.WriteLine("All or nothing:");
    IReadOnlyList<RespValue>? replies = await redis.TransactionAsync(
        ["INCRBY", "parley:visits", "10"], ["HGET", "parley:visits", "town"], ["HINCRBY", "parley:tour", "stops", "1"]);
    foreach (RespValue reply in replies ?? []) Console.WriteLine($"  {reply}");

    Console.WriteLine("News:");
    await ShowAsync("SUBSCRIBE", "parley:news");
    await ShowAsync("PUBLISH", "parley:news", "Generators talk back.");
    Console.WriteLine($"  {await redis.Pushes.ReadAsync()}");

    async Task ShowAsync(params string[] command)
    {
        Console.WriteLine($"> {string.Join(' ', command)}");
        Console.WriteLine($"  {await redis.SendAsync(command)}");
    }
}
