namespace Parley.Tests.Programs;

/// <summary>How a generator passes on what another one yields, <c>foreach (var x in inner) await yield(x);</c> or
/// <c>await yield.From(inner);</c>. Both ways must come to the same.</summary>
public enum Form { Foreach, From }
