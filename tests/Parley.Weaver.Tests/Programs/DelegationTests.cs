namespace Parley.Weaver.Tests.Programs;

/// <summary><c>yield.From</c> and <c>yield.Ask</c>.</summary>
public class DelegationTests
{
    private const string Inners = """
        static Generator<int> One(int n) => new(async yield => { try { await yield(n); await yield(n + 1); } finally {
            Log("one over"); } });
        static Generator<int, int, string> Full(int n) => new(async yield =>
        {
            try { int a = await yield(n); int b = await yield(n + a); return $"{a}/{b}"; } finally { Log("full over"); }
        });
        static Generator<int, int, int> Caught() => new(async yield =>
        {
            try { return await yield(1); } catch (Oops e) { Log(e); return await yield(-1); }
        });
        static Generator<int, int> Stubborn() => new(async yield => { try { await yield(1); } finally {
            await yield(2); } });
        static IEnumerable<int> Numbers() { try { yield return 1; yield return 2; } finally { Log("numbers over"); } }

        """;

    [Fact]
    public void From_a_generator() => Comparison.Woven(Inners + """
        static Generator<int> Plain() => new(async yield => { await yield(0); await yield.From(One(1));
            await yield(9); });
        static Generator<int, int> TwoWay() => new(async yield => { Log(await yield.From(Full(1)));
            await yield.From(One(5)); Log(await yield(9)); });
        static Generator<int> OneWayFull() => new(async yield => { Log(await yield.From(Full(1))); });
        static Generator<int, int, string> Returning() => new(async yield =>
            await yield.From(Full(1)) + await yield.From(Full(10)));
        static Generator<int, int, int> Catching() => new(async yield => await yield.From(Caught()) * 2);
        static Generator<int, int> Refusing() => new(async yield => { await yield.From(Stubborn()); await yield(3); });
        static void Main()
        {
            Probe(Plain); Probe(TwoWay, 1, 2, 3); Probe(OneWayFull);
            ProbeResult(Returning, 1, 2, 3, 4); ProbeResult(Catching, 5); Probe(Refusing, 1);
        }
        """);

    [Fact]
    public void From_an_enumerable() => Comparison.Woven(Inners + """
        static Generator<int> Plain() => new(async yield => { await yield.From(Numbers()); await yield(9); });
        static Generator<int, int> TwoWay() => new(async yield => { await yield.From(new[] { 1, 2 });
            Log(await yield(3)); await yield.From(new List<int> { 4, 5 }); await yield.From(Enumerable.Range(6, 2)); });
        static Generator<object> Objects() => new(async yield => { await yield.From(new[] { "a", "b" });
            await yield.From(new List<string> { "c" }); });
        static Generator<char> Text() => new(async yield => { await yield.From("abc"); await yield.From([]); });
        static void Main() { Probe(Plain); Probe(TwoWay, 1, 2); Probe(Objects); Probe(Text); }
        """);

    [Fact]
    public void From_a_lambda_or_a_method() => Comparison.Woven(Inners + """
        static async GeneratorBody Helper(Yield<int> yield) { await yield(1); await yield(2); }
        static async GeneratorBody<string> Asking(Yield<int, int> yield) => (await yield(1)).ToString();
        static Generator<int> Plain(int n) => new(async yield =>
        {
            await yield.From(Helper);
            await yield.From(async yield => { await yield(n); n++; await yield(n); });
            Log(await yield.From(async yield => { await yield(n); return "r" + n; }));
        });
        static Generator<int, int, int> TwoWay(int n) => new(async yield =>
        {
            string s = await yield.From(Asking);
            await yield.From(async yield => { n += await yield(n); });
            int r = await yield.From(async yield => { try { return await yield(n) + n; } finally { Log("lambda over");
                } });
            return r + s.Length;
        });
        static void Main() { Probe(() => Plain(3)); ProbeResult(() => TwoWay(3), 10, 20, 30); }
        """);

