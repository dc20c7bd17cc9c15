using System.Text.Json.Serialization;

namespace Parley.Durable.Tests;

internal interface IMade<T>
{
    static abstract T Make();
}

internal sealed record Old(string Name, int Cents) : IMade<Old>
{
    public static Old Make() => new("Ann", 5);
}

internal sealed record Grown(string Name, int Cents, string Note = "none") : IMade<Grown>
{
    public static Grown Make() => new("Ann", 5);
}

internal sealed record GrownQuietly(
    string Name,
    int Cents,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] string? Note = null)
    : IMade<GrownQuietly>
{
    public static GrownQuietly Make() => new("Ann", 5);
}

internal sealed record Shrunk(string Name) : IMade<Shrunk>
{
    public static Shrunk Make() => new("Ann");
}

internal sealed record Renamed([property: JsonPropertyName("Name")] string Who, int Cents) : IMade<Renamed>
{
    public static Renamed Make() => new("Ann", 5);
}

internal sealed record RenamedInJson(string Who, int Cents) : IMade<RenamedInJson>
{
    public static RenamedInJson Make() => new("Ann", 5);
}

[JsonSerializable(typeof(Old))]
[JsonSerializable(typeof(Grown))]
[JsonSerializable(typeof(GrownQuietly))]
[JsonSerializable(typeof(Shrunk))]
[JsonSerializable(typeof(Renamed))]
[JsonSerializable(typeof(RenamedInJson))]
internal sealed partial class PayloadJson : JsonSerializerContext;
