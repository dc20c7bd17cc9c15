namespace Parley.Peers;

/// <summary>Holds the value that a native iterator reads instead of being sent it.</summary>
internal sealed class Inbox
{
    internal int Value { get; set; }
}
