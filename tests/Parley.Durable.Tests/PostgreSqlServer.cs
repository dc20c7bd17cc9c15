using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using Parley.Durable.PostgreSql;
using Parley.Durable.Stores;

[assembly: AssemblyFixture(typeof(Parley.Durable.Tests.PostgreSqlServer))]

namespace Parley.Durable.Tests;

/// <summary>A PostgreSQL of this machine, with an empty folder of its own, on a free port. It is started when the first
/// test needs it, and the tests are skipped where there is none.</summary>
public sealed class PostgreSqlServer : IAsyncDisposable
{
    private static readonly string? s_binaries = Find();

    private readonly Lazy<Task> _started;
    private readonly int _port = FreePort();
    private string _folder = "";
    private Process? _process;
    private int _schemas;

    public PostgreSqlServer() => _started = new(CreateAsync);

    public int Port => _port;

    /// <summary>Starts it, or skips the test.</summary>
    public PostgreSqlServer OrSkip()
    {
        if (s_binaries is null) Assert.Skip("There is no PostgreSQL on this machine: apt-get install postgresql");
        return this;
    }

    /// <summary>Makes a schema for a test, and returns how to connect to it.</summary>
    public async Task<string> CreateSchemaAsync()
    {
        await OrSkip()._started.Value;
        string name = $"test{Interlocked.Increment(ref _schemas)}";
        await using var source = NpgsqlDataSource.Create(ConnectionString);
        await using var command = source.CreateCommand($"CREATE SCHEMA {name}");
        await command.ExecuteNonQueryAsync();
        return $"{ConnectionString};Search Path={name}";
    }

    /// <summary>Starts it on what is in its folder.</summary>
    public async Task StartAsync()
    {
        string[] settings =
        [
            "listen_addresses=127.0.0.1", $"port={_port}", "unix_socket_directories=", "max_connections=300",
            "shared_buffers=32MB", "fsync=on",
        ];
        string[] arguments = ["-D", _folder, .. settings.SelectMany(it => (string[])["-c", it])];
        _process = Run("postgres", arguments);
        await using var source = NpgsqlDataSource.Create(ConnectionString);
        for (long begin = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                await (await source.OpenConnectionAsync()).DisposeAsync();
                return;
            }
            catch (NpgsqlException) when (Stopwatch.GetElapsedTime(begin) < TimeSpan.FromSeconds(60))
            {
                await Task.Delay(50);
            }
        }
    }

    /// <summary>Stops it as if it had crashed: what isn't on the disk is gone.</summary>
    public async Task StopHardAsync()
    {
        using var kill = Process.Start("kill", ["-QUIT", _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_started.IsValueCreated) return;
        if (_process is not null) await StopHardAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private string ConnectionString => $"Host=127.0.0.1;Port={_port};Username=postgres;Database=postgres";

    private async Task CreateAsync()
    {
        _folder = Directory.CreateTempSubdirectory("parley-").FullName;
        if (Environment.IsPrivilegedProcess) await DoAsync(Process.Start("chown", ["postgres", _folder]));
        // A language of its own, so that an order that isn't said to be "C" is another one.
        await DoAsync(Run(
            "initdb", ["-D", _folder, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C",
                "--locale-provider=icu", "--icu-locale=en", "--no-sync"]));
        await StartAsync();
    }

    private static async Task DoAsync(Process process)
    {
        using (process)
        {
            await process.WaitForExitAsync();
            Assert.Equal(0, process.ExitCode);
        }
    }

    // The server refuses to be run by root. setpriv becomes what it runs: the process is the server's.
    private static Process Run(string name, string[] arguments)
    {
        string[] command = [Path.Combine(s_binaries!, name), .. arguments];
        if (Environment.IsPrivilegedProcess)
            command = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", .. command];
        ProcessStartInfo start = new(command[0], command[1..])
        {
            WorkingDirectory = "/",
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static string? Find() => !Directory.Exists("/usr/lib/postgresql") ? null
        : Directory.GetDirectories("/usr/lib/postgresql").Select(folder => Path.Combine(folder, "bin"))
            .Where(folder => File.Exists(Path.Combine(folder, "postgres"))).Max(StringComparer.Ordinal);

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>A schema of a PostgreSQL database. It is made when it is first opened.</summary>
internal sealed class PostgreSqlFixture(PostgreSqlServer server) : StoreFixture
{
    private readonly Lazy<string> _connectionString =
        new(() => Task.Run(server.CreateSchemaAsync).GetAwaiter().GetResult());

    public string ConnectionString => _connectionString.Value;

    public override IConversationStore Open() =>
        new PostgreSqlConversationStore(new() { ConnectionString = ConnectionString });

    public async Task<T> ExecuteAsync<T>(string sql)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync() is T value ? value : default!;
    }
}
