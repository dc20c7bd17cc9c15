using Microsoft.Extensions.Logging;

namespace Parley.Durable.Engine;

/// <summary>What is logged. Never a question, an answer, or anything else that people have said: of an exception, which
/// may have it in its message, only the type.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "Conversation {Id} couldn't be woken: {Error}")]
    public static partial void WakingFailed(ILogger logger, string id, Type error);

    [LoggerMessage(2, LogLevel.Warning, "The lease of the effect of conversation {Id} couldn't be renewed: {Error}")]
    public static partial void RenewingFailed(ILogger logger, string id, Type error);

    [LoggerMessage(3, LogLevel.Warning, "Another process has taken over the effect of conversation {Id}")]
    public static partial void LeaseLost(ILogger logger, string id);

    [LoggerMessage(4, LogLevel.Error, "The store couldn't be scanned for what is due: {Error}")]
    public static partial void ScanningFailed(ILogger logger, Type error);

    [LoggerMessage(5, LogLevel.Warning, "Conversation {Id} stopped behind an effect, until the next scan: {Error}")]
    public static partial void RunningFailed(ILogger logger, string id, Type error);

    [LoggerMessage(6, LogLevel.Warning,
        "Conversation {Id} has {Count} entries to replay. Its body may go on as a new one by ContinueAs")]
    public static partial void JournalIsLong(ILogger logger, string id, long count);
}
