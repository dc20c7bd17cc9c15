namespace Parley.Tests.Programs;

/// <summary>How a generator passes on what another one yields. Both ways must come to the same.</summary>
public enum Form
{
    /// <summary><c>foreach (var x in inner) await yield(x);</c></summary>
    Foreach,

    /// <summary><c>await yield.From(inner);</c></summary>
    From,
}
