namespace Parley.Weaver.Tests.Programs;

/// <summary>Where a body can stand, and how its generator is made.</summary>
public class PlaceTests
{
    [Fact]
    public void A_lambda_without_captures() => Comparison.Woven("""
        static Generator<int> Make() => new(async yield => { await yield(1); await yield(2); });
        static void Main() => Probe(Make);
        """);

    [Fact]
    public void Lambdas_that_capture() => Comparison.Woven("""
        static Generator<int> Value(int n) => new(async yield => { await yield(n); await yield(n + 1); });
        static Generator<int> Changed(int n)
        {
            int calls = 0;
            var g = new Generator<int>(async yield => { while (calls++ < n) await yield(calls); });
            calls++;
            return g;
        }
        static Generator<int> InLoop()
        {
            Generator<int>? last = null;
            for (int i = 0; i < 3; i++)
            {
                int copy = i;
                var inner = last;
                last = new(async yield => { if (inner != null) await yield.From(inner); await yield(copy * 10 + i); });
            }
            return last!;
        }
        static void Main()
        {
            Probe(() => Value(5));
            Probe(() => Changed(4));
            Probe(InLoop);
        }
        """);

    [Fact]
    public void Two_way_and_returning() => Comparison.Woven("""
        static Generator<int, string> TwoWay() => new(async yield =>
        {
            string s = await yield(1);
            Log(s);
            await yield(s?.Length ?? -1);
        });
        static Generator<int, string, double> Returning() => new(async yield =>
        {
            string s = await yield(1);
            return await yield(2) is { } t ? s.Length + t.Length / 2.0 : -1;
        });
        static Generator<string, int, (int, string)> Tuples() => new(async yield => (await yield("a"),
            "b" + await yield("c")));
        static Generator<int, int, int> Nothing() => new(async yield => 3);
        static void Main()
        {
            Probe(TwoWay, "one", "three");
            ProbeResult(Returning, "one", "three");
            ProbeResult(Tuples, 1, 2);
            ProbeResult(Nothing, 1);
        }
        """);

    [Fact]
    public void The_default_of_a_yield() => Comparison.Woven("""
        static Generator<int, int> Ints() => new(async yield => { Log(await yield()); Log(await yield()); });
        static Generator<string?> Texts() => new(async yield => { await yield("x"); await yield(); await yield("y"); });
        static Generator<(int, string?), DateTime> Structs() => new(async yield =>
        {
            Log((await yield()).Ticks);
            Log((await yield((1, "x"))).Ticks);
            Log((await yield()).Ticks);
        });
        static void Main()
        {
            Probe(Ints, 7);
            Probe(Texts);
            Probe(Structs, new DateTime(5));
        }
        """);

    [Fact]
    public void Named_bodies() => Comparison.Woven("""
        static async GeneratorBody Count(Yield<int> yield) { for (int i = 0; i < 3; i++) await yield(i); }
        static async GeneratorBody Echo(Yield<int, int> yield) { int x = await yield();
            while (x < 100) x = await yield(x * 2); }
        static async GeneratorBody<string> Name(Yield<string,
            string> yield) => await yield("first") + await yield("last");
        static Generator<int> NewGroup() => new(Count);
        static Generator<int> NewLambda() => new(yield => Count(yield));
        static void Main()
        {
            Probe(NewGroup);
            Probe(NewLambda);
            Probe(() => new Generator<int, int>(Echo), 5, 60, 100);
            ProbeResult(() => new Generator<string, string, string>(Name), "Ada", "Lovelace");
            Func<Yield<int>, GeneratorBody> kept = Count;
            Probe(() => new Generator<int>(kept));
        }
        """);

    [Fact]
    public void Create_infers_the_types() => Comparison.Woven("""
        static async GeneratorBody Count(Yield<int> yield) { await yield(1); await yield(2); }
        static void Main()
        {
            Probe(() => Generator.Create(async (Yield<int> yield) => { await yield(1); }));
            int n = 3;
            Probe(() => Generator.Create(async (Yield<int, string> yield) => { Log(await yield(n)); }), "sent");
            ProbeResult(() => Generator.Create(async (Yield<int, string> yield) => (await yield(n)).Length), "sent");
            Probe(() => Generator.Create<int>(Count));
        }
        """);

