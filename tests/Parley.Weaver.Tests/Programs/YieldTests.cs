namespace Parley.Weaver.Tests.Programs;

/// <summary>Yields that are used in other ways than to be called and awaited at once.</summary>
public class YieldTests
{
    [Fact]
    public void Passed_to_helpers() => Comparison.Woven("""
        static Parley.CompilerServices.YieldAwaitable<int> Pause(Yield<int> yield, int n) => yield(n * 2);
        static Parley.CompilerServices.YieldAwaitable<int, string> Say(Yield<int, string> yield, int n) { Log("say");
            return yield(n); }
        static Parley.CompilerServices.YieldFromAwaitable<int> Both(Yield<int> yield) => yield.From(new[] { 7, 8 });
        static async GeneratorBody Nested(Yield<int> yield, int n) { await yield(n); await yield(n + 1); }
        static Generator<int> OneWay() => new(async yield => { await yield(1); await Pause(yield, 2); await yield(3);
            await Both(yield); });
        static Generator<int, string, string> TwoWay() => new(async yield => await Say(yield,
            1) + await yield(2) + await Say(yield, 3));
        static Generator<int> OnlyPassed() => new(async yield => { await Pause(yield, 5); });
        static Generator<int> Wrong() => new(async yield => { try { await yield.From(y => Nested(yield, 1)); }
            catch (Exception e) { Log(e); } await yield(9); });
        static void Main() { Probe(OneWay); ProbeResult(TwoWay, "a", "b", "c"); Probe(OnlyPassed); Probe(Wrong); }
        """);

    [Fact]
    public void Captured_by_lambdas_and_local_functions() => Comparison.Woven("""
        static Generator<int, int> Lambda() => new(async yield =>
        {
            Func<int, Parley.CompilerServices.YieldAwaitable<int, int>> twice = n => yield(n * 2);
            Log(await twice(1)); Log(await yield(5)); Log(await twice(2));
        });
        static Generator<int> Local() => new(async yield =>
        {
            try { await Pause(1); await yield(2); await Pause(3); } finally { Log("finally"); }
            Parley.CompilerServices.YieldAwaitable<int> Pause(int n) => yield(n * 10);
        });
        static Generator<int> Catching() => new(async yield => { Func<Yield<int>> get = () => yield; try {
            await get()(1); } catch (Exception e) { Log(e); await get()(2); } });
        static void Main() { Probe(Lambda, 1, 2, 3); Probe(Local); Probe(Catching); }
        """);

    [Fact]
    public void Kept_in_variables_and_fields() => Comparison.Woven("""
        sealed class Holder { public Yield<int>? Kept; }
        static Generator<int> Variable() => new(async yield => { var other = yield; await other(1); await yield(2);
            await other(3); });
        static Generator<int> Field() { var holder = new Holder(); return new(async yield => { holder.Kept = yield;
            await holder.Kept(1); Log(ReferenceEquals(holder.Kept, yield)); await yield(2); }); }
        static Generator<int> Collected() => new(async yield => { var all = new[] { yield, yield };
            foreach (var y in all) await y(1); Log(all[0] == all[1]); });
        static Generator<int> Tested() => new(async yield => { Log(yield is null); Log(yield != null);
            Log(yield.Target is Generator<int>); await yield.Invoke(value: 4); Log(yield.GetType()); });
        static void Main() { Probe(Variable); Probe(Field, forks: false); Probe(Collected); Probe(Tested); }
        """);

