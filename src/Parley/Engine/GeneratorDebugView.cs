using System.Diagnostics.CodeAnalysis;

namespace Parley.Engine;

/// <summary>What a debugger shows of a generator.</summary>
internal interface IDebugView
{
    GeneratorState State { get; }

    string? Body { get; }

    object? Current { get; }

    object? YieldingFrom { get; }

    object? Result { get; }
}

/// <summary>Shows a debugger <see cref="IDebugView"/> and nothing else, whatever the generator's types are.</summary>
[ExcludeFromCodeCoverage]
internal sealed class GeneratorDebugView(IDebugView generator)
{
    public GeneratorState State => generator.State;

    public string? Body => generator.Body;

    public object? Current => generator.Current;

    public object? YieldingFrom => generator.YieldingFrom;

    public object? Result => generator.Result;
}
