namespace Parley.Peers;

/// <summary>
/// Asynchronous generators beside native async iterators. Both bodies await the same: one completed task between two
/// yields, or none if the item is <c>bare</c>. Both callers are async methods that await every step; nothing ever has
/// to wait.
/// </summary>
internal static class AsyncWork
{
    private static readonly Task s_completed = Task.FromResult(0);

    internal static Dictionary<string, Func<IEnumerable<Figure>>> OfParley { get; } = new()
    {
        ["async_send"] = () => [new("async_send", Measure.Time(n => Finished(Send(Sum(), n))))],
        ["async_send_bare"] = () => [new("async_send_bare", Measure.Time(n => Finished(Send(BareSum(), n))))],
        ["async_foreach"] = () => [new("async_foreach", Measure.Time(n => Finished(Iterate(Count(n), n))))],
        ["async_foreach_bare"] = () =>
            [new("async_foreach_bare", Measure.Time(n => Finished(Iterate(BareCount(n), n))))],
        ["alloc_async_send"] = () => [new("alloc_async_send", Measure.Allocated(n => Finished(Send(Sum(), n))))],
        ["alloc_async_foreach"] = () =>
            [new("alloc_async_foreach", Measure.Allocated(n => Finished(Iterate(Count(n), n))))],
    };

    internal static Dictionary<string, Func<IEnumerable<Figure>>> OfNative { get; } = new()
    {
        ["async_send"] = () => [new("async_send", Measure.Time(n => Finished(Send(NativeSum, n))))],
        ["async_send_bare"] = () => [new("async_send_bare", Measure.Time(n => Finished(Send(NativeBareSum, n))))],
        ["async_foreach"] = () => [new("async_foreach", Measure.Time(n => Finished(Iterate(NativeCount(n), n))))],
        ["async_foreach_bare"] = () =>
            [new("async_foreach_bare", Measure.Time(n => Finished(Iterate(NativeBareCount(n), n))))],
        ["alloc_async_send"] = () => [new("alloc_async_send", Measure.Allocated(n => Finished(Send(NativeSum, n))))],
        ["alloc_async_foreach"] = () =>
            [new("alloc_async_foreach", Measure.Allocated(n => Finished(Iterate(NativeCount(n), n))))],
    };

    private static long Finished(ValueTask<long> work) =>
        work.IsCompleted ? work.Result : throw new InvalidOperationException("Something was waited for.");

    // ---- Sends ----

    private static AsyncGenerator<int, int> Sum() => new(async yield =>
    {
        int total = 0;
        while (true)
        {
            int sent = await yield(total);
            await s_completed;
            total += sent;
        }
    });

    private static async IAsyncEnumerable<int> NativeSum(Inbox inbox)
    {
        int total = 0;
        while (true)
        {
            yield return total;
            await s_completed;
            total += inbox.Value;
        }
    }

    private static AsyncGenerator<int, int> BareSum() => new(async yield =>
    {
        int total = 0;
        while (true) total += await yield(total);
    });

#pragma warning disable CS1998 // No await: that's what is measured.
    private static async IAsyncEnumerable<int> NativeBareSum(Inbox inbox)
    {
        int total = 0;
        while (true)
        {
            yield return total;
            total += inbox.Value;
        }
    }
#pragma warning restore CS1998

    private static async ValueTask<long> Send(AsyncGenerator<int, int> g, int n)
    {
        int last = await g.NextAsync();
        for (int i = 0; i < n; i++) last = await g.SendAsync(1);
        return Measure.Expect(n, last);
    }

    private static async ValueTask<long> Send(Func<Inbox, IAsyncEnumerable<int>> sum, int n)
    {
        var inbox = new Inbox();
        await using var g = sum(inbox).GetAsyncEnumerator();
        await g.MoveNextAsync();
        int last = g.Current;
        for (int i = 0; i < n; i++)
        {
            inbox.Value = 1;
            await g.MoveNextAsync();
            last = g.Current;
        }

        return Measure.Expect(n, last);
    }

    // ---- await foreach ----

    private static AsyncGenerator<int> Count(int n) => new(async yield =>
    {
        for (int i = 0; i < n; i++)
        {
            await yield(i);
            await s_completed;
        }
    });

    private static async IAsyncEnumerable<int> NativeCount(int n)
    {
        for (int i = 0; i < n; i++)
        {
            yield return i;
            await s_completed;
        }
    }

    private static AsyncGenerator<int> BareCount(int n) => new(async yield =>
    {
        for (int i = 0; i < n; i++) await yield(i);
    });

#pragma warning disable CS1998 // No await: that's what is measured.
    private static async IAsyncEnumerable<int> NativeBareCount(int n)
    {
        for (int i = 0; i < n; i++) yield return i;
    }
#pragma warning restore CS1998

    private static async ValueTask<long> Iterate(AsyncGenerator<int> g, int n)
    {
        long sum = 0;
        await foreach (int i in g) sum += i;
        return Measure.Expect((long)n * (n - 1) / 2, sum);
    }

    private static async ValueTask<long> Iterate(IAsyncEnumerable<int> g, int n)
    {
        long sum = 0;
        await foreach (int i in g) sum += i;
        return Measure.Expect((long)n * (n - 1) / 2, sum);
    }
}
