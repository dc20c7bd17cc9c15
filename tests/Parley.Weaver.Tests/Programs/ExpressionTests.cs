namespace Parley.Weaver.Tests.Programs;

/// <summary>Yields inside of expressions: whatever is on the stack must be kept over the pause.</summary>
public class ExpressionTests
{
    private static void Woven(string body, string send = "int",
        string values = "1, 20, 300, 4000") => Comparison.Woven($$"""
        struct Point { public int X, Y; public Point(int x, int y) { X = x; Y = y; }
            public override string ToString() => $"{X};{Y}"; }
        class Box { public int Value; public int Property { get; set; } public Box? Next; public int this[int i] {
            get => Value + i; set => Value = value * i; } }
        static int Add(int a, int b) => Note($"{a}+{b}", a + b);
        static int Sum(params int[] all) => all.Sum();
        static int Ref(ref int target, int value) => target += value;
        static Generator<int, {{send}}, object?> Make() => new(async yield => { {{body}} });
        static void Main() => ProbeResult(Make, {{values}});
        """);

    [Fact]
    public void A_yield_of_a_yield() => Woven("return await yield(await yield(await yield(1)));");

    [Fact]
    public void An_operator() =>
        Woven("return await yield(1) + await yield(2) * await yield(3) - (await yield() << 2);");

    [Fact]
    public void An_argument() =>
        Woven("return Add(await yield(1), Add(2, await yield(3))) + Add(Add(await yield(4), 5), 6);");

    [Fact]
    public void An_argument_after_text_and_structs() => Woven("""
        return string.Concat("a", new Point(await yield(1), await yield(2)).ToString(), (await yield(3)).ToString());
        """);

    [Fact]
    public void Many_arguments() => Woven("return Sum(1, await yield(1), 2, await yield(2), await yield(3));");

    [Fact]
    public void A_compound_assignment() => Woven("""
        int total = 1;
        total += await yield(total);
        total -= total++ * await yield(total);
        total <<= await yield(total) & 3;
        long big = total; big *= await yield(1);
        return (total, big);
        """);

    [Fact]
    public void An_element() => Woven("""
        int[] a = [1, 2, 3];
        a[1] = await yield(1);
        a[await yield(2) % 3] = await yield(3);
        a[0] += await yield(4);
        a[Note("index", 2)] -= await yield(5);
        string[] texts = ["x", "y"];
        texts[0] += await yield(6);
        int[,] grid = new int[2, 2];
        grid[0, 1] = await yield(7);
        grid[1, 1] += await yield(8);
        int[][] nested = [[1], [2, 3]];
        nested[1][0] *= await yield(9);
        return (a, texts, grid[0, 1], grid[1, 1], nested[1]);
        """);

    [Fact]
    public void An_element_of_a_struct() => Woven("""
        var points = new Point[2];
        points[0].X = await yield(1);
        points[1].Y += await yield(2);
        points[1] = new Point(await yield(3), 4);
        return (points[0], points[1]);
        """);

    [Fact]
    public void An_element_that_is_not_there() => Woven("""
        int[] a = [1];
        try { a[await yield(5)] = Note("value", 1); } catch (IndexOutOfRangeException) { Log("out of range"); }
        try { a[7] += await yield(6); } catch (IndexOutOfRangeException) { Log("out of range again"); }
        int[]? none = null;
        try { none![0] = await yield(7); } catch (NullReferenceException) { Log("null"); }
        return a;
        """);

    [Fact]
    public void Fields_properties_and_indexers() => Woven("""
        var box = new Box { Next = new() };
        box.Value = await yield(1);
        box.Value += await yield(2);
        box.Property += await yield(3);
        box.Next!.Value = box.Property * await yield(4);
        box[2] += await yield(5);
        Box? none = null;
        none?.Property = await yield(6);
        return (box.Value, box.Property, box.Next.Value);
        """);

    [Fact]
    public void A_struct_in_a_local() => Woven("""
        var p = new Point(1, 2);
        p.X += await yield(p.Y);
        p.Y = p.X + await yield(p.X);
        var copy = p;
        copy.X = await yield(copy.X);
        (p.X, copy.Y) = (await yield(1), p.X);
        return (p, copy);
        """);

