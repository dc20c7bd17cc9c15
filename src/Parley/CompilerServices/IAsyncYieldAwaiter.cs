using Parley.Bodies;

namespace Parley.CompilerServices;

/// <summary>Marks what pauses the body of an asynchronous generator without waiting for anything.</summary>
public interface IAsyncYieldAwaiter
{
    /// <summary>Called by the builder when the body in <paramref name="box"/> pauses at this awaiter.</summary>
    internal void Suspend(Box box);
}
