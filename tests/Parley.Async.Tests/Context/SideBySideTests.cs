using System.Text;

namespace Parley.Tests.Context;

/// <summary>The same bodies and callers (Harness/Script.cs) natively and as generators: the same traces.</summary>
public class SideBySideTests
{
    [Theory, Row("NET-07")]
    [InlineData("nsnynsn", "nsmnsmnm"), InlineData("nsdnydn", "smsmsm"), InlineData("nswnynwsn", "smsmsm")]
    [InlineData("nsfnynfsn", "smsmsm"), InlineData("swnwnwnyn", "smnm")]
    public void The_body_sees_the_locals_of_each_caller_and_keeps_its_own_over_its_waits(string body, string caller) =>
        Same(body, caller);

    [Theory, InlineData("nwnynwn", "nmnmnmn"), InlineData("nfnynfn", "nmnmnmn"), InlineData("nwnynwn", "ncncncn")]
    [InlineData("nfnynfn", "ncncncn"), InlineData("nfnwnyn", "nmnm"), InlineData("nwnfnyn", "ncnm")]
    [InlineData("nfnynwn", "fnmnm"), InlineData("nwnynwn", "fncwnm")]
    public void Each_part_of_the_body_runs_where_an_await_there_comes_back(string body, string caller) =>
        Same(body, caller);

    [Theory, InlineData("nsnynsn", "nsunsunu"), InlineData("nswnynwsn", "susnsu"), InlineData("nsfnynfsn", "susmsu")]
    [InlineData("(ws)n", "u"), InlineData("ns(nwsn)nyn", "sunu")]
    public void Where_the_flow_is_suppressed_nothing_flows(string body, string caller) => Same(body, caller);

    [Theory, InlineData("n(nynwny)nyn", "nmnmnmnmn"), InlineData("n(nynfn)nyn", "nmnmnmn")]
    [InlineData("n(nynfn)nyn", "fnmnmnm"), InlineData("n(n(ynfn)nfn)nyn", "nmnmnm")]
    [InlineData("n(n(ynfn)n)nyn", "nmnmnm"), InlineData("n(n(ynwn)fn)nyn", "nmnmnm")]
    [InlineData("n(nyn)nwnyn", "nmnmnm"), InlineData("n(nynfnin)nyn", "nmnmnm")]
    [InlineData("n(nyninfn)ninyn", "nmnmnm")]
    public void Behind_a_From_the_outer_goes_on_where_an_await_would_come_back(string body, string caller) =>
        Same(body, caller);

    [Theory, InlineData("ui"), InlineData("lane"), InlineData("pool")]
    public void Any_body_of_any_caller_gives_the_same_trace(string place)
    {
        var random = new Random(1957);
        for (int i = 0; i < 1000; i++)
        {
            Same(Some(random, "nnsdiwfyy"), Some(random, "nsdiwfmmmcc"), place);
            Same(Some(random, "nnsdwfyy"), Some(random, "nsdwfmmmccu"), place);
        }
    }

    [Theory, InlineData("ui"), InlineData("lane"), InlineData("pool")]
    public void Any_bodies_that_delegate_run_where_loops_over_them_would(string place)
    {
        // All callers come back, as what an inner yields doesn't pass its outers, whose loops would come back before.
        for (int i = 0; i < 3000; i++)
        {
            var random = new Random(i);
            Same(SomeThatDelegates(random, "nnsdiwfyy"), Some(random, "nsdiwfmmmmmm"), place);

            // Where nothing flows, what awaits a call by hand sees what the native one leaves behind.
            string body = SomeThatDelegates(random, "nnsdiwfyy").Replace('{', '(').Replace('}', ')');
            Same(body, Some(random, "nsdiwfmmmmmmu"), place);
        }
    }

    [Theory, InlineData("ui"), InlineData("lane"), InlineData("pool")]
    public void Any_bodies_that_throw_and_catch_run_where_loops_over_them_would(string place)
    {
        for (int i = 0; i < 3000; i++)
        {
            var random = new Random(i);
            Same(SomeThatDelegates(random, "nnsdiwfyyt"), Some(random, "nsdiwfmmmmmm"), place);
            Same(SomeThatDelegates(random, "nswft"), Some(random, "nsdiwfmmmmmm"), place);
        }
    }

    [Theory, InlineData("<nfnt>nyn", "nmnm"), InlineData("<n(nynfst)n/nwn>nyn", "nmnmnm")]
    [InlineData("ns<[nyt]n>nyn", "nmnmnm")]
    public void Behind_a_From_that_throws_the_outer_goes_on_where_an_await_would(string body, string caller) =>
        Same(body, caller);

    [Theory, InlineData("nf(wn)nyn", "nmnm"), InlineData("nf(fn)nyn", "nmnm"), InlineData("nf(nynwn)nyn", "nmnmnm")]
    public void A_body_that_has_left_its_place_stays_away_behind_its_From(string body, string caller) =>
        Same(body, caller);

    [Theory, InlineData("ns(n)nyn", "nmnm"), InlineData("ns(nwn)nyn", "nmnm"), InlineData("ns(nyn)nyn", "nmnmnm")]
    public void What_a_body_sets_holds_over_its_From_until_its_next_yield(string body, string caller) =>
        Same(body, caller);

    private static void Same(string body, string caller) =>
        Assert.All(["ui", "lane", "pool"], place => Same(body, caller, place));

    private static void Same(string body, string caller, string place)
    {
        var (native, parley) = Script.Run(body, caller, place);
        Assert.Contains(native, line => line.StartsWith("caller", StringComparison.Ordinal));
        var lines = native.Zip(parley, (a, b) => a == b ? a : $"{a} <- native, Parley -> {b}");
        Assert.True(native.SequenceEqual(parley), $"""
            {body} called by {caller} at {place}
            {string.Join(Environment.NewLine, lines)}
            """);
    }

    private static string SomeThatDelegates(Random random, string letters, int? levels = null)
    {
        int depth = levels ?? random.Next(1, 4);
        string Inner() => SomeThatDelegates(random, letters, depth - 1);
        var body = new StringBuilder(Some(random, letters));
        for (int froms = depth == 0 ? 0 : random.Next(1, 3); froms > 0; froms--)
        {
            body.Append(random.Next(8) switch
            {
                0 or 1 => $"[{Some(random, letters.Contains('t') ? "nnsyyt" : "nnsyy")}]",
                2 or 3 => $"{{{Inner()}}}",
                4 => $"<{Inner()}>",
                _ => $"({Inner()})",
            });
            body.Append(Some(random, letters));
        }

        return random.Next(3) == 0 ? $"{body}/{Some(random, letters.Replace("y", null))}" : body.ToString();
    }

    private static string Some(Random random, string letters) =>
        string.Concat(Enumerable.Range(0, random.Next(1, 15)).Select(_ => letters[random.Next(letters.Length)]));
}