    [Fact]
    public void Of_another_generator() => Comparison.Compare("""
        static Generator<int, int> Outer() => new(async outer =>
        {
            var inner = new Generator<int, int>(async yield =>
            {
                try { Log(await outer(5)); } catch (InvalidOperationException e) { Log(e); } finally { Log("finally"); }
                Log(await yield(6));
            });
            Log(await outer(1));
            try { Log(inner.Next()); Log(inner.TrySend(7)); } catch (InvalidOperationException e) { Log(e); }
            Log(await outer(2));
        });
        static Yield<int>? s_kept;
        static Generator<int> Keeps() => new(async yield => { s_kept = yield; await yield(1); });
        static Generator<int> Takes() => new(async yield =>
        {
            var other = Keeps(); other.MoveNext();
            try { await s_kept!(3); } catch (InvalidOperationException e) { Log(e); }
            try { await s_kept!.From(Keeps()); } catch (InvalidOperationException e) { Log(e); }
            await yield(4);
            s_kept!(1);
        });
        static void Main() { Probe(Outer, 1, 2); Probe(Takes); }
        """);

    [Fact]
    public void Replaced_by_another() => Comparison.Left("""
        static Generator<int> Set(Yield<int>? other) => new(async yield => { await yield(1); yield = other ?? yield;
            await yield(2); });
        static void Change(ref Yield<int> yield) => Log("changed");
        static Generator<int> ByReference() => new(async yield => { await yield(1); Change(ref yield); await yield(2);
            });
        static void Main() { Probe(() => Set(null)); Probe(ByReference); }
        """, 0, "it sets its yield to another one", "it sets its yield to another one");

    [Fact]
    public void None_or_several() => Comparison.Left("""
        static Yield<int>? s_yield;
        static async GeneratorBody Without() { await s_yield!(1); await s_yield(2); }
        static async GeneratorBody Two(Yield<int> yield, Yield<int> other) { await yield(1); await other(2); }
        static async GeneratorBody One(Yield<int> yield) { await yield(1); }
        static void Main()
        {
            Probe(() => new Generator<int>(yield => { s_yield = yield; return Without(); }), forks: false);
            Probe(() => new Generator<int>(yield => Two(yield, yield)));
            Probe(() => new Generator<int>(One));
        }
        """, 1, "it takes no yield", "it takes more than one yield");

    [Fact]
    public void Asked_by_a_helper_or_of_a_wrapped_one() => Comparison.Woven("""
        record Question(string Text) : IRequest<int>;
        static Parley.CompilerServices.YieldAwaitable<object, object, int> Ask(Yield<object,
            object> yield) => yield.Ask(new Question("helper"));
        static Generator<object, object,
            int> Make() => new(async yield => await Ask(yield) + await yield.Ask(new Question("own")));
        static Generator<object, object, int> Wrapped() => new(async yield => { Yield<object, object> own = v => {
            Log("wrapped"); return yield(v); }; return await own.Ask(new Question("q")) + await own.From(Make()); });
        static void Main() { ProbeResult(Make, 1, 2); ProbeResult(Make, "wrong"); ProbeResult(Wrapped, 1, 2, 3); }
        """);

    [Fact]
    public void Function_pointers_in_generic_bodies() => Comparison.Woven("""
        static T Id<T>(T value) => Note("id", value);
        static unsafe T Apply<T>(delegate*<T, T> function, T value) => function(function(value));
        static Generator<T> Make<T>(T value) => new(async yield =>
        {
            await yield(value);
            unsafe { delegate*<T, T> f = &Id<T>; if (value is int) f = &Id<T>; value = f(value);
                value = Apply(f, value); }
            await yield(value);
        });
        static void Main() { Probe(() => Make(3)); Probe(() => Make("x")); }
        """);

