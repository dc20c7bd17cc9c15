namespace Parley.Weaver.Tests.Programs;

/// <summary>What is thrown in, raised to close, and thrown by bodies.</summary>
public class ExceptionTests
{
    [Fact]
    public void An_end_that_escapes() => Comparison.Woven("""
        static void End() => throw new StopIterationException("from inside");
        static Generator<int> Throws() => new(async yield => { await yield(1);
            throw new StopIterationException("thrown"); });
        static Generator<int> Calls() => new(async yield => { await yield(1); End(); await yield(2); });
        static Generator<int> Next(Generator<int> other) => new(async yield => { await yield(1);
            await yield(other.Next()); await yield(other.Next()); });
        static Generator<int> AtOnce() => new(async yield => { End(); await yield(2); });
        static Generator<int> Caught() => new(async yield => { try { await yield(1); End(); }
            catch (StopIterationException e) { Log(e); await yield(2); } });
        static Generator<int, int, int> Returning() => new(async yield => { int n = await yield(1); if (n > 1) End();
            return n; });
        static Generator<int> Inner() => new(async yield => { try { await yield.From(Throws()); }
            catch (Exception e) { Log(e); } await yield(3); });
        static Generator<int> InFinally() => new(async yield => { try { await yield(1); } finally { End(); } });
        static Generator<int> FromDispose() => new(async yield => { foreach (int i in Numbers()) await yield(i); });
        static IEnumerable<int> Numbers() { try { yield return 1; yield return 2; } finally { End(); } }
        static void Main()
        {
            Probe(Throws); Probe(Calls); Probe(() => Next(Empty())); Probe(AtOnce); Probe(Caught);
            ProbeResult(Returning, 1); ProbeResult(Returning, 2); Probe(Inner); Probe(InFinally);
                Probe(FromDispose, forks: false);
        }
        static Generator<int> Empty() => new(async yield => { });
        """);

    [Fact]
    public void Exceptions_that_no_throw_raises() => Comparison.Woven("""
        struct Value { public int X; }
        static Generator<int, int> Divide() => new(async yield => { int n = await yield(1); n = 10 / n;
            await yield(n); });
        static Generator<int, int> Index(int[] a) => new(async yield => { int n = await yield(1); n = a[n];
            await yield(n); });
        static Generator<int, int> Store(string[] a) => new(async yield => { int n = await yield(1); a[n] = "x";
            await yield(n); });
        static Generator<int, string> Null() => new(async yield => { string s = await yield(1); await yield(s.Length);
            });
        static Generator<int, int> Checked() => new(async yield => { int n = await yield(1);
            await yield(checked(n + int.MaxValue)); });
        static Generator<int, object> Unbox() => new(async yield => { object o = await yield(1); await yield((int)o);
            });
        static Generator<int, object> Cast() => new(async yield => { object o = await yield(1);
            await yield(((string)o).Length); });
        static Generator<int, int> Size() => new(async yield => { int n = await yield(1);
            await yield(new int[n].Length); });
        static Generator<int, Value[]> Element() => new(async yield => { var v = await yield(1); await yield(v[0].X);
            });
        static Generator<int, object[]> Covariant() => new(async yield => { var v = await yield(1); v[0] = 5;
            await yield(2); });
        static Generator<int, string> Substring() => new(async yield => { string s = await yield(1);
            await yield(s.Substring(2).Length); });
        static Generator<int, string> Parsed() => new(async yield => { string s = await yield(1);
            await yield(int.Parse(s)); });
        static Generator<int, long> Remainder() => new(async yield => { long n = await yield(1);
            await yield((int)(long.MinValue % n)); });
        static Generator<int, int?> Missing() => new(async yield => { int? n = await yield(1); await yield(n!.Value);
            });
        class Thing { public int X; public Thing? Next; }
        static Generator<int, Thing> Field() => new(async yield => { var t = await yield(1); await yield(t.X); });
        static Generator<int, Thing> Deep() => new(async yield => { var t = await yield(1); await yield(t.Next!.X); });
        static Generator<int, int> Static() => new(async yield => { await yield(1); await yield(Broken.Value); });
        static Generator<int, Func<int>> Calls() => new(async yield => { var f = await yield(1); await yield(f()); });
        static class Broken { public static int Value = int.Parse("x"); }
        static void Main()
        {
            Probe(Divide, 0, 1); Probe(() => Index([1]), 5); Probe(() => Index(null!), 0);
                Probe(() => Store(["a"]), -1);
            Probe(Null, null!, "a"); Probe(Checked, 5); Probe(Unbox, "x"); Probe<int, object>(Unbox, [null!]);
                Probe(Cast, 3); Probe(Size, -1);
            Probe(Element, null!, []); Probe(Covariant, new string[1]); Probe(Substring, "a"); Probe(Parsed, "x");
                Probe(Remainder, 0L, -1L);
            Probe(Missing, [null]); Probe(Static, 1); Probe(Field, null!, new()); Probe(Deep, new Thing());
                Probe(Calls, null!, () => throw new StopIterationException("from a function"));
        }
        """);

