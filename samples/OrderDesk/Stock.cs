namespace OrderDesk;

/// <summary>The goods that the desk can sell. Somebody has to go and look for them.</summary>
public interface IStock
{
    string[] Products { get; }

    string[] Colours { get; }

    /// <summary>Takes an item from the shelf, if there is one.</summary>
    Task<bool> TakeAsync(Item item);

    Task PutBackAsync(IEnumerable<Item> items);
}

/// <summary>A small shop whose storeroom is a few steps away.</summary>
public sealed class Shop : IStock
{
    private static readonly TimeSpan s_walk = TimeSpan.FromMilliseconds(100);

    private readonly Dictionary<Item, int> _shelf = new()
    {
        [new("red", "mug")] = 2,
        [new("white", "mug")] = 10,
        [new("white", "bowl")] = 1,
        [new("blue", "plate")] = 4,
    };

    public string[] Products => ["mug", "bowl", "plate"];

    public string[] Colours => ["red", "white", "blue"];

    public async Task<bool> TakeAsync(Item item)
    {
        await Task.Delay(s_walk);
        if (_shelf.GetValueOrDefault(item) == 0) return false;
        _shelf[item]--;
        return true;
    }

    public async Task PutBackAsync(IEnumerable<Item> items)
    {
        await Task.Delay(s_walk);
        foreach (Item item in items) _shelf[item]++;
    }
}
