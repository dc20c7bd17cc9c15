namespace Parley.Bodies;

/// <summary>The boxes that replace a body of this type, which is a state machine or a woven body.</summary>
internal static class Ended<TBody>
{
    /// <summary>The box for a body that has returned or been closed.</summary>
    internal static readonly EndedBox Box = new(typeof(TBody), null);

    /// <summary>The box for a body that may have failed.</summary>
    internal static EndedBox With(Exception? failure) => failure is null ? Box : new EndedBox(typeof(TBody), failure);
}
