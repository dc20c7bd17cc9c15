namespace Parley.Weaver.Tests.Programs;

/// <summary>Forks of woven bodies: Probe makes some at each yield. These have more to split.</summary>
public class ForkTests
{
    [Fact]
    public void Locals_and_closures_split() => Comparison.Woven("""
        static Generator<int, int, string> Make() => new(async yield =>
        {
            int local = 0, captured = 0;
            var list = new List<int>();
            Action<int> add = n => { captured += n; list.Add(n); };
            (int A, string B) pair = (0, "");
            while (local < 3)
            {
                int got = await yield(local * 10 + captured);
                add(got);
                local++;
                pair = (local, pair.B + got);
            }
            return $"{local} {captured} {pair} {list.Count}";
        });
        static void Main()
        {
            ProbeResult(Make, 1, 2, 3);
            var a = Make(); a.MoveNext(); a.Send(1);
            var b = a.Fork(); var c = b.Fork();
            Log(a.Send(10)); Log(b.Send(100)); Log(c.Send(1000));
            foreach (var g in new[] { c, a, b }) { Log(g.TrySend(5)); Log(g.Result); }
            Log(a.GetType() == b.GetType());
        }
        """);

    [Fact]
    public void Captured_variables_of_outside_and_this_are_shared() => Comparison.Woven("""
        sealed class Counter { public int N; public Generator<int> Make() => new(async yield => { int own = 0;
            while (true) await yield(++own * 100 + ++N); }); }
        static void Main()
        {
            var g = new Counter().Make(); g.MoveNext();
            var f = g.Fork(); f.MoveNext(); g.MoveNext(); Log(f.Current); Log(g.Current);
            int shared = 0;
            var h = new Generator<int>(async yield => { int own = 0; while (true) await yield(++own * 100 + ++shared);
                }); h.MoveNext();
            var k = h.Fork(); k.MoveNext(); h.MoveNext(); Log(k.Current); Log(h.Current); Log(shared);
        }
        """);

    [Fact]
    public void Chains_split() => Comparison.Woven("""
        static Generator<int, int, int> Inner(int n) => new(async yield => { int sum = n; for (int i = 0; i < 2;
            i++) sum += await yield(sum); return sum; });
        static Generator<int, int, int> Outer() => new(async yield =>
        {
            int a = await yield.From(Inner(1));
            int b = await yield.From(async yield => { a += await yield(a); return await yield(a) + a; });
            foreach (int i in new List<int> { 7, 8 }) a += await yield(i);
            foreach (int i in Inner(5)) a += await yield(i);
            return a * 1000 + b;
        });
        static void Main() => ProbeResult(Outer, 1, 2, 3, 4, 5, 6, 7, 8);
        """);

    [Fact]
    public void A_fork_in_a_handler() => Comparison.Woven("""
        static Generator<int> Make() => new(async yield =>
        {
            try { try { await yield(1); } finally { Log("first"); await yield(2); Log("second"); } }
            catch (Oops e) { Log(e); await yield(3); throw; }
            finally { Log("outer"); }
        });
        static void Main()
        {
            Probe(Make);
            var g = Make(); g.MoveNext();
            Log(g.TryThrow(new Oops("x")));
            var f = g.Fork();
            foreach (var one in new[] { f, g }) { Log(one.Current); Log(one.MoveNext()); try { one.MoveNext(); }
                catch (Oops e) { Log(e); } }
        }
        """);
}
