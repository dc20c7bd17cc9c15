using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace Parley.Tests.Model;

public class DelegationTests(ITestOutputHelper output)
{
    [Fact, Row("FROM-51")]
    public void Delegation_is_its_expansion_written_by_hand() =>
        Check(script => Same(script, ScriptRun.Trace(script, byHand: true), ScriptRun.Trace(script, byHand: false)));

    private static void Same(Script script, string[] expected, string[] actual)
    {
        int first = expected.Zip(actual).TakeWhile(pair => pair.First == pair.Second).Count();
        if (first == expected.Length) return;
        string before = string.Concat(expected[..first].Select(line => $"  both     {line}\n"));
        Assert.Fail($"\n{script}{before}  by hand  {expected[first]}\n  by From  {actual[first]}");
    }

    // PARLEY_SEED, an odd number, replays what another run has found.
    private void Check(Action<Script> property)
    {
        ulong seed = ulong.Parse(Environment.GetEnvironmentVariable("PARLEY_SEED") ?? "380");
        output.WriteLine($"PARLEY_SEED={seed}");
        Replay replay = new(new Rnd(seed, 1), FSharpOption<int>.None);
        Config config = Config.QuickThrowOnFailure.WithMaxTest(3000).WithReplay(FSharpOption<Replay>.Some(replay));
        Prop.ForAll(Script.Any, property).Check(config);
    }
}