    [Fact]
    public void Local_functions_with_and_without_closures_and_nested() => Comparison.Woven("""
        static Generator<int> Outer(int n)
        {
            int total = 0;
            return new(Body);

            async GeneratorBody Body(Yield<int> yield)
            {
                await yield(n);
                await yield.From(new Generator<int>(Inner));
                Log(total);

                async GeneratorBody Inner(Yield<int> yield)
                {
                    total += n;
                    await yield(total);
                    await yield.From(new Generator<int>(Alone));
                    total++;
                }
            }

            static async GeneratorBody Alone(Yield<int> yield) { await yield(100); await yield(101); }
        }
        static Generator<int> OfStaticLocal()
        {
            return new(Alone);
            static async GeneratorBody Alone(Yield<int> yield) { await yield(1); }
        }
        static Generator<int> OfStaticLambda() => new(static async yield => { await yield(1); });
        static void Main()
        {
            Probe(() => Outer(3));
            Probe(OfStaticLocal);
            Probe(OfStaticLambda);
        }
        """);

    [Fact]
    public void Methods_of_a_class_and_of_a_struct() => Comparison.Woven("""
        sealed class Counter(int first)
        {
            private int _next = first;
            public Generator<int> Lambda() => new(async yield => { await yield(_next++); await yield(_next++); });
            public Generator<int> Named() => new(Body);
            public Generator<int> Mixed(int n) => new(async yield => { await yield(_next += n); await yield(n); });
            private async GeneratorBody Body(Yield<int> yield) { await yield(_next++); await yield(this._next++);
                Log(_next); }
        }
        struct Pair(int a, int b)
        {
            private int _a = a, _b = b;
            public Generator<int> Named() => new(Body);
            private async GeneratorBody Body(Yield<int> yield) { await yield(_a); _a = 7; await yield(_a + _b);
                Log(this); }
            public override readonly string ToString() => $"{_a}/{_b}";
        }
        static void Main()
        {
            Probe(() => new Counter(1).Lambda());
            Probe(() => new Counter(1).Named());
            Probe(() => new Counter(1).Mixed(4));
            var shared = new Counter(10);
            Probe(() => shared.Named(), forks: false);
            Probe(() => new Pair(1, 2).Named());
        }
        """);

    [Fact]
    public void Extra_parameters() => Comparison.Woven("""
        static Generator<int> Range(int from, int to) => new(yield => Body(yield, from, to));
        static async GeneratorBody Body(Yield<int> yield, int from, int to) { while (from < to) await yield(from++); }
        static Generator<string> Texts(params string[] all) => new(yield => Texts(all, yield));
        static async GeneratorBody Texts(string[] all, Yield<string> yield) {
            foreach (string text in all) await yield(text); }
        static Generator<int, int, long> Sum(in int start) { int copy = start;
            return new(yield => Sum(yield, copy, scale: 2)); }
        static async GeneratorBody<long> Sum(Yield<int, int> yield, int total,
            int scale = 1) => total + await yield(total) * (long)scale;
        static void Main()
        {
            Probe(() => Range(2, 5));
            Probe(() => Texts("a", "b"));
            ProbeResult(() => Sum(4), 6);
        }
        """);

    [Fact]
    public void Generic_methods() => Comparison.Woven("""
        static Generator<T> Twice<T>(T value) => new(async yield => { await yield(value); await yield(value); });
        static Generator<T, T> Echo<T>() => new(async yield => { T x = await yield();
            while (x is not null) x = await yield(x); });
        static Generator<T> Static<T>() where T : new() => new(async yield => { await yield(new T());
            await yield(default!); });
        static Generator<T, U, (T, U)> Both<T, U>(T first) where T : class where U : struct =>
            new(async yield => (first, await yield(first)));
        static Generator<T, T, T> Largest<T>(T least) where T : IComparable<T> => new(async yield =>
        {
            T most = least;
            for (int i = 0; i < 3; i++) { T x = await yield(most); if (x.CompareTo(most) > 0) most = x; }
            return most;
        });
        static Generator<T> Named<T>() => new(NamedBody<T>);
        static async GeneratorBody NamedBody<T>(Yield<T> yield) { await yield(default!); Log(typeof(T));
            await yield(default!); }
        static void Main()
        {
            Probe(() => Twice("x"));
            Probe(() => Twice(3));
            Probe(() => Twice((1, "two")));
            Probe(Echo<string>, "a", "b", null!);
            Probe(Echo<double>, 1.5);
            Probe(Static<object>, forks: false);
            Probe(Static<int>);
            ProbeResult(() => Both<string, long>("first"), 5L);
            ProbeResult(() => Largest("b"), "a", "c", "b");
            ProbeResult(() => Largest(1.0), 3.0, 2.0);
            Probe(Named<string>);
            Probe(Named<int>);
        }
        """);