    [Fact]
    public void Conditions() => Woven("""
        int x = await yield(1) > 5 ? await yield(2) : await yield(3);
        bool b = x > 3 && await yield(4) > 100 || await yield(5) == 0;
        string? text = null;
        text ??= (await yield(6)).ToString();
        int? maybe = x > 1000 ? null : await yield(7);
        return (x, b, text, maybe ?? await yield(8), maybe?.ToString() ?? "none");
        """);

    [Fact]
    public void Text_with_holes() => Woven("""
        string plain = $"{await yield(1)} and {await yield(2):x4} and {1.5,6} and {Note("hole", await yield(3))}";
        FormattableString formatted = $"{await yield(4)}/{plain.Length}";
        return "<" + plain + await yield(5) + ">" + FormattableString.Invariant(formatted);
        """);

    [Fact]
    public void Initializers() => Woven("""
        var box = new Box { Value = await yield(1), Next = new() { Property = await yield(2) } };
        var list = new List<int> { 1, await yield(3), 5 };
        var map = new Dictionary<string, int> { ["a"] = await yield(4), ["b"] = 2 };
        int[] array = { await yield(5), await yield(6) };
        List<int> collected = [1, await yield(7), .. list, .. array];
        var anonymous = new { A = await yield(8), B = "b" };
        var tuple = (await yield(9), "t", First: await yield(10));
        return (box.Value, box.Next!.Property, list, map["a"], array, collected, anonymous.A, tuple);
        """);

    [Fact]
    public void Values_of_many_types_are_kept() => Woven("""
        byte small = 200; long big = 1L << 40; double real = 1.5; decimal money = 2.50m; char letter = 'x';
        nint native = 5; DateTime time = new(100); Guid id = Guid.Empty; string? none = null; object boxed = 3;
        DayOfWeek day = DayOfWeek.Friday; int? maybe = 4; (int, string) pair = (1, "p"); bool yes = true;
            float single = 0.5f; uint unsigned = 4000000000;
        return Join(small, big, real, await yield(1), money, letter, native, time.Ticks, await yield(2), id, none,
            boxed, day, maybe, pair, yes, single, unsigned, await yield(3));

        static string Join(params object?[] all) => string.Join("|", all.Select(Shown));
        """);

    [Fact]
    public void Unboxed_values_on_the_stack() => Woven("""
        byte small = 200; long big = 1L << 40; double real = 1.5; decimal money = 2.50m; uint u = 4000000000;
        real += big + await yield(1) * real;
        money = money * 2 + await yield(2);
        big = small + big - await yield(3);
        u = u / 2 + (uint)await yield(4);
        DateTime time = new DateTime(100).AddTicks(await yield(5));
        TimeSpan span = time - new DateTime(50) + TimeSpan.FromTicks(await yield(6));
        return (real, money, big, u, time.Ticks, span.Ticks);
        """);

    [Fact]
    public void A_reference_before_a_yield() => Woven("""
        int[] a = [1, 2];
        ref int first = ref a[0];
        first += 10;
        Ref(ref a[1], 5);
        int got = await yield(a[0]);
        ref int second = ref a[1];
        second = got;
        return (a, Ref(ref a[0], await yield(2)));
        """);

    [Fact]
    public void Spans_before_and_between_yields() => Woven("""
        ReadOnlySpan<char> before = "hello world".AsSpan(6);
        string word = before.ToString();
        int got = await yield(word.Length);
        Span<int> stack = stackalloc int[3];
        stack.Fill(got);
        int sum = 0;
        foreach (int i in stack) sum += i;
        got = await yield(sum);
        ReadOnlySpan<int> data = [1, 2, 3];
        return (word, data[got % 3]);
        """);

    [Fact]
    public void Patterns_and_switch_expressions() => Woven("""
        object? x = await yield(1);
        string kind = x switch { 1 => "one", int n when n > await yield(2) => $"more than sent: {n}", int => "less",
            _ => "none" };
        bool both = await yield(3) is > 10 and < 500 and var seen;
        string text = (await yield(4), kind) switch { ( > 5, {
            Length: var l }) => $"long {l}", var (a, _) => $"short {a}" };
        int[] list = [1, await yield(5), 3];
        bool ends = list is [1, .., 3] && list is [_, var middle, _] && middle == await yield(6);
        return (kind, both, text, ends);
        """);

