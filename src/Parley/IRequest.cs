namespace Parley;

/// <summary>A value that a body yields to be sent a <typeparamref name="TAnswer"/>, with
/// <see cref="YieldExtensions.Ask"/>.</summary>
/// <typeparam name="TAnswer">The type of the answer.</typeparam>
public interface IRequest<out TAnswer>;
