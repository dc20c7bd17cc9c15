namespace Parley.Durable;

internal static class Statuses
{
    public static bool HasEnded(this ConversationStatus status) => status is ConversationStatus.Completed
        or ConversationStatus.Canceled or ConversationStatus.Failed or ConversationStatus.Terminated;
}