    [Fact]
    public void Checked_arithmetic() => Woven("""
        int most = int.MaxValue;
        try { checked { most += await yield(1); } } catch (OverflowException) { Log("overflow"); }
        unchecked { most += await yield(2); }
        try { byte b = checked((byte)await yield(3)); Log(b); } catch (OverflowException) { Log("overflow of a byte"); }
        return most;
        """);

    [Fact]
    public void Casts_and_conversions() => Woven("""
        object boxed = await yield(1);
        long wide = await yield(2);
        double real = (double)await yield(3) / 2;
        IComparable comparable = await yield(4);
        int? maybe = await yield(5);
        string text = (string)(object)("t" + await yield(6));
        return (boxed, wide, real, comparable, maybe, text, (char)(await yield(7) % 50 + 50));
        """);

    [Fact]
    public void Calls_on_what_was_sent() => Woven(
        """
        string text = (await yield(1)).ToUpperInvariant();
        char c = (await yield(2))[0];
        int n = (await yield(3))?.Length ?? -1;
        string joined = await yield(4) + text + await yield(5);
        return (text, c, n, joined, (await yield(6)) is { Length: > 2 });
        """, "string", "\"one\", \"two\", \"three\"");

    [Fact]
    public void Sent_structs() => Woven(
        """
        (int a, string b) = await yield(1);
        int item = (await yield(2)).Item1;
        (int, string) kept = default;
        kept = await yield(3);
        kept.Item1 += (await yield(4)).Item1;
        var all = new (int, string)[2];
        all[1] = await yield(5);
        return (a, b, item, kept, all[1], (await yield(6)).ToString());
        """, "(int, string)", "(1, \"one\"), (2, \"two\")");

    [Fact]
    public void Sent_values_that_nobody_uses() => Woven("""
        await yield(1);
        _ = await yield(2);
        int _unused = await yield(3);
        (await yield(4)).ToString();
        if (await yield(5) > 0) { }
        for (; await yield(6) < 0;) { }
        return null;
        """);

    [Fact]
    public void A_yield_kept_before_it_is_awaited() => Comparison.Compare("""
        static Generator<int, int> Kept() => new(async yield =>
        {
            var pause = yield(1);
            Log("between");
            int got = await pause;
            Log(got);
        });
        static Generator<int> Twice() => new(async yield =>
        {
            var first = yield(1);
            var second = yield(2);
            await second;
            await first;
        });
        static Generator<int> Never() => new(async yield => { _ = yield(1); Log("no pause"); await yield(2); });
        static Generator<int> Both(bool first) => new(async yield => { await (first ? yield(1) : yield(2));
            await yield(3); });
        static void Main() { Probe(Kept, 5); Probe(Twice); Probe(Never); Probe(() => Both(true));
            Probe(() => Both(false)); }
        """);

    [Fact]
    public void Lambdas_over_the_bodys_variables() => Comparison.Woven("""
        static Generator<int, int> Make() => new(async yield =>
        {
            int total = 0;
            Action<int> add = n => total += n;
            add(await yield(total));
            add(await yield(total));
            Func<Func<int>> nested = () => () => ++total;
            Log(nested()());
            var list = new List<Func<int>>();
            for (int i = 0; i < 2; i++) { int got = await yield(i); list.Add(() => got + i + total); }
            foreach (var f in list) await yield(f());
            int Local(int n) => total + n;
            await yield(Local(5));
        });
        static void Main() => Probe(Make, 1, 2, 3);
        """);

    [Fact]
    public void Queries() => Comparison.Woven("""
        static Generator<int, int> Make() => new(async yield =>
        {
            int least = await yield(1);
            var all = from i in Enumerable.Range(0,
                6) where i > least let twice = i * 2 orderby -i select twice + least;
            foreach (int i in all) await yield(i);
            await yield(all.Count() + await yield(all.Sum()));
        });
        static void Main() => Probe(Make, 2);
        """);

    [Fact]
    public void Dynamic_unsafe_and_fixed() => Comparison.Woven("""
        static Generator<int, int> Make() => new(async yield =>
        {
            int[] a = [1, 2, 3];
            unsafe { fixed (int* p = a) { p[1] = 20; } }
            int got = await yield(a[1]);
            unsafe { int* q = stackalloc int[2]; q[1] = got; a[2] = q[1]; }
            await yield(a[2] + sizeof(int));
        });
        static void Main() => Probe(Make, 7);
        """);
}
