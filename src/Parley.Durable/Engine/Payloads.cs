using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Parley.Durable.Engine;

/// <summary>How the values of a conversation are written to the journal and read from it.</summary>
internal sealed class Payloads
{
    private const int MaxDepth = 64;

    private readonly JsonSerializerOptions _options;

    /// <param name="context">What knows the types.</param>
    /// <param name="body">The name of the body, for errors.</param>
    public Payloads(JsonSerializerContext context, string body)
    {
        Body = body;
        _options = new(context.Options)
        {
            TypeInfoResolver = context,
            MaxDepth = MaxDepth,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            AllowDuplicateProperties = false,
            WriteIndented = false,
        };
        _options.MakeReadOnly();
    }

    /// <summary>Gets the name of the body.</summary>
    public string Body { get; }

    /// <summary>Finds out how a type is written. Fails where it isn't known, before anything happens.</summary>
    public JsonTypeInfo<T> Of<T>() => (JsonTypeInfo<T>)Of(typeof(T));

    /// <inheritdoc cref="Of{T}"/>
    public JsonTypeInfo Of(Type type) =>
        _options.TryGetTypeInfo(type, out var info) ? info : throw Errors.UnknownType(Body, type);

    /// <summary>Writes a value.</summary>
    public static byte[] Write<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(value, type);

    /// <summary>Reads a value that comes from a caller.</summary>
    public static T Read<T>(ReadOnlyMemory<byte> json, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(json.Span, type)!;
}
