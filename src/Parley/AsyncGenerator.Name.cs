namespace Parley;

public partial class AsyncGenerator<TYield>
{
    /// <inheritdoc cref="Generator{TYield}.Name"/>
    /// <example>
    /// <code>
    /// static AsyncGenerator&lt;int> Count() => new(async yield => await yield(1));
    /// string name = Count().Name;   // Count
    /// </code>
    /// </example>
    public string Name => Core.Name;

    /// <inheritdoc cref="Generator{TYield}.TryGetResult(out object)"/>
    /// <example>
    /// <code>
    /// AsyncGenerator&lt;int> g = new AsyncGenerator&lt;int, int, string>(async yield => $"got {await yield(1)}");
    /// await foreach (int i in g) Console.WriteLine(i);   // 1
    /// bool ended = g.TryGetResult(out object? result);   // true
    /// string text = $"{result}";                         // got 0
    /// </code>
    /// </example>
    public bool TryGetResult(out object? result) => Core.TryGetResult(out result);
}
