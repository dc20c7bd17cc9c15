using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Parley.Durable.Engine;

/// <summary>How the values of a conversation are written to the journal and read from it.</summary>
internal sealed class Payloads
{
    private const int MaxDepth = 64;

    private readonly JsonSerializerOptions _options;
    private readonly ConcurrentDictionary<Type, JsonTypeInfo> _known = [];

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
    public JsonTypeInfo Of(Type type) => _known.GetOrAdd(type, Find);

    private JsonTypeInfo Find(Type type)
    {
        if (!_options.TryGetTypeInfo(type, out var info)) throw Errors.UnknownType(Body, type);
        Check(info, type.Name, null, []);
        return info;
    }

    // JSON has no NaN and no infinity. Whether they may be written is said with the types, not when the first one
    // comes.
    private void Check(JsonTypeInfo info, string where, JsonNumberHandling? handling, HashSet<Type> seen)
    {
        if (Nullable.GetUnderlyingType(info.Type) is { } value && _options.TryGetTypeInfo(value, out var inner))
            info = inner;
        if (info.Type == typeof(double) || info.Type == typeof(float) || info.Type == typeof(Half))
        {
            handling ??= info.NumberHandling ?? info.Options.NumberHandling;
            if (!handling.Value.HasFlag(JsonNumberHandling.AllowNamedFloatingPointLiterals))
                throw Errors.NotANumber(Body, where);
            return;
        }

        if (info.Converter.GetType().Assembly != typeof(JsonConverter).Assembly || !seen.Add(info.Type))
            return; // a converter of one's own knows what it does
        foreach (JsonPropertyInfo property in info.Properties)
        {
            if (property.CustomConverter is null && _options.TryGetTypeInfo(property.PropertyType, out var type))
                Check(type, $"{info.Type.Name}.{property.Name}", property.NumberHandling ?? info.NumberHandling, seen);
        }

        if (info.ElementType is { } element && _options.TryGetTypeInfo(element, out var each))
            Check(each, where, handling ?? info.NumberHandling, seen);
    }

    /// <summary>Writes a value.</summary>
    public static byte[] Write<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(value, type);

    /// <summary>Reads a value that comes from a caller.</summary>
    public static T Read<T>(ReadOnlyMemory<byte> json, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(json.Span, type)!;
}