    [Fact]
    public void Generic_types() => Comparison.Woven("""
        sealed class Tree<T>(T value, Tree<T>? left, Tree<T>? right) where T : notnull
        {
            private readonly T _value = value;
            public Generator<T> InOrder() => new(async yield =>
            {
                if (left is not null) await yield.From(left.InOrder());
                await yield(_value);
                if (right is not null) await yield.From(right.InOrder());
            });
            public Generator<T> Values() => new(Body);
            private async GeneratorBody Body(Yield<T> yield) { await yield(_value); await yield(_value); }
            public Generator<(T, U)> With<U>(U other) => new(async yield => { await yield((_value, other));
                await yield((value, other)); });
            public static Generator<T> Default() => new(async yield => { await yield(default!); });
            public struct Inner
            {
                public T Kept;
                public Generator<T> All() => new(All);
                private async GeneratorBody All(Yield<T> yield) { await yield(Kept); Log(Kept); await yield(Kept); }
                public static Generator<T, U> Echo<U>() => new(async yield => { Log(await yield(default!)); });
            }
        }
        static void Main()
        {
            Probe(() => new Tree<int>(2, new(1, null, null), new(3, null, null)).InOrder());
            Probe(() => new Tree<string>("b", new("a", null, null), null).InOrder());
            Probe(() => new Tree<string>("b", null, null).Values());
            Probe(() => new Tree<int>(1, null, null).With("x"));
            Probe(() => new Tree<string>("t", null, null).With(2.5));
            Probe(Tree<string>.Default);
            Probe(() => new Tree<int>.Inner { Kept = 5 }.All());
            Probe(Tree<string>.Inner.Echo<int>, 3);
            Probe(Tree<int>.Inner.Echo<string>, "x");
        }
        """);

    [Fact]
    public void Base_constructors() => Comparison.Woven("""
        class Numbers : Generator<int>
        {
            public Numbers() : base(Body) { }
            protected Numbers(int n) : base(async yield => { await yield(n); await yield(n * 2); }) { }
            private static async GeneratorBody Body(Yield<int> yield) { await yield(1); await yield(2); }
        }
        sealed class More(int n) : Numbers(n) { }
        sealed class Talk() : Generator<int, string, string>(async yield => await yield(1) + await yield(2));
        static void Main()
        {
            Probe<int>(() => new Numbers());
            Probe<int>(() => new More(4));
            ProbeResult(() => (Generator<int, string, string>)new Talk(), "a", "b");
        }
        """);

    [Fact]
    public void Fields_properties_and_static_initializers() => Comparison.Woven("""
        static readonly Generator<int> s_field = new(async yield => { await yield(1); await yield(2); });
        static Generator<int> Property { get => new(async yield => { await yield(3); }); }
        sealed class Holder
        {
            public readonly Generator<int> Field = new(async yield => { await yield(5); });
            public Generator<int> this[int n] => new(async yield => { await yield(n); });
            public static implicit operator Generator<int>(Holder h) => new(async yield => { await yield(6); });
            public event Func<Generator<int>> Made = () => new(async yield => { await yield(8); });
            public Generator<int> Raise() => Made();
        }
        static Generator<int> Optional(Func<Generator<int>>? make = null) => (make ?? (() => new(async yield => {
            await yield(9); })))();
        static void Main()
        {
            Log(s_field.Next()); Log(s_field.Next()); Log(s_field.MoveNext());
            Probe(() => Property);
            Probe(() => new Holder().Field);
            Probe(() => new Holder()[7]);
            Probe<int>(() => new Holder());
            Probe(() => new Holder().Raise());
            Probe(() => Optional());
            var all = new[] { new Generator<int>(async yield => { await yield(10); }), new(async yield => {
                await yield(11); }) };
            foreach (var g in all) Log(g.Next());
        }
        """);

