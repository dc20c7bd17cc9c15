namespace Parley.Peers;

/// <summary>What a native iterator reads instead of being sent it.</summary>
internal sealed class Inbox
{
    internal int Value { get; set; }
}
