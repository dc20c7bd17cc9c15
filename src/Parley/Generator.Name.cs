namespace Parley;

public partial class Generator<TYield>
{
    /// <summary>Gets the name of the method or local function that contains the body. Python's
    /// <c>__name__</c>.</summary>
    /// <example>
    /// <code>
    /// static Generator&lt;int> Count() => new(async yield => await yield(1));
    /// string name = Count().Name;   // Count
    /// </code>
    /// </example>
    public string Name => _box?.BodyName ?? "";

    /// <summary>Gets the value that the body returned, whatever its type, if the body returned.</summary>
    /// <param name="result">The returned value; null if the body returned none, or hasn't returned.</param>
    /// <returns>True if the body returned, with or without a value; false before the end, after a failure, and after a
    /// close in which the body didn't return.</returns>
    /// <example>
    /// <code>
    /// Generator&lt;int> g = new Generator&lt;int, int, string>(async yield => $"got {await yield(1)}");
    /// bool early = g.TryGetResult(out object? none);   // false
    /// foreach (int i in g) Console.WriteLine(i);       // 1
    /// bool late = g.TryGetResult(out object? result);  // true
    /// string text = $"{result}";                       // got 0
    /// </code>
    /// </example>
    public bool TryGetResult(out object? result)
    {
        RefreshEnd();
        result = BoxedResult;
        return _returned;
    }
}
