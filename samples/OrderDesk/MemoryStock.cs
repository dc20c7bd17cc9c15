namespace OrderDesk;

/// <summary>A stock that goes with its process, for tests and for trying out.</summary>
public sealed class MemoryStock : IStock
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Item, int> _shelves = new(IStock.Goods);
    private readonly Dictionary<string, bool> _done = [];

    public int Count(Item item)
    {
        lock (_lock) return _shelves.GetValueOrDefault(item);
    }

    public Task<bool> TakeAsync(string key, Item item, CancellationToken token) => Once(key, () =>
    {
        if (_shelves.GetValueOrDefault(item) == 0) return false;
        _shelves[item]--;
        return true;
    });

    public Task PutBackAsync(string key, IReadOnlyCollection<Item> items, CancellationToken token) => Once(key, () =>
    {
        foreach (Item item in items) _shelves[item]++;
        return true;
    });

    private Task<bool> Once(string key, Func<bool> act)
    {
        lock (_lock)
        {
            if (!_done.TryGetValue(key, out bool result)) _done.Add(key, result = act());
            return Task.FromResult(result);
        }
    }
}