    [Fact]
    public void Creation_in_the_middle_of_an_expression() => Comparison.Woven("""
        static string Join(string a, Generator<int> b, string c) => a + string.Join(",", b) + c;
        static Generator<int> Pick(bool first, int n) => first
            ? new(async yield => { await yield(1); await yield(n); })
            : new Generator<int>(async yield => { await yield(2); });
        static void Main()
        {
            int n = 4;
            Log(Join("<", new(async yield => { await yield(1); await yield(2); }), ">"));
            Log(Join("<", new(async yield => { await yield(n); }), ">") + Join("[", new(async yield => {
                await yield(3); }), "]"));
            Probe(() => Pick(true, 5));
            Probe(() => Pick(false, 5));
            try { Log(Join("(", new(async yield => { throw new Oops("in it"); }), ")")); } catch (Oops e) { Log(e); }
            object boxed = new Generator<int>(async yield => { await yield(n); });
            Log(string.Join(",", (IEnumerable<int>)boxed));
            Log(new Generator<int>(async yield => { await yield(n); await yield(5); }).Select(i => i * 2).ToList());
        }
        """);

    [Fact]
    public void The_same_lambda_is_made_many_times() => Comparison.Woven("""
        static Generator<int> Make() => new(async yield => { for (int i = 0; i < 3; i++) await yield(i); });
        static void Main()
        {
            Generator<int> a = Make(), b = Make();
            a.MoveNext(); a.MoveNext(); b.MoveNext();
            Log(a.Current); Log(b.Current);
            Log(ReferenceEquals(a, b)); Log(a.GetType() == b.GetType());
            Log(b.MoveNext()); Log(b.Current); Log(a.MoveNext()); Log(a.Current); Log(a.MoveNext()); Log(b.MoveNext());
        }
        """);

    [Fact]
    public void Bodies_in_bodies() => Comparison.Woven("""
        static Generator<int, int, int> Outer(int n) => new(async yield =>
        {
            int kept = await yield(n);
            int inner = await yield.From(new Generator<int, int, int>(async yield =>
            {
                int got = await yield(kept + 1);
                int deepest = await yield.From(new Generator<int, int, int>(async yield =>
                {
                    kept += got;
                    return await yield(kept) + n;
                }));
                return deepest + await yield(deepest);
            }));
            return inner + await yield(inner) + kept;
        });
        static void Main() => ProbeResult(() => Outer(3), 10, 20, 30, 40, 50);
        """);

    [Fact]
    public void Bodies_without_a_yield() => Comparison.Woven("""
        static Generator<int> Empty() => new(async yield => { });
        static Generator<int> Logs() => new(async yield => { Log("ran"); });
        static Generator<int> Throws() => new(async yield => throw new Oops("at once"));
        static Generator<int, int, string> Returns() => new(async yield => "result");
        static Generator<int, int, string> ThrowsForResult() => new(async yield => throw new Oops("no result"));
        static Generator<int> ThrowsIf(bool does) => new(async yield => { try { if (does) throw new Oops("if");
            Log("not"); } finally { Log("finally"); } });
        static void Main()
        {
            Probe(Empty); Probe(Logs); Probe(Throws);
            ProbeResult(Returns, 1); ProbeResult(ThrowsForResult, 1);
            Probe(() => ThrowsIf(true)); Probe(() => ThrowsIf(false));
        }
        """);

    [Fact]
    public void A_body_that_is_called_by_hand_or_twice() => Comparison.Woven("""
        static async GeneratorBody Body(Yield<int> yield) { Log("begins"); await yield(1); Log("goes on");
            await yield(2); }
        static void Main()
        {
            Yield<int>? kept = null;
            var g = new Generator<int>(yield => { kept = yield; Body(yield); return Body(yield); });
            Log(g.Next()); Log(g.Next());
            try { Log(new Generator<int>(yield => Body(kept!)).Next()); } catch (Exception e) { Log(e); }
            try { Log(new Generator<int>(yield => Body(null!)).Next()); } catch (Exception e) { Log(e.GetType()); }
            try { Log(new Generator<int>(yield => default).Next()); } catch (Exception e) { Log(e); }
            try { Body(null!); } catch (Exception e) { Log(e.GetType()); }
            try { new Generator<int>(null!); } catch (Exception e) { Log(e); }
        }
        """);

