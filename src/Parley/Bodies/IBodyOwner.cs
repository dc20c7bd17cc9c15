namespace Parley.Bodies;

/// <summary>A generator as its body sees it, whatever the types of its values.</summary>
internal interface IBodyOwner
{
    /// <summary>True if it has no body yet.</summary>
    bool IsNew { get; }

    /// <summary>The body returned.</summary>
    void Return();

    /// <summary>An exception escaped the body.</summary>
    void Fail(Exception exception);

    /// <summary>The body paused at another generator's yield and must be resumed at once.</summary>
    void Again();

    /// <summary>A method that awaited this generator's yield, and isn't its body, is to get an error there.</summary>
    void ContinueMisplaced(Action continuation);

    /// <summary>The body waits for a task.</summary>
    void Wait();

    /// <summary>Creates its yield anew.</summary>
    Delegate NewYield();

    /// <summary>The wait is over, and the body continues.</summary>
    void EndWait();
}

/// <summary>The same for a body that returns a value.</summary>
internal interface IBodyOwner<in TReturn> : IBodyOwner
{
    /// <summary>The body returned a value.</summary>
    void Return(TReturn value);
}
