namespace Parley.Bodies;

/// <summary>What a body tells its generator, whatever the types of its values are.</summary>
internal interface IBodyOwner
{
    /// <summary>The body returned.</summary>
    void Return();

    /// <summary>An exception left the body.</summary>
    void Fail(Exception exception);

    /// <summary>The body paused without a yield, and is to be resumed at once.</summary>
    void Again();

    /// <summary>The body waits for a task.</summary>
    void Wait();

    /// <summary>The wait is over, and the body runs on.</summary>
    void EndWait();
}

/// <summary>The same, of a body that returns a value.</summary>
internal interface IBodyOwner<in TReturn> : IBodyOwner
{
    /// <summary>The body returned a value.</summary>
    void Return(TReturn value);
}
