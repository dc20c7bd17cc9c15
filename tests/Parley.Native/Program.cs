using System.Collections.Frozen;
using System.Collections.Immutable;
using Parley;

// Forks where no method bodies can be read: in NativeAOT, and where dynamic code is switched off. Each line says what
// came of one.

Line("simple", () =>
{
    Generator<int, int> g = new(async yield =>
    {
        int total = 0;
        while (true) total += await yield(total);
    });
    g.Next();
    g.Send(10);
    var fork = g.Fork();
    return (g.Send(1), fork.Send(2), fork.Fork().Send(3));
});

Line("chain", () =>
{
    var g = Numbers(3);
    g.Next();
    var fork = g.Fork();
    return (g.Next(), g.Next(), fork.Next(), fork.Next());

    static Generator<int> Numbers(int depth) => new(async yield =>
    {
        if (depth > 0) await yield.From(Numbers(depth - 1));
        await yield(depth);
        await yield(10 * depth);
    });
});

Line("yields in structs", () =>
{
    Generator<int> g = new(async yield =>
    {
        (Yield<int> Inside, int _) pair = (yield, 0);
        KeyValuePair<int, Yield<int>> other = new(1, yield);
        await yield(1);
        await pair.Inside(2);
        await other.Value(3);
    });
    g.Next();
    var fork = g.Fork();
    return (fork.Next(), fork.Next(), g.Next(), g.Next());
});

Line("list", () =>
{
    Generator<int> g = new(async yield => { foreach (int i in new List<int> { 1, 2, 3 }) await yield(i); });
    g.Next();
    var fork = g.Fork();
    return (g.Next(), g.Next(), fork.Next());
});

Line("other collections", () =>
{
    Generator<int>[] all =
    [
        new(async yield => { foreach (var (_, i) in new Dictionary<int, int> { [1] = 1, [2] = 2 }) await yield(i); }),
        new(async yield => { foreach (string s in new Queue<string>(["1", "2"])) await yield(s.Length); }),
        new(async yield => { foreach (int i in new LinkedList<int>([1, 2])) await yield(i); }),
        new(async yield => { foreach (int i in new Stack<int>([2, 1])) await yield(i); }),
        new(async yield => { foreach (int i in (IEnumerable<int>)new HashSet<int>([1, 2])) await yield(i); }),
        new(async yield => { foreach (int i in new ArraySegment<int>([1, 2])) await yield(i); }),
        new(async yield => { foreach (int i in new[] { 1, 2 }.ToFrozenSet()) await yield(i); }),
        new(async yield => { foreach (int i in ImmutableQueue.Create(1, 2)) await yield(i); }),
    ];
    return string.Join(' ', all.Select(g => g.Next() + g.Fork().Next() + g.Next()));
});

Line("From of a list", () =>
{
    Generator<int> g = new(async yield => await yield.From(new List<int> { 1, 2, 3 }));
    g.Next();
    var fork = g.Fork();
    return (g.Next(), g.Next(), fork.Next());
});

Line("captured from outside", () =>
{
    int calls = 0;
    Generator<int> g = new(async yield => { while (true) await yield(++calls); });
    g.Next();
    var fork = g.Fork();
    return (g.Next(), fork.Next(), calls);
});

Line("result and failure", () =>
{
    Generator<int, int, int> g = new(async yield => 1 + await yield(0));
    Generator<int> failing = new(async yield => { await yield(1); throw new FormatException("failed"); });
    g.Next();
    g.TrySend(2);
    failing.Next();
    try { failing.Next(); }
    catch (FormatException) { }

    try { return (g.Fork().Result, failing.Fork().Next()); }
    catch (StopIterationException e) { return (g.Fork().Result, e.InnerException!.Message); }
});

await LineAsync("asynchronous", async () =>
{
    using var source = new CancellationTokenSource();
    AsyncGenerator<string, int> g = new(async (yield, token) =>
    {
        int total = 0;
        while (true)
        {
            total += await yield($"{total} {token.IsCancellationRequested}");
            await Task.Yield();
        }
    });
    await g.NextAsync();
    var fork = g.Fork();
    fork.GetAsyncEnumerator(source.Token);
    source.Cancel();
    return (await g.SendAsync(1), await fork.SendAsync(2));
});

Line("closure of its own", () =>
{
    Generator<int> g = new(async yield =>
    {
        int count = 0;
        Func<int> next = () => ++count;
        while (true) await yield(next());
    });
    g.Next();
    return (Refusal(() => g.Fork()), g.Next());
});

Line("inner over its variable", () =>
{
    Generator<int> g = new(async yield =>
    {
        int count = 0;
        await yield.From(new Generator<int>(async below => { while (true) await below(++count); }));
    });
    g.Next();
    return (Refusal(() => g.Fork()), g.Next());
});

Line("sorted set", () =>
{
    Generator<int> g = new(async yield => { foreach (int i in new SortedSet<int>([1, 2])) await yield(i); });
    g.Next();
    return (Refusal(() => g.Fork()), g.Next());
});

Line("enumerator of one's own", () =>
{
    Generator<int> g = new(async yield => { foreach (int i in new Naturals()) await yield(i); });
    g.Next();
    try { return g.Fork().Next(); }
    catch (InvalidOperationException e) when (e.Message.Contains("Naturals")) { return g.Next(); } // fields are trimmed
});

Line("local function over a local", () =>
{
    Generator<int> g = new(async yield =>
    {
        int count = 0;
        Count();
        await yield(count);
        Count();
        await yield(count);
        void Count() => count++;
    });
    g.Next();
    try { return g.Fork().Next(); }
    catch (InvalidOperationException e) when (e.Message.Contains("NativeAOT")) { return g.Next(); } // trimmed, too
});

Line("struct without fields", () =>
{
    Generator<int> g = new(async yield =>
    {
        Empty empty = default;
        await yield(1);
        await yield(empty.Value);
    });
    g.Next();
    return (Refusal(() => g.Fork()), g.Next());
});

static string Refusal(Action fork)
{
    try { fork(); }
    catch (InvalidOperationException e) { return e.Message; }

    return "no refusal";
}

static void Line(string name, Func<object> run) => Console.WriteLine($"{name}: {run()}");

static async Task LineAsync(string name, Func<Task<object>> run) => Console.WriteLine($"{name}: {await run()}");

internal struct Naturals
{
    public int Current { get; private set; }
    public readonly Naturals GetEnumerator() => this;
    public bool MoveNext() => ++Current > 0;
}

internal readonly struct Empty
{
    public int Value => 2;
}
