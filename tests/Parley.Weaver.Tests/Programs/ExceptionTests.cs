using System.Text;

namespace Parley.Weaver.Tests.Programs;

/// <summary>What is thrown in, raised to close, and thrown by bodies, in every nest of handlers.</summary>
public class ExceptionTests
{
    // {0} is what is inside, {1} a number of its own, {2} a yield's.
    private static readonly Dictionary<string, string> s_frames = new()
    {
        ["finally"] = """try { await yield({2}); {0} } finally { Log("finally {1}"); }""",
        ["finally with a yield"] = """try { {0} } finally { Log("finally {1}"); await yield({2}); Log("after {1}"); }""",
        ["finally that throws"] = """try { {0} await yield({2}); } finally { Log("finally {1}"); if (fails) throw new Oops("from {1}"); }""",
        ["catch all"] = """try { {0} await yield({2}); } catch (Exception e) { Log("{1}"); Log(e); }""",
        ["catch without a type"] = """try { {0} } catch { Log("caught {1}"); throw; }""",
        ["catch objects"] = """try { {0} await yield({2}); } catch (Exception e) when (fails) { Log("{1}"); Log(e); }""",
        ["catch with a yield"] = """try { {0} } catch (Oops e) { Log(e); await yield({2}); Log("{1}"); }""",
        ["catch all with a yield"] = """try { {0} } catch (Exception e) { Log(e); await yield({2}); Log("{1}"); throw; }""",
        ["catch others"] = """try { {0} await yield({2}); } catch (ArgumentException e) { Log("never {1}"); Log(e); }""",
        ["catch exits"] = """try { {0} } catch (GeneratorExitException e) { Log("{1}"); Log(e); throw; }""",
        ["swallow exits"] = """try { {0} } catch (GeneratorExitException e) { Log("{1}"); Log(e); } await yield({2});""",
        ["filter"] = """try { {0} } catch (Exception e) when (Note("{1} " + e.GetType().Name, false)) { }""",
        ["filter of exits"] = """try { {0} await yield({2}); } catch (Exception e) when (e is not GeneratorExitException) { Log("{1}"); Log(e); }""",
        ["filter with a yield behind"] = """try { {0} } catch (Oops e) when (Note("{1}", e.Message != "")) { await yield({2}); throw new Oops("other", e); }""",
        ["several catches"] = """try { {0} await yield({2}); } catch (ArgumentException) { Log("never {1}"); } catch (Oops e) when (fails) { Log(e); } catch (Oops) { Log("second {1}"); throw; } finally { Log("finally {1}"); }""",
        ["a type parameter"] = """try { {0} await yield({2}); } catch (TCaught e) { Log("{1}"); Log(e); }""",
        ["using"] = """using (new Resource("{1}")) { await yield({2}); {0} }""",
        ["foreach"] = """foreach (int i in Numbers({1})) { {0} await yield({2}); }""",
        ["loop"] = """for (int i = 0; i < 2; i++) { try { {0} if (i == 0) continue; break; } finally { Log("loop {1}"); } }""",
        ["lambda"] = """await yield.From(async yield => { try { {0} await yield({2}); } finally { Log("lambda {1}"); } });""",
    };

    public static TheoryData<string> Frames => [.. s_frames.Keys];

    [Theory]
    [MemberData(nameof(Frames))]
    public void Two_nested_handlers(string outer) => Comparison.Woven(Program(
        from inner in s_frames.Keys select new[] { outer, inner }));

    [Theory]
    [InlineData("finally")]
    [InlineData("catch all")]
    [InlineData("catch with a yield")]
    [InlineData("finally with a yield")]
    [InlineData("filter of exits")]
    [InlineData("using")]
    public void Three_nested_handlers(string outer)
    {
        string[] some = ["finally", "catch all", "catch with a yield", "finally with a yield", "filter", "using"];
        Comparison.Woven(Program(
            from middle in some
            from inner in some
            where middle != inner
            select new[] { outer, middle, inner }));
    }

    private static string Program(IEnumerable<string[]> nests)
    {
        StringBuilder methods = new(), main = new();
        int number = 0;
        foreach (string[] nest in nests)
        {
            number++;
            string body = "Log(\"innermost\"); await yield(1); Log(\"between\"); await yield(2);";
            for (int i = nest.Length; i-- > 0;)
                body = s_frames[nest[i]].Replace("{1}", $"{i}").Replace("{2}", $"{i + 10}").Replace("{0}", body)
                    .Replace(" e)", $" e{i})").Replace("Log(e)", $"Log(e{i})").Replace("(e ", $"(e{i} ")
                    .Replace("e.", $"e{i}.").Replace(", e)", $", e{i})").Replace("int i ", $"int i{i} ")
                    .Replace("i < 2; i++", $"i{i} < 2; i{i}++").Replace("(i == 0)", $"(i{i} == 0)");
            methods.AppendLine($$"""
                static Generator<int> Make{{number}}<TCaught>(bool fails) where TCaught : Exception => new(async yield =>
                {
                    Log("begins");
                    {{body}}
                    Log("ends");
                });
                """);
            main.AppendLine($"""Log("# {string.Join(" > ", nest)}");""");
            main.AppendLine($"Probe(() => Make{number}<Oops>(false), forks: false);");
            main.AppendLine($"Probe(() => Make{number}<Exception>(true), forks: false);");
        }

        return $$"""
            sealed class Oops(string message, Exception? inner = null) : Exception(message, inner);
            static IEnumerable<int> Numbers(int name) { try { yield return 1; yield return 2; } finally { Log($"numbers {name}"); } }
            {{methods}}
            static void Main()
            {
                {{main}}
            }
            """;
    }