    [Fact]
    public void Generic_bodies_of_many_shapes() => Comparison.Woven("""
        static T[] Array<T>(params T[] all) => all;
        static Generator<KeyValuePair<T, List<U[]>>, Dictionary<U, T>, (T?, U)> Make<T, U>(T t,
            U u) where T : notnull where U : notnull => new(async yield =>
        {
            var map = await yield(new(t, [[u], [u, u]]));
            T[,] grid = new T[2, 2]; grid[1, 1] = t;
            ref T first = ref grid[1, 1]; first = map is null ? t : map.Values.First();
            Func<T, U, (T, U)> pair = (a, b) => (a, b);
            (T A, U B) local = pair(grid[1, 1], u);
            List<Func<U>> list = [() => u];
            map = await yield(new(local.A, [Array(list[0](), local.B)]));
            Span<T> span = grid.GetLength(0) > 0 ? new T[] { t } : [];
            span[0] = local.A;
            foreach (T item in span.ToArray()) { try { map = await yield(new(item, [])); }
                catch (Exception e) when (e is Oops && typeof(T) != typeof(U)) { Log(typeof(List<T>.Enumerator)); } }
            return (map is null ? default : map.Values.FirstOrDefault(), u);
        });
        sealed class Outer<A> { public sealed class Inner<B> { public Generator<(A, B, C)> Make<C>(C c, A a, B b) {
            return new(Body); async GeneratorBody Body(Yield<(A, B, C)> yield) { var x = (a, b, c); await yield(x);
            Func<A> f = () => a; await yield((f(), b, c)); } } } }
        static void Main()
        {
            ProbeResult(() => Make("t", 1), null!, new Dictionary<int, string> { [1] = "one" });
            ProbeResult(() => Make(2.5, "u"), null!, new Dictionary<string, double> { ["x"] = 1.5 });
            Probe(() => new Outer<int>.Inner<string>().Make(2.5, 1, "b"));
                Probe(() => new Outer<string>.Inner<int>().Make("c", "a", 2));
        }
        """);

    [Fact]
    public void Other_machines_inside_of_a_body() => Comparison.Woven("""
        static Generator<int> Make() => new(async yield =>
        {
            Func<System.Threading.Tasks.Task<int>> task = async () => { await System.Threading.Tasks.Task.Yield();
                return 3; };
            await yield(task().Result);
            IEnumerable<int> Local(int n) { for (int i = 0; i < n; i++) yield return i * 2; }
            foreach (int i in Local(2)) await yield(i);
            var asynchronous = new AsyncGenerator<int>(async y => { await y(1);
                await System.Threading.Tasks.Task.Yield(); await y(2); });
            await yield(asynchronous.NextAsync().AsTask().Result);
            System.Linq.Expressions.Expression<Func<int, int>> tree = n => n + 1;
            await yield(tree.Compile()(4));
        });
        static void Main() => Probe(Make, forks: false);
        """);

    [Fact]
    public void In_an_asynchronous_generator() => Comparison.Compare("""
        static Generator<int, int, int> Inner() => new(async yield => { try { return await yield(1) + await yield(2);
            } finally { Log("inner over"); } });
        static AsyncGenerator<int, int, int> Outer() => new(async yield =>
        {
            int a = await yield.From(Inner());
            await System.Threading.Tasks.Task.CompletedTask;
            int b = await yield.From(async yield => { try { return await yield(a); } finally { Log("lambda over"); } });
            await yield.From(async yield => { await yield(b); });
            return a + b;
        });
        static void Main()
        {
            var g = Outer();
            Log(g.NextAsync().Result); foreach (int n in new[] { 10, 20, 30, 40 }) { Log(g.TrySendAsync(n).Result);
                Log(g.Current); }
            Log(g.Result);
            for (int i = 0; i < 4; i++)
            {
                var closed = Outer(); closed.NextAsync().AsTask().Wait(); for (int j = 0; j < i;
                    j++) closed.TrySendAsync(j).AsTask().Wait();
                closed.CloseAsync().AsTask().Wait(); Log(closed.State);
                var thrown = Outer(); thrown.NextAsync().AsTask().Wait(); for (int j = 0; j < i;
                    j++) thrown.TrySendAsync(j).AsTask().Wait();
                try { thrown.ThrowAsync(new Oops("x")).AsTask().Wait(); } catch (AggregateException e) {
                    Log(e.InnerException); }
            }
        }
        """);
}
