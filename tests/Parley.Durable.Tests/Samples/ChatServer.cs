using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Parley.Durable.Tests.Samples;

/// <summary>A server on this machine that answers as OpenAI's does, piece by piece. It has order 1001 looked up, and
/// then says what the tool has said.</summary>
internal sealed class ChatServer : IDisposable
{
    private readonly HttpListener _listener = Listen();

    public ChatServer() => _ = ServeAsync();

    public string Endpoint => _listener.Prefixes.Single() + "v1";

    /// <summary>Gets the requests so far.</summary>
    public List<JsonElement> Requests { get; } = [];

    /// <summary>Gets or sets what it waits for behind the first piece of what it says.</summary>
    public Task Pause { get; set; } = Task.CompletedTask;

    public void Dispose() => _listener.Close();

    private static HttpListener Listen()
    {
        while (true)
        {
            using TcpListener free = new(IPAddress.Loopback, 0);
            free.Start();
            HttpListener listener = new() { Prefixes = { $"http://{free.LocalEndpoint}/" } };
            free.Stop();
            try
            {
                listener.Start();
                return listener;
            }
            catch (HttpListenerException)
            {
                // Somebody else has taken the port meanwhile.
            }
        }
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context = await _listener.GetContextAsync();
            JsonElement request = JsonSerializer.Deserialize<JsonElement>(context.Request.InputStream);
            lock (Requests) Requests.Add(request);
            try
            {
                await AnswerAsync(request.GetProperty("messages").EnumerateArray().Last(), context.Response);
            }
            catch (Exception exception) when (exception is IOException or HttpListenerException)
            {
                // Whoever asked is gone.
            }
        }
    }

    private async Task AnswerAsync(JsonElement last, HttpListenerResponse response)
    {
        response.ContentType = "text/event-stream";
        response.SendChunked = true;
        await using StreamWriter writer = new(response.OutputStream) { AutoFlush = true };
        if (last.GetProperty("role").GetString() == "tool")
        {
            await SendAsync(new { content = "It says: " });
            await Pause;
            await SendAsync(new { content = last.GetProperty("content").GetString() });
            await SendAsync(new { }, "stop");
        }
        else
        {
            await SendAsync(Call(new { name = "look_up_order", arguments = "" }, "call_1"));
            await SendAsync(Call(new { arguments = "{\"num" }));
            await SendAsync(Call(new { arguments = "ber\":1001}" }));
            await SendAsync(new { }, "tool_calls");
        }

        await writer.WriteAsync("data: [DONE]\n\n");

        static object Call(object function, string? id = null) => new
        {
            tool_calls = new[] { new { index = 0, id, type = "function", function } },
        };

        Task SendAsync(object delta, string? end = null) => writer.WriteAsync("data: " + JsonSerializer.Serialize(new
        {
            id = "1", @object = "chat.completion.chunk", created = 1, model = "tiny",
            choices = new[] { new { index = 0, delta, finish_reason = end } },
        }) + "\n\n");
    }
}