    [Fact]
    public void An_end_that_escapes() => Comparison.Woven("""
        static void End() => throw new StopIterationException("from inside");
        static Generator<int> Throws() => new(async yield => { await yield(1); throw new StopIterationException("thrown"); });
        static Generator<int> Calls() => new(async yield => { await yield(1); End(); await yield(2); });
        static Generator<int> Next(Generator<int> other) => new(async yield => { await yield(1); await yield(other.Next()); await yield(other.Next()); });
        static Generator<int> AtOnce() => new(async yield => { End(); await yield(2); });
        static Generator<int> Caught() => new(async yield => { try { await yield(1); End(); } catch (StopIterationException e) { Log(e); await yield(2); } });
        static Generator<int, int, int> Returning() => new(async yield => { int n = await yield(1); if (n > 1) End(); return n; });
        static Generator<int> Inner() => new(async yield => { try { await yield.From(Throws()); } catch (Exception e) { Log(e); } await yield(3); });
        static Generator<int> InFinally() => new(async yield => { try { await yield(1); } finally { End(); } });
        static Generator<int> FromDispose() => new(async yield => { foreach (int i in Numbers()) await yield(i); });
        static IEnumerable<int> Numbers() { try { yield return 1; yield return 2; } finally { End(); } }
        static void Main()
        {
            Probe(Throws); Probe(Calls); Probe(() => Next(Empty())); Probe(AtOnce); Probe(Caught);
            ProbeResult(Returning, 1); ProbeResult(Returning, 2); Probe(Inner); Probe(InFinally); Probe(FromDispose, forks: false);
        }
        static Generator<int> Empty() => new(async yield => { });
        """);

    [Fact]
    public void Exceptions_that_no_throw_raises() => Comparison.Woven("""
        struct Value { public int X; }
        static Generator<int, int> Divide() => new(async yield => { int n = await yield(1); n = 10 / n; await yield(n); });
        static Generator<int, int> Index(int[] a) => new(async yield => { int n = await yield(1); n = a[n]; await yield(n); });
        static Generator<int, int> Store(string[] a) => new(async yield => { int n = await yield(1); a[n] = "x"; await yield(n); });
        static Generator<int, string> Null() => new(async yield => { string s = await yield(1); await yield(s.Length); });
        static Generator<int, int> Checked() => new(async yield => { int n = await yield(1); await yield(checked(n + int.MaxValue)); });
        static Generator<int, object> Unbox() => new(async yield => { object o = await yield(1); await yield((int)o); });
        static Generator<int, object> Cast() => new(async yield => { object o = await yield(1); await yield(((string)o).Length); });
        static Generator<int, int> Size() => new(async yield => { int n = await yield(1); await yield(new int[n].Length); });
        static Generator<int, Value[]> Element() => new(async yield => { var v = await yield(1); await yield(v[0].X); });
        static Generator<int, object[]> Covariant() => new(async yield => { var v = await yield(1); v[0] = 5; await yield(2); });
        static Generator<int, string> Substring() => new(async yield => { string s = await yield(1); await yield(s.Substring(2).Length); });
        static Generator<int, string> Parsed() => new(async yield => { string s = await yield(1); await yield(int.Parse(s)); });
        static Generator<int, long> Remainder() => new(async yield => { long n = await yield(1); await yield((int)(long.MinValue % n)); });
        static Generator<int, int?> Missing() => new(async yield => { int? n = await yield(1); await yield(n!.Value); });
        static Generator<int, int> Static() => new(async yield => { await yield(1); await yield(Broken.Value); });
        static Generator<int, Func<int>> Calls() => new(async yield => { var f = await yield(1); await yield(f()); });
        static class Broken { public static int Value = int.Parse("x"); }
        static void Main()
        {
            Probe(Divide, 0, 1); Probe(() => Index([1]), 5); Probe(() => Index(null!), 0); Probe(() => Store(["a"]), -1);
            Probe(Null, null!, "a"); Probe(Checked, 5); Probe(Unbox, "x"); Probe<int, object>(Unbox, [null!]); Probe(Cast, 3); Probe(Size, -1);
            Probe(Element, null!, []); Probe(Covariant, new string[1]); Probe(Substring, "a"); Probe(Parsed, "x"); Probe(Remainder, 0L, -1L);
            Probe(Missing, [null]); Probe(Static, 1); Probe(Calls, null!, () => throw new StopIterationException("from a function"));
        }
        """);

    [Fact]
    public void The_same_exception_comes_out() => Comparison.Woven("""
        static Generator<int> Plain() => new(async yield => { await yield(1); });
        static Generator<int> Finally() => new(async yield => { try { await yield(1); } finally { Log("finally"); } });
        static Generator<int> Rethrows() => new(async yield => { try { await yield(1); } catch (Exception e) { Log(e); throw; } });
        static Generator<int> From() => new(async yield => { await yield.From(Finally()); });
        static void Main()
        {
            foreach (var make in new[] { Plain, Finally, Rethrows, From })
            {
                foreach (Exception e in new Exception[] { new Oops("x"), new GeneratorExitException(), new OperationCanceledException(), new StopIterationException("y") })
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
        static Generator<int> Inner() => new(async yield => { try { await yield(1); await yield(2); } finally { Log("inner over"); } });
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
            try { result = Add(a, await yield(a), b); a = result; try { b += await yield(b); } finally { name += a + b; } }
            catch (Oops e) { name += e.Message; result = Add(a, await yield(b), name.Length); }
            finally { Log((a, b, name, result)); }
            return result + await yield(a + b);
        });
        static void Main() => ProbeResult(Make, 10, 20, 30);
        """);
}