    [Fact]
    public void From_a_generator_of_a_derived_type() => Comparison.Woven("""
        static Generator<string, int, int> Texts() => new(async yield => { try {
            return await yield("a") + await yield("b"); } finally { Log("over"); } });
        static Generator<object, int, int> Objects() => new(async yield => { await yield(1);
            return await yield.From(Texts()); });
        static Generator<object> OneWay() => new(async yield => { Log(await yield.From(Texts()));
            await yield.From((IEnumerable<object>)Texts()); });
        static void Main() { ProbeResult(Objects, 1, 2, 3); Probe(OneWay); }
        """);

    [Fact]
    public void From_in_expressions() => Comparison.Woven(Inners + """
        static int Add(int a, int b) => a + b;
        static Generator<int, int, object> Make() => new(async yield =>
        {
            int[] a = [1, 2];
            a[await yield(0) % 2] += Add((await yield.From(Full(1))).Length, await yield(5));
            string text = $"{await yield.From(Full(2))} {await yield(6)}";
            return (a[0], a[1], text, (await yield.From(Full(3)))?.Length > 2 ? await yield(7)
                : await yield.From(Caught()));
        });
        static void Main() => ProbeResult(Make, 1, 2, 3);
        """);

    [Fact]
    public void From_in_loops_and_tries() => Comparison.Woven(Inners + """
        static Generator<int> Make() => new(async yield =>
        {
            foreach (int n in new[] { 1, 2 })
            {
                try { await yield.From(One(n)); if (n == 2) continue; await yield.From(Numbers()); }
                catch (Oops e) { Log(e); await yield.From(One(50)); }
                finally { Log($"finally {n}"); }
            }
        });
        static Generator<int> All() => new(async yield => { try { await yield.From(One(1)); } catch (Exception e) {
            Log(e.GetType()); } await yield(8); });
        static Generator<int> InFinally() => new(async yield => { try { await yield(1); } finally {
            await yield.From(One(2)); Log("after"); } });
        static Generator<int> Filtered() => new(async yield => { try { await yield.From(One(1)); }
            catch (Exception e) when (Note(e.GetType().Name, e is Oops)) { await yield(7); } });
        static void Main() { Probe(Make); Probe(All); Probe(InFinally); Probe(Filtered); }
        """);

    [Fact]
    public void From_what_is_over_started_or_null() => Comparison.Woven(Inners + """
        static Generator<int> From(Generator<int> inner) => new(async yield => { await yield.From(inner);
            await yield(9); });
        static Generator<int, int> FromNull() => new(async yield =>
        {
            try { await yield.From((Generator<int>)null!); } catch (ArgumentNullException e) { Log(e.ParamName); }
            try { await yield.From((IEnumerable<int>)null!); } catch (ArgumentNullException e) { Log(e.ParamName); }
            await yield(1);
        });
        static Generator<int, string> OtherSends() => new(async yield => { try {
            await yield.From((Generator<int>)Full(1)); } catch (InvalidOperationException e) { Log(e); }
            await yield(2); });
        static Generator<int> Self() { Generator<int>? g = null; g = new(async yield => { await yield(1); try {
            await yield.From(g!); } catch (Exception e) { Log(e); } await yield(2); }); return g; }
        static void Main()
        {
            Probe(() => { var g = One(1); g.MoveNext(); return From(g); });
            Probe(() => { var g = One(1); g.Close(); return From(g); });
            Probe(() => { var g = One(1); while (g.MoveNext()); return From(g); });
            Probe(FromNull, 1); Probe(OtherSends, "x"); Probe(Self);
        }
        """);

    [Fact]
    public void A_woven_inner_of_an_outer_that_is_not_and_the_other_way() => Comparison.Compare(Inners + """
        static Generator<int, int> Foreign(Generator<int, int, string> inner) => new(async yield =>
        {
            Func<Yield<int, int>> keeps = () => yield;
            Log(await keeps().From(inner));
            await keeps()(5);
        });
        static Generator<int, int> Woven(Generator<int, int> inner) => new(async yield => { await yield.From(inner);
            Log(await yield(6)); });
        static void Main()
        {
            Probe(() => Foreign(Full(1)), 1, 2, 3);
            Probe(() => Woven(Foreign(Full(1))), 1, 2, 3);
            Probe(() => Foreign(Full(1)), 1, 2);
        }
        """);

