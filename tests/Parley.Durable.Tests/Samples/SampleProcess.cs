using System.Diagnostics;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Parley.Durable.Tests.Samples;

/// <summary>The program of a sample, run as a process that asks questions and keeps a database.</summary>
internal class SampleProcess : IDisposable
{
    private const string Prompt = "> ";

    private readonly Process _process;
    private readonly Task<string> _errors;

    public SampleProcess(string name, string[] arguments)
    {
        string program = Path.Combine(AppContext.BaseDirectory, $"{name}.dll");
        string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        // What runs the tests may ignore interruptions, as a shell's background does, and its children would, too.
        _process = Process.Start(new ProcessStartInfo("env", ["--default-signal=INT", host, program, .. arguments])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Waits until it asks, and returns the question.</summary>
    public async Task<string> AskedAsync() => (await PrintedAsync("\n" + Prompt)).Split('\n')[^2];

    /// <summary>Waits until it has printed a text, and returns what it has printed since the last one.</summary>
    public async Task<string> PrintedAsync(string end)
    {
        StringBuilder printed = new();
        char[] next = new char[1];
        while (!$"\n{printed}".EndsWith(end, StringComparison.Ordinal))
        {
            if (await _process.StandardOutput.ReadAsync(next) == 0)
                Assert.Fail($"It has ended instead of printing '{end}': {printed}{await _errors}");
            printed.Append(next[0]);
        }

        return printed.ToString();
    }

    public async Task SayAsync(string answers)
    {
        await _process.StandardInput.WriteAsync(answers + "\n");
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Ends its input, and waits for its end.</summary>
    public async Task<(int ExitCode, string Printed, string Errors)> EndAsync()
    {
        _process.StandardInput.Close();
        string printed = await _process.StandardOutput.ReadToEndAsync();
        await _process.WaitForExitAsync();
        return (_process.ExitCode, printed, await _errors);
    }

    /// <summary>Sends it a signal, and waits for its end.</summary>
    public async Task<int> SignalAsync(string signal)
    {
        using Process kill = Process.Start("kill", ["-" + signal, $"{_process.Id}"]);
        await kill.WaitForExitAsync();
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <summary>Kills it with SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        Assert.Equal(137, _process.ExitCode);
    }

    /// <summary>Waits until something can be read from its database.</summary>
    public static async Task UntilAsync(string database, string query)
    {
        var waited = Stopwatch.StartNew();
        while (Ask(database, query) == 0)
        {
            Assert.True(waited.Elapsed < TimeSpan.FromMinutes(1), $"This never came true: {query}");
            await Task.Delay(1);
        }
    }

    /// <summary>Reads a number from a database, beside the program.</summary>
    public static long Ask(string database, string query)
    {
        using SqliteConnection connection = new($"Data Source={database};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = query;
        return (long)command.ExecuteScalar()!;
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }
}
