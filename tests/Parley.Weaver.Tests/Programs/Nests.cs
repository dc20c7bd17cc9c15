using System.Text;

namespace Parley.Weaver.Tests.Programs;

/// <summary>Programs of yields in nests of handlers.</summary>
internal static class Nests
{
    // {0} is what is inside, {1} a number of its own, {2} a yield's.
    private static readonly Dictionary<string, string> s_frames = new()
    {
        ["finally"] = """try { await yield({2}); {0} } finally { Log("finally {1}"); }""",
        ["finally with a yield"] = """
            try { {0} }
            finally { Log("finally {1}"); await yield({2}); Log("after {1}"); }
            """,
        ["finally that throws"] = """
            try { {0} await yield({2}); }
            finally { Log("finally {1}"); if (fails) throw new Oops("from {1}"); }
            """,
        ["catch all"] = """try { {0} await yield({2}); } catch (Exception e) { Log("{1}"); Log(e); }""",
        ["catch without a type"] = """try { {0} } catch { Log("caught {1}"); throw; }""",
        ["catch objects"] = """
            try { {0} await yield({2}); }
            catch (Exception e) when (fails) { Log("{1}"); Log(e); }
            """,
        ["catch with a yield"] = """try { {0} } catch (Oops e) { Log(e); await yield({2}); Log("{1}"); }""",
        ["catch all with a yield"] = """
            try { {0} }
            catch (Exception e) { Log(e); await yield({2}); Log("{1}"); throw; }
            """,
        ["catch others"] = """
            try { {0} await yield({2}); }
            catch (ArgumentException e) { Log("never {1}"); Log(e); }
            """,
        ["catch exits"] = """try { {0} } catch (GeneratorExitException e) { Log("{1}"); Log(e); throw; }""",
        ["swallow exits"] = """
            try { {0} }
            catch (GeneratorExitException e) { Log("{1}"); Log(e); } await yield({2});
            """,
        ["filter"] = """try { {0} } catch (Exception e) when (Note("{1} " + e.GetType().Name, false)) { }""",
        ["filter of exits"] = """
            try { {0} await yield({2}); }
            catch (Exception e) when (e is not GeneratorExitException) { Log("{1}"); Log(e); }
            """,
        ["filter with a yield behind"] = """
            try { {0} }
            catch (Oops e) when (Note("{1}", e.Message != "")) { await yield({2}); throw new Oops("other", e); }
            """,
        ["several catches"] = """
            try { {0} await yield({2}); }
            catch (ArgumentException) { Log("never {1}"); }
            catch (Oops e) when (fails) { Log(e); }
            catch (Oops) { Log("second {1}"); throw; }
            finally { Log("finally {1}"); }
            """,
        ["a type parameter"] = """try { {0} await yield({2}); } catch (TCaught e) { Log("{1}"); Log(e); }""",
        ["using"] = """using (new Resource("{1}")) { await yield({2}); {0} }""",
        ["foreach"] = """foreach (int i in Numbers({1})) { {0} await yield({2}); }""",
        ["loop"] = """
            for (int i = 0; i < 2; i++) { try { {0} if (i == 0) continue; break; }
            finally { Log("loop {1}"); } }
            """,
        ["lambda"] = """
            await yield.From(async yield => { try { {0} await yield({2}); }
            finally { Log("lambda {1}"); } });
            """,
    };

    public static IEnumerable<string> Frames => s_frames.Keys;

    /// <summary>A program that runs each of the nests, which are lists of frames from the outside in.</summary>
    public static string Program(IEnumerable<string[]> nests)
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
                static Generator<int> Make{{number}}<TCaught>(bool fails) where TCaught : Exception =>
                    new(async yield =>
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
            static IEnumerable<int> Numbers(int name) { try { yield return 1; yield return 2; } finally {
                Log($"numbers {name}"); } }
            {{methods}}
            static void Main()
            {
                {{main}}
            }
            """;
    }
}
