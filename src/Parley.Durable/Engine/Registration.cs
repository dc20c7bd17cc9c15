using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Parley.Durable.Stores;

namespace Parley.Durable.Engine;

/// <summary>A body by its name and version.</summary>
internal abstract class Registration(string name, int version, Payloads payloads)
{
    public string Name { get; } = name;

    public int Version { get; } = version;

    public Payloads Payloads { get; } = payloads;

    /// <summary>Gets or sets whether the text of a question may differ from what is journaled.</summary>
    public bool ComparesQuestionsByKind { get; set; }

    /// <summary>Makes the body anew. It is before its first entry.</summary>
    public abstract Live Create(ConversationRow row, EffectHandlers handlers, IServiceProvider services);
}

/// <inheritdoc/>
internal sealed class Registration<TArgument, TYield, TSend, TReturn>(
    string name,
    int version,
    JsonSerializerContext json,
    Func<IServiceProvider, Func<Durable<TYield, TSend>, TArgument, Generator<TYield, TSend, TReturn>>> factory)
    : Registration(name, version, new(json, name))
{
    public JsonTypeInfo<TArgument> Argument => field ??= Payloads.Of<TArgument>();

    public JsonTypeInfo<TYield> Yield => field ??= Payloads.Of<TYield>();

    public JsonTypeInfo<TSend> Send => field ??= Payloads.Of<TSend>();

    public JsonTypeInfo<TReturn> Return => field ??= Payloads.Of<TReturn>();

    /// <summary>Fails now, rather than later, if the JSON lacks a type.</summary>
    public void Resolve() => _ = (Argument, Yield, Send, Return);

    public override Live Create(ConversationRow row, EffectHandlers handlers, IServiceProvider services) =>
        new Live<TArgument, TYield, TSend, TReturn>(this, row, handlers, factory(services));
}
