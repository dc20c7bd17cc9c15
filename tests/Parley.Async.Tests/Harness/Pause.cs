namespace Parley.Tests;

/// <summary>In the tests as they are, bodies await nothing but what they say.</summary>
internal static class Pause
{
    public static int Count => 0;
}

/// <summary>By themselves, as they count what all tests do.</summary>
[CollectionDefinition(nameof(Pause), DisableParallelization = true)]
public class PauseCollection;
