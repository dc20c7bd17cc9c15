namespace Parley.Durable.Stores;

/// <summary>What a body did when it was resumed. The numbers are those in the journal.</summary>
public enum OutcomeKind
{
    /// <summary>It asked a question.</summary>
    Question = 0,

    /// <summary>It delegated to an effect.</summary>
    Effect = 1,

    /// <summary>It went to sleep.</summary>
    Sleep = 2,

    /// <summary>It wants to go on as a new body.</summary>
    Continue = 3,

    /// <summary>It has returned.</summary>
    Returned = 4,

    /// <summary>It has let pass an exception that was thrown in.</summary>
    Failed = 5,

    /// <summary>It has let pass that it was closed.</summary>
    Canceled = 6,

    /// <summary>It threw an exception of its own.</summary>
    Stuck = 7,

    /// <summary>It did nothing: it was ended without it.</summary>
    Terminated = 8,
}
