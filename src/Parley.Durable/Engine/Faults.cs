using System.Text.Json.Serialization;

namespace Parley.Durable.Engine;

/// <summary>The JSON of what Parley itself writes.</summary>
[JsonSerializable(typeof(ConversationFault))]
[JsonSerializable(typeof(Origin[]))]
internal sealed partial class Faults : JsonSerializerContext;