    [Fact]
    public void The_same_exception_comes_out() => Comparison.Woven("""
        static Generator<int> Plain() => new(async yield => { await yield(1); });
        static Generator<int> Finally() => new(async yield => { try { await yield(1); } finally { Log("finally"); } });
        static Generator<int> Rethrows() => new(async yield => { try { await yield(1); } catch (Exception e) { Log(e);
            throw; } });
        static Generator<int> From() => new(async yield => { await yield.From(Finally()); });
        static void Main()
        {
            foreach (var make in new[] { Plain, Finally, Rethrows, From })
            {
                foreach (Exception e in new Exception[] {
                    new Oops("x"), new GeneratorExitException(), new OperationCanceledException(),
                    new StopIterationException("y") })
                {
                    var g = make();
                    g.MoveNext();
                    try { g.Throw(e); } catch (Exception caught) { Log(ReferenceEquals(e, caught)); Log(caught); }
                    Log(g);
                }
            }
        }
        """);

    [Fact]
    public void A_handler_sees_the_same_exit_that_was_thrown() => Comparison.Woven("""
        static Generator<int> Nested(bool rethrows) => new(async yield =>
        {
            Exception? first = null;
            try
            {
                try { await yield(1); }
                catch (GeneratorExitException e) { first = e; Log("inner"); throw; }
                finally { Log("between"); }
            }
            catch (GeneratorExitException e) { Log(ReferenceEquals(first, e)); if (rethrows) throw; }
            Log("after");
        });
        static void Main() { Probe(() => Nested(true)); Probe(() => Nested(false)); }
        """);

    [Fact]
    public void Calls_on_generators_in_handlers() => Comparison.Woven("""
        static Generator<int> Inner() => new(async yield => { try { await yield(1); await yield(2); } finally {
            Log("inner over"); } });
        static Generator<int> Outer() => new(async yield =>
        {
            var inner = Inner();
            try { while (inner.MoveNext()) await yield(inner.Current); }
            catch (Oops e) { Log(inner.TryThrow(new Oops("passed on"))); Log(e); }
            finally { inner.Close(); Log(inner.State); }
        });
        static void Main() => Probe(Outer, forks: false);
        """);

    [Fact]
    public void Values_are_kept_over_handlers() => Comparison.Woven("""
        static int Add(int a, int b, int c) => a + b + c;
        static Generator<int, int, int> Make() => new(async yield =>
        {
            int a = 1, b = 2, result = 0;
            string name = "n";
            try { result = Add(a, await yield(a), b); a = result; try { b += await yield(b); } finally {
                name += a + b; } }
            catch (Oops e) { name += e.Message; result = Add(a, await yield(b), name.Length); }
            finally { Log((a, b, name, result)); }
            return result + await yield(a + b);
        });
        static void Main() => ProbeResult(Make, 10, 20, 30);
        """);

    [Fact]
    public void An_exit_raises_an_exception_only_where_something_could_catch_it()
    {
        (string before, string after) = Comparison.Logs("""
            static Generator<int> Plain() => new(async yield => { await yield(1); });
            static Generator<int> Finally() => new(async yield => { try { await yield(1); } finally {
                Note("finally", 1); } });
            static Generator<int> Using() => new(async yield => {
                using (new Resource("r")) foreach (int i in new List<int> { 1 }) await yield(i); });
            static Generator<int> Others() => new(async yield => { try { await yield(1); } catch (Oops) { }
                catch (InvalidOperationException) { } });
            static Generator<int> Chain() => new(async yield => { try { await yield.From(Finally()); } finally {
                Note("outer", 1); } });
            static Generator<int> All() => new(async yield => { try { await yield(1); } catch (Exception) { throw; } });
            static Generator<int> Exits() => new(async yield => { try { await yield(1); }
                catch (GeneratorExitException) { } });
            static Generator<int> Filter() => new(async yield => { try { await yield(1); }
                catch (Oops) when (Note("filter", true)) { } });
            static Generator<int> InFinally() => new(async yield => { try { await yield(1); } finally {
                await yield.From(Enumerable.Empty<int>()); } });
            static void Main()
            {
                foreach (var make in new[] { Plain, Finally, Using, Others, Chain, All, Exits, Filter, InFinally })
                {
                    var g = make();
                    g.MoveNext();
                    int raised = 0, thread = Environment.CurrentManagedThreadId;
                    void Count(object? sender, System.Runtime.ExceptionServices.FirstChanceExceptionEventArgs e)
                    {
                        if (e.Exception is GeneratorExitException && thread == Environment.CurrentManagedThreadId)
                            raised++;
                    }

                    AppDomain.CurrentDomain.FirstChanceException += Count;
                    g.Close();
                    AppDomain.CurrentDomain.FirstChanceException -= Count;
                    Log($"{make.Method.Name}: {raised > 0}");
                }
            }
            """);
        Assert.Equal(
            ["Plain", "Finally", "Using", "Others", "Chain"], Raising(after, false));
        Assert.Equal(["All", "Exits", "Filter", "InFinally"], Raising(after, true));
        Assert.Equal(["Plain"], Raising(before, false));

        static IEnumerable<string> Raising(string log, bool does) =>
            from line in log.Split('\n') where line.EndsWith($": {does}",
                StringComparison.Ordinal) select line.Split(':')[0];
    }
}
