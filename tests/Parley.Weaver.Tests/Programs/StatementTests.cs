namespace Parley.Weaver.Tests.Programs;

/// <summary>Yields inside of statements.</summary>
public class StatementTests
{
    private static void Woven(string body) => Comparison.Woven($$"""
        static IEnumerable<int> Numbers(int n) { try { for (int i = 0; i < n; i++) yield return Note("next", i); }
            finally { Log("numbers end"); } }
        struct Enumerable3 { public Enumerator GetEnumerator() => default; public struct Enumerator { int _i;
            public int Current => _i; public bool MoveNext() => ++_i <= 3; } }
        static Generator<int, int> Make() => new(async yield => { {{body}} });
        static void Main() => Probe(Make, 1, 2, 3);
        """);

    [Fact]
    public void Loops() => Woven("""
        for (int i = 0, j = 5; i < j; i += await yield(i), j--) { if (i == 2) continue; if (j == 1) break;
            await yield(j); }
        int n = 0;
        while (n < await yield(n)) n++;
        do { n--; } while (await yield(n) < 2 && n > -3);
        """);

    [Fact]
    public void A_foreach_over_an_array() => Woven("""
        int[] all = [1, 2, 3];
        foreach (int i in all) Log(await yield(i));
        foreach (int i in new int[2, 2] { { 1, 2 }, { 3, 4 } }) await yield(i);
        """);

    [Fact]
    public void A_foreach_over_a_list() => Woven("""
        var list = new List<string> { "a", "bb" };
        foreach (string s in list) { await yield(s.Length); if (s == "never") list.Add("c"); }
        try { foreach (string s in list) { await yield(s.Length); list.Add("c"); } }
            catch (InvalidOperationException) { Log("changed"); }
        """);

    [Fact]
    public void A_foreach_over_a_dictionary() => Woven("""
        var map = new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 };
        foreach ((string key, int value) in map) { Log(key); await yield(value); }
        foreach (int value in map.Values) await yield(value);
        """);

    [Fact]
    public void A_foreach_over_a_string() => Woven("""
        foreach (char c in "abc") await yield(c);
        foreach (var rune in "ab".EnumerateRunes()) await yield(rune.Value);
        """);

    [Fact]
    public void A_foreach_over_an_iterator() => Comparison.Woven("""
        static IEnumerable<int> Numbers(int n) { try { for (int i = 0; i < n; i++) yield return Note("next", i); }
            finally { Log("numbers end"); } }
        static Generator<int> Make() => new(async yield =>
        {
            foreach (int i in Numbers(3)) { await yield(i); if (i == 1) { await yield(10); continue; } }
            foreach (int i in Numbers(3)) { if (i == 1) break; await yield(i); }
        });
        static void Main() => Probe(Make, forks: true);
        """);

    [Fact]
    public void A_foreach_over_a_generator() => Woven("""
        foreach (int i in new Generator<int>(async yield => { try { await yield(1); await yield(2); } finally {
            Log("inner"); } })) await yield(i * 10);
        """);

    [Fact]
    public void A_foreach_over_a_struct_of_its_own() => Woven("foreach (int i in new Enumerable3()) await yield(i);");

    [Fact]
    public void A_switch() => Woven("""
        for (int i = 0; i < 6; i++)
        {
            switch (await yield(i))
            {
                case 1: Log("one"); goto case 3;
                case 2: await yield(22); break;
                case 3: await yield(33); goto default;
                case var n when n > await yield(44): Log(n); break;
                default: Log("default"); break;
            }
            switch ((await yield(i)).ToString()) { case "1": await yield(111); break;
                case "2" or "3": await yield(222); break; }
        }
        """);

    [Fact]
    public void A_goto() => Woven("""
        int n = 0;
        again:
        n += await yield(n);
        if (n < 4) goto again;
        try { if (n < 8) { n = 8; goto out_; } await yield(100); } finally { Log("left"); }
        out_:
        await yield(n);
        """);

    [Fact]
    public void Goto_out_of_nested_tries() => Woven("""
        for (int i = 0; ; i++)
        {
            try
            {
                try
                {
                    int got = await yield(i);
                    if (got == 1) continue;
                    if (got == 2) goto done;
                    if (got == 3) break;
                    if (i > 5) return;
                }
                finally { Log($"inner {i}"); }
                await yield(-1);
            }
            finally { Log($"outer {i}"); }
        }
        await yield(50);
        done:
        await yield(60);
        """);

    [Fact]
    public void Using_statements() => Woven("""
        using var outer = new Resource("outer");
        using (new Resource("inner")) { await yield(1); using (new Resource("innermost")) await yield(2);
            await yield(3); }
        using (Resource? none = null) await yield(4);
        using var late = new Resource((await yield(5)).ToString());
        await yield(6);
        """);

    [Fact]
    public void Locks_between_yields() => Woven("""
        object gate = new();
        int n = await yield(1);
        lock (gate) { n++; Log(n); }
        await yield(n);
        var newer = new System.Threading.Lock();
        lock (newer) Log("newer");
        await yield(n + 1);
        """);

    [Fact]
    public void Returns_from_everywhere() => Comparison.Woven("""
        static Generator<int, int, int> Make() => new(async yield =>
        {
            try
            {
                if (await yield(1) == 1) return 10;
                foreach (int i in new List<int> { 1, 2 }) { if (await yield(2) == i) return 20 + i; }
                try { if (await yield(3) == 3) return await yield(4); } finally { Log("inner"); }
                using (new Resource("r")) return await yield(5);
            }
            finally { Log("outer"); }
        });
        static void Main() { for (int i = 0; i < 5; i++) ProbeResult(Make, i, i + 1, 9, 3, 4);
            ProbeResult(Make, 9, 2); ProbeResult(Make, 9, 9, 9, 3, 5); }
        """);

    [Fact]
    public void Attributes_and_unused_locals() => Comparison.Woven("""
        [DebuggerStepThrough, MethodImpl(MethodImplOptions.NoInlining)]
        static async GeneratorBody Stepped(Yield<int> yield) { int unused = 3; await yield(1); const int Two = 2;
            await yield(Two); }
        [DebuggerNonUserCode, Obsolete] static async GeneratorBody Hidden(Yield<int> yield) { await yield(3); }
        static void Main()
        {
            Probe(() => new Generator<int>(y => Stepped(y)));
        #pragma warning disable CS0612
            Probe(() => new Generator<int>(Hidden));
        }
        """);

    [Fact]
    public void A_long_body() => Comparison.Woven($$"""
        static Generator<int, int, int> Make() => new(async yield =>
        {
            int sum = 0;
            {{string.Concat(Enumerable.Range(0,
                300).Select(i => $"sum += await yield({i}) * {i}; if (sum < 0) return sum;\n"))}}
            return sum;
        });
        static void Main()
        {
            var g = Make();
            g.Next();
            for (int i = 0; g.TrySend(i); i++) if (i % 50 == 0) Log(g.Current);
            Log(g.Result);
        }
        """);

    [Fact]
    public void Infinite_loops() => Comparison.Woven("""
        static Generator<int, int> Forever() => new(async yield => { int n = 0; while (true) n += await yield(n); });
        static Generator<int> ForeverInTry() => new(async yield => { try { for (int i = 0; ; i++) await yield(i); }
            finally { Log("over"); } });
        static void Main() { Probe(Forever, 1, 2); Probe(ForeverInTry); }
        """);
}