    [Fact]
    public void Recursion() => Comparison.Woven("""
        static Generator<int> Down(int n) => new(async yield => { await yield(n);
            if (n > 0) await yield.From(Down(n - 1)); });
        static Generator<int, int, int> Sum(int n) => new(async yield =>
            n == 0 ? await yield(0) : n + await yield.From(Sum(n - 1)));
        static Generator<int> Hanoi(int n, int a, int b, int c) => new(async yield =>
        {
            if (n == 0) return;
            await yield.From(Hanoi(n - 1, a, c, b));
            await yield(a * 10 + c);
            await yield.From(Hanoi(n - 1, b, a, c));
        });
        static Generator<int> Endless(int n) => new(async yield => { try { await yield(n);
            await yield.From(Endless(n + 1)); } finally { if (n % 100 == 0) Log(n); } });
        static void Main()
        {
            Log(Down(1000).Sum());
            var sum = Sum(1000); Log(sum.Next()); Log(sum.TrySend(5)); Log(sum.Result);
            Log(string.Join(",", Hanoi(4, 1, 2, 3)));
            var endless = Endless(0); for (int i = 0; i < 1000; i++) endless.MoveNext(); Log(endless.Current);
                endless.Close(); Log(endless);
            var thrown = Endless(0); for (int i = 0; i < 500; i++) thrown.MoveNext();
            try { thrown.Throw(new Oops("deep")); } catch (Oops e) { Log(e); }
            Probe(() => Down(3));
            ProbeResult(() => Sum(3), 7);
        }
        """);

    [Fact]
    public void Asking() => Comparison.Woven("""
        record Question<T>(string Text) : IRequest<T>;
        static Generator<object, object?, string> Make() => new(async yield =>
        {
            string name = await yield.Ask(new Question<string>("name"));
            int age = await yield.Ask(new Question<int>("age"));
            int? maybe = await yield.Ask(new Question<int?>("maybe"));
            return $"{name} {age + await yield.Ask(new Question<int>("more"))} {maybe}";
        });
        static Generator<object, object?> Caught() => new(async yield =>
        {
            try { Log(await yield.Ask(new Question<int>("n"))); } catch (InvalidOperationException e) { Log(e); }
            try { await yield.Ask((Question<int>)null!); } catch (ArgumentNullException e) { Log(e.ParamName); }
            await yield("last");
        });
        static Generator<int, object?> NotYielded() => new(async yield => { try {
            await yield.Ask(new Question<int>("n")); } catch (InvalidOperationException e) { Log(e); } });
        static void Main()
        {
            ProbeResult(Make, "Ada", 36, null, 1);
            ProbeResult(Make, "Ada", "wrong");
            ProbeResult(Make, 5);
            Probe(Caught, 1, 2); Probe(Caught, "wrong"); Probe(NotYielded, 1);
        }
        """);

    [Fact]
    public void The_operators_of_generators() => Comparison.Woven(Inners + """
        static Generator<int, int, int> Talk() => new(async yield => { int n = 0; while (n < 20) n += await yield(n);
            return n; });
        static void Main()
        {
            Log(Talk().Run(n => n + 1));
            Log(One(3).ToList());
            Log(One(3).Zip(One(4)).ToList());
            using (var g = Talk()) { g.Prime(); Log(g.Send(4)); Log(g.Resume(3)); }
            foreach (int n in One(1)) { Log(n); break; }
            var late = Talk(); try { late.Send(3); } catch (InvalidOperationException e) { Log(e); }
            try { late.Throw(new Oops("early")); } catch (Oops e) { Log(e); } Log(late);
            Generator<int>? self = null; self = new(async yield => { try { self!.MoveNext(); }
                catch (InvalidOperationException e) { Log(e); } Log(self); await yield(1); }); Log(self.Next());
        }
        """);
}
