namespace Parley.Durable;

/// <summary>What a conversation is doing.</summary>
public enum ConversationStatus
{
    /// <summary>It has asked a question and waits for the answer.</summary>
    Asking = 0,

    /// <summary>An effect is being run, or is to be run again because the process that ran it has gone.</summary>
    Running = 1,

    /// <summary>It sleeps until a time.</summary>
    Sleeping = 2,

    /// <summary>Its body has returned.</summary>
    Completed = 3,

    /// <summary>It was closed, and its body has let that pass.</summary>
    Canceled = 4,

    /// <summary>An exception that was thrown in has left its body.</summary>
    Failed = 5,

    /// <summary>Its body has thrown an exception of its own where nobody could be refused. It goes on once a mended
    /// body is there and it is resumed.</summary>
    Stuck = 6,

    /// <summary>It was ended from outside, without its body.</summary>
    Terminated = 7,
}