    // What differs: it isn't begun.
    [Fact]
    public void A_body_that_is_attached_to_another_generator_fails_at_its_first_step()
    {
        var (before, after) = Comparison.Logs("""
        static async GeneratorBody Body(Yield<int> yield) { Log("begins"); try { await yield(1); } finally {
            Log("finally"); } }
        static void Main()
        {
            GeneratorBody made = default;
            var first = new Generator<int>(yield => { made = Body(yield); return Body(yield); });
            var second = new Generator<int>(yield => made);
            try { second.MoveNext(); } catch (InvalidOperationException e) { Log(e); }
            Log(second); Log(first.Next()); Log(first);
        }
        """);
        Assert.StartsWith("begins", before, StringComparison.Ordinal);
        Assert.StartsWith("InvalidOperationException", after, StringComparison.Ordinal);
    }

    [Fact]
    public void The_body_of_an_object_that_is_null() => Comparison.Woven("""
        class Holder
        {
            public int N = 3;
            public async GeneratorBody Body(Yield<int> yield) { await yield(N); }
            public virtual async GeneratorBody Virtual(Yield<int> yield) { await yield(N + 1); }
        }
        sealed class Derived : Holder
        {
            public override async GeneratorBody Virtual(Yield<int> yield) { await yield(100);
                await yield.From(new Generator<int>(base.Virtual)); }
            public Generator<int> Base() => new(base.Virtual);
            public Generator<int> Own() => new(Virtual);
        }
        static Generator<int> Of(Holder h) => new(h.Body);
        static Generator<int> OfVirtual(Holder h) => new(h.Virtual);
        static Generator<int> OfExtension(Holder h) => new(h.Extended);
        static void Main()
        {
            foreach (Holder? h in new[] { new Holder(), new Derived(), null })
            {
                try { Log(Of(h!).ToList()); } catch (Exception e) { Log(e.GetType()); }
                try { Log(OfVirtual(h!).ToList()); } catch (Exception e) { Log(e.GetType()); }
                try { Log(OfExtension(h!).ToList()); } catch (Exception e) { Log(e.GetType()); }
            }
            Log(new Derived().Base().ToList()); Log(new Derived().Own().ToList());
        }
        static async GeneratorBody Extended(this Holder? h, Yield<int> yield) { await yield(h?.N ?? -1); }
        """);

    [Fact]
    public void A_yield_among_many_parameters() => Comparison.Woven("""
        static async GeneratorBody Fifth(int a, string b, double c, DateTime d, Yield<int> yield, int unused,
            Guid e) { await yield(a); await yield(b.Length); Log((c, d.Ticks, e)); }
        sealed class Holder { public async GeneratorBody<int> Fourth(int a, int b, int c, Yield<int,
            int> yield) => a + await yield(b) + await yield(c); }
        static void Main()
        {
            Probe(() => new Generator<int>(y => Fifth(1, "two", 3.5, new(4), y, 5, Guid.Empty)));
            ProbeResult(() => new Generator<int, int, int>(y => new Holder().Fourth(1, 2, 3, y)), 10, 20);
        }
        """);

    [Fact]
    public void Constraints_of_every_kind() => Comparison.Woven("""
        static Generator<int> Unmanaged<T>(T value) where T : unmanaged => new(async yield => {
            await yield(Unsafe.SizeOf<T>()); Log(value); });
        static Generator<T, T, T> Sum<T>() where T : System.Numerics.INumber<T> => new(async yield => {
            T sum = T.Zero; for (int i = 0; i < 3; i++) sum += await yield(sum); return sum; });
        static Generator<T> New<T>() where T : class, new() => new(async yield => { await yield(new T()); });
        static Generator<string> Names<T>() where T : struct, Enum => new(async yield => {
            foreach (T value in Enum.GetValues<T>()) await yield(value.ToString()); });
        static Generator<T> All<TList, T>(TList list) where TList : IList<T> => new(async yield => { for (int i = 0;
            i < list.Count; i++) { await yield(list[i]); list[i] = default!; } Log(list.Contains(default!)); });
        static Generator<T> Naked<T, U>(U value) where U : T => new(async yield => { await yield(value);
            T other = value; await yield(other); });
        static Generator<string> Calls<T>(T value) where T : IFormattable => new(async yield => {
            await yield(value.ToString("x", null)); value = default!;
            await yield(value?.ToString("x", null) ?? "none"); });
        static Generator<T> Disposed<T>(T value) where T : struct, IDisposable => new(async yield => { using (value) {
            await yield(value); } });
        struct Short(string name) : IDisposable { public void Dispose() { Log($"disposed {name}"); name += "!"; }
            public override string ToString() => name; }
        static void Main()
        {
            Probe(() => Unmanaged(5L)); Probe(() => Unmanaged(DayOfWeek.Monday)); ProbeResult(Sum<int>, 1, 2, 3);
                ProbeResult(Sum<double>, 0.5);
            Probe(New<List<int>>, forks: false); Probe(Names<GeneratorState>);
                Probe(() => All<List<string>, string>(["a", "b"])); Probe(() => All<int[], int>([1, 2]));
            Probe(() => Naked<object, string>("x")); Probe(() => Naked<IComparable, int>(4)); Probe(() => Calls(255));
                Probe(() => Disposed(new Short("s")));
        }
        """);

