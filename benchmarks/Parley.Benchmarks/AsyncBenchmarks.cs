using BenchmarkDotNet.Attributes;

namespace Parley.Benchmarks;

/// <summary>How much does an asynchronous send cost if nothing has to wait, with and without a completed task for the
/// body to await between two yields?</summary>
public class AsyncSendBenchmarks
{
    private const int Steps = 10_000;

    [Params(true, false)]
    public bool Awaits { get; set; }

    [Benchmark(Baseline = true, OperationsPerInvoke = Steps)]
    public async ValueTask<int> NativeSend()
    {
        var inbox = new Inbox<int>();
        await using var g = NativeSum(inbox, Awaits).GetAsyncEnumerator();
        await g.MoveNextAsync();
        int last = 0;
        for (int i = 0; i < Steps; i++)
        {
            inbox.Value = i;
            await g.MoveNextAsync();
            last = g.Current;
        }

        return last;
    }

    [Benchmark(OperationsPerInvoke = Steps)]
    public async ValueTask<int> SendAsync()
    {
        var g = Sum(Awaits);
        await g.NextAsync();
        int last = 0;
        for (int i = 0; i < Steps; i++) last = await g.SendAsync(i);
        return last;
    }

    private static AsyncGenerator<int, int> Sum(bool awaits) => new(async yield =>
    {
        int total = 0;
        while (true)
        {
            int sent = await yield(total);
            if (awaits) await Task.CompletedTask;
            total += sent;
        }
    });

    private static async IAsyncEnumerable<int> NativeSum(Inbox<int> inbox, bool awaits)
    {
        int total = 0;
        while (true)
        {
            yield return total;
            if (awaits) await Task.CompletedTask;
            total += inbox.Value;
        }
    }
}

/// <summary>How much does a step of an <c>await foreach</c> cost if nothing has to wait, with and without a completed
/// task for the body to await between two yields?</summary>
public class AsyncForeachBenchmarks
{
    private const int Steps = 10_000;

    [Params(true, false)]
    public bool Awaits { get; set; }

    [Benchmark(Baseline = true, OperationsPerInvoke = Steps)]
    public async ValueTask<int> NativeForeach()
    {
        int sum = 0;
        await foreach (int i in NativeCount(Awaits)) sum += i;
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Steps)]
    public async ValueTask<int> Foreach()
    {
        int sum = 0;
        await foreach (int i in Count(Awaits)) sum += i;
        return sum;
    }

    private static AsyncGenerator<int> Count(bool awaits) => new(async yield =>
    {
        for (int i = 0; i < Steps; i++)
        {
            await yield(i);
            if (awaits) await Task.CompletedTask;
        }
    });

    private static async IAsyncEnumerable<int> NativeCount(bool awaits)
    {
        for (int i = 0; i < Steps; i++)
        {
            yield return i;
            if (awaits) await Task.CompletedTask;
        }
    }
}
