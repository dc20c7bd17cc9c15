using System.Text.Json;
using System.Text.Json.Serialization;

namespace Effects;

/// <summary>Handlers made of others. A handler answers requests, or throws, like <see cref="Live.Answer"/>.</summary>
public static partial class Handlers
{
    /// <summary>Answers as <paramref name="handler"/> does, but fails each <typeparamref name="TRequest"/>.</summary>
    public static Func<Request, object> Failing<TRequest>(Func<Request, object> handler, string message)
        where TRequest : Request =>
        request => request is TRequest ? throw new IOException(message) : handler(request);

    /// <summary>Answers as <paramref name="handler"/> does, and writes each request and what came of it, as a line of
    /// JSON.</summary>
    public static Func<Request, object> Recorded(Func<Request, object> handler, TextWriter recording) => request =>
    {
        object? answer = null;
        IOException? failure = null;
        try
        {
            answer = handler(request);
        }
        catch (IOException e)
        {
            failure = e;
        }

        JsonElement? json = answer is null ? null
            : JsonSerializer.SerializeToElement(answer, request.GetAnswerType(), Json.Default);
        recording.WriteLine(JsonSerializer.Serialize(new(request, json, failure?.Message), Json.Default.Exchange));
        return failure is null ? answer! : throw failure;
    };

    /// <summary>Answers as it is recorded.</summary>
    /// <exception cref="InvalidDataException">From the handler: this isn't a recording, or it has other
    /// requests.</exception>
    public static Func<Request, object> Replayed(TextReader recording)
    {
        int number = 0;
        return request =>
        {
            number++;
            string line = recording.ReadLine() ?? throw new InvalidDataException(
                $"the recording ends before line {number}, but the program asks for {request}.");
            (Request? recorded, object? answer, string? failure) = Read(line, number);
            if (recorded != request)
                throw new InvalidDataException($"line {number} is {recorded}, but the program asks for {request}.");
            return answer ?? throw new IOException(failure);
        };
    }

    private static (Request, object? Answer, string? Failure) Read(string line, int number)
    {
        try
        {
            var exchange = JsonSerializer.Deserialize(line, Json.Default.Exchange);
            if (exchange is not { Request: { } request } || exchange.Answer is null == exchange.Failure is null)
                throw new JsonException("It needs a request, and an answer or a failure.");
            object? answer = exchange.Answer?.Deserialize(request.GetAnswerType(), Json.Default);
            if (request is RandomInt(var below) && answer is int i && (i < 0 || i >= below))
                throw new JsonException($"{i} isn't an answer to {request}.");
            return (request, answer, exchange.Failure);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new InvalidDataException($"line {number} isn't a request and its answer. {e.Message}", e);
        }
    }

    private sealed record Exchange(Request Request, JsonElement? Answer, string? Failure);

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(Exchange))]
    [JsonSerializable(typeof(bool))]
    [JsonSerializable(typeof(int))]
    [JsonSerializable(typeof(DateTimeOffset))]
    private sealed partial class Json : JsonSerializerContext;
}
