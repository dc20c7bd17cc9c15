using Microsoft.Extensions.Logging;

namespace Parley.Durable.Tests;

/// <summary>Keeps what is logged.</summary>
internal sealed class Logs : ILoggerProvider, ILogger
{
    public List<string> All { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        lock (All) All.Add(formatter(state, exception) + exception);
    }

    public void Dispose()
    {
    }
}
