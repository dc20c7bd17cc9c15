namespace OrderDesk;

/// <summary>
/// The goods on the shelves. If the process ends before the journal has the result of an effect, the effect runs again,
/// with the same key. So a stock notes the keys of what was done, and does nothing twice.
/// </summary>
public interface IStock
{
    /// <summary>Gets what is on the shelves of a new shop.</summary>
    static IReadOnlyDictionary<Item, int> Goods { get; } = new Dictionary<Item, int>
    {
        [new("red", "mug")] = 2,
        [new("white", "mug")] = 10,
        [new("white", "bowl")] = 1,
        [new("blue", "plate")] = 4,
    };

    /// <summary>Takes an item from the shelf, if there is one.</summary>
    Task<bool> TakeAsync(string key, Item item, CancellationToken token);

    Task PutBackAsync(string key, IReadOnlyCollection<Item> items, CancellationToken token);
}
