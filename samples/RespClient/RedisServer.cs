using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace RespClient;

/// <summary>A <c>redis-server</c> of one's own, on a free port of this machine. It writes no files.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private const int Attempts = 5;

    private readonly Process _process;
    private Task _rest = Task.CompletedTask;

    private RedisServer(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    /// <summary>Starts the server, and returns when it can be connected to.</summary>
    /// <exception cref="FileNotFoundException">There is no <c>redis-server</c> on this machine.</exception>
    public static async Task<RedisServer> StartAsync(params string[] options)
    {
        string log = "";
        for (int i = 0; i < Attempts; i++)
        {
            int port = FreePort();
            var server = new RedisServer(Start(port, options), port);
            while (await server._process.StandardOutput.ReadLineAsync() is { } line)
            {
                log += line + "\n";
                if (!line.Contains("Ready to accept connections", StringComparison.Ordinal)) continue;
                server._rest = server._process.StandardOutput.ReadToEndAsync();  // so that it never waits for a reader
                return server;
            }

            await server.DisposeAsync();                // somebody else has taken the port
        }

        throw new IOException($"redis-server doesn't start:\n{log}");
    }

    /// <summary>Stops the server.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await _rest;
        _process.Dispose();
    }

    private static Process Start(int port, string[] options)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("redis-server",
                ["--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", .. options])
            {
                RedirectStandardOutput = true,
            })!;
        }
        catch (Win32Exception e)
        {
            throw new FileNotFoundException(
                "There is no redis-server on this machine. On Debian or Ubuntu: apt-get install redis-server", e);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