    [Fact]
    public void Interfaces_records_and_extensions() => Comparison.Woven("""
        interface ISource<T> { T First { get; } Generator<T> All() => new(async yield => { await yield(First);
            await yield(First); }); static abstract Generator<T> Make();
            static Generator<int> Static() => new(async yield => { await yield(4); }); }
        record Source(int First) : ISource<int>
        {
            public static Generator<int> Make() => new(async yield => { await yield(9); });
            Generator<int> ISource<int>.All() => new(Explicit);
            private async GeneratorBody Explicit(Yield<int> yield) { await yield(First * 2); }
        }
        record struct Plain(int First) : ISource<int> { public static Generator<int> Make() => new(Made);
            static async GeneratorBody Made(Yield<int> yield) { await yield(8); } }
        static Generator<T> Made<TSource, T>() where TSource : ISource<T> => new(async yield => {
            await yield.From(TSource.Make()); });
        static void Main()
        {
            Probe(() => ((ISource<int>)new Source(1)).All()); Probe(() => ((ISource<int>)new Plain(2)).All());
            Probe(Made<Source, int>); Probe(Made<Plain, int>); Probe(ISource<string>.Static); Probe(() => 3.Up());
                Probe(() => "ab".Twice);
        }
        }
        static class Extensions
        {
            public static Generator<int> Up(this int n) => new(async yield => { for (int i = 0; i < n;
                i++) await yield(i); });
            extension(string text) { public Generator<char> Twice => new(async yield => { await yield.From(text);
                await yield.From(text); }); }
        """);

    [Fact]
    public void A_program_that_was_compiled_for_debugging_is_left()
    {
        Outcome outcome = Comparison.Compare("""
            static Generator<int> Make(int n) => new(async yield => { try { await yield(n); } finally {
                Log("finally"); } });
            static async GeneratorBody Named(Yield<int> yield) { await yield(1); }
            static void Main() { Probe(() => Make(1)); Probe(() => new Generator<int>(Named)); }
            """, Microsoft.CodeAnalysis.OptimizationLevel.Debug);
        Assert.Equal(
            ["it was compiled for debugging", "it was compiled for debugging"],
                outcome.Bodies.Select(body => body.Reason));
    }

    [Fact]
    public void Other_state_machines_are_not_bodies()
    {
        Outcome outcome = Comparison.Compare("""
            static async System.Threading.Tasks.Task<int> Task() { await System.Threading.Tasks.Task.Yield();
                return 1; }
            static IEnumerable<int> Iterator() { yield return 1; }
            static AsyncGenerator<int> Asynchronous() => new(async yield => { await yield(1);
                await System.Threading.Tasks.Task.CompletedTask; });
            static void Main() { Log(Task().Result); Log(Iterator()); Log(Asynchronous().NextAsync().Result); }
            """);
        Assert.Empty(outcome.Bodies);
    }

    [Fact]
    public void The_names_of_bodies_are_those_of_their_methods()
    {
        Outcome outcome = Comparison.Woven("""
            static Generator<int> Make() => new(async yield => { await yield(1); });
            static async GeneratorBody Named(Yield<int> yield) { await yield(1); }
            sealed class Inner<T> { public Generator<T> All() { return new(Local);
                async GeneratorBody Local(Yield<T> yield) { await yield(default!); } } }
            static void Main() { Log(Make().Name); Log(new Generator<int>(Named).Name);
                Log(new Inner<int>().All().Name); }
            """);
        Assert.Equal("Make\nNamed\nLocal\n", outcome.Log);
        Assert.Equal(3, outcome.Bodies.Count);
        Assert.All(outcome.Bodies, body => Assert.StartsWith("Program", body.Name));
    }
}
