using System.ComponentModel;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.AI;

namespace SupportAgent;

/// <summary>What a model is told of the tools, and what it says to them. It can say anything: what a tool doesn't take
/// is told back to the model.</summary>
internal static class Tools
{
    private const string LookUp = "look_up_order", Refund = "refund";
    private const decimal Most = 1_000_000;

    public static IList<AITool> All { get; } = [Declare<LookUp>(LookUp), Declare<Refund>(Refund)];

    /// <summary>Reads what a tool is called with: a <see cref="SupportAgent.LookUp"/>, a <see
    /// cref="SupportAgent.Refund"/>, or null.</summary>
    public static object? Read(ToolCall call)
    {
        try
        {
            return call.Tool switch
            {
                LookUp => call.Arguments.Deserialize(ToolJson.Default.LookUp),
                Refund => call.Arguments.Deserialize(ToolJson.Default.Refund) is { Amount: > 0 and < Most } refund
                    && decimal.Round(refund.Amount, 2) == refund.Amount ? refund : null,
                _ => null,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static string Write(Order order) => JsonSerializer.Serialize(order, ToolJson.Default.Order);

    private static AIFunctionDeclaration Declare<T>(string name) => AIFunctionFactory.CreateDeclaration(
        name, typeof(T).GetCustomAttribute<DescriptionAttribute>()!.Description,
        AIJsonUtilities.CreateJsonSchema(typeof(T), serializerOptions: ToolJson.Default.Options));
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(LookUp))]
[JsonSerializable(typeof(Refund))]
[JsonSerializable(typeof(Order))]
internal sealed partial class ToolJson : JsonSerializerContext;
