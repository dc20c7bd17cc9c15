using System.Diagnostics.CodeAnalysis;

namespace Parley.Engine;

/// <summary>The parts of a generator that a debugger shows.</summary>
internal interface IDebugView
{
    GeneratorState State { get; }

    string? Body { get; }

    object? Current { get; }

    object? YieldingFrom { get; }

    object? Result { get; }
}

/// <summary>Shows only the members of <see cref="IDebugView"/> in a debugger, whatever the generator's types.</summary>
[ExcludeFromCodeCoverage]
internal sealed class GeneratorDebugView(IDebugView generator)
{
    public GeneratorState State => generator.State;

    public string? Body => generator.Body;

    public object? Current => generator.Current;

    public object? YieldingFrom => generator.YieldingFrom;

    public object? Result => generator.Result;
}
