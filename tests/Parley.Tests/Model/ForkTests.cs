using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace Parley.Tests.Model;

public class ForkTests(ITestOutputHelper output)
{
    private const int MostForks = 5;
    private int _forks, _live;

    // PARLEY_SEED, an odd number, replays what another run has found; PARLEY_SCRIPTS is for longer runs.
    [Fact]
    public void A_fork_is_a_new_generator_that_the_same_has_been_done_to()
    {
        ulong seed = ulong.Parse(Environment.GetEnvironmentVariable("PARLEY_SEED") ?? "1957");
        int scripts = int.Parse(Environment.GetEnvironmentVariable("PARLEY_SCRIPTS") ?? "1000");
        output.WriteLine($"PARLEY_SEED={seed}");
        Replay replay = new(new Rnd(seed, 1), FSharpOption<int>.None);
        Config config = Config.QuickThrowOnFailure.WithMaxTest(scripts).WithReplay(FSharpOption<Replay>.Some(replay));
        Prop.ForAll(Script.Any, Check).Check(config);
        output.WriteLine($"{_forks} forks, {_live} of generators that haven't ended");
        Assert.True(_forks > scripts && _live > _forks / 2);
    }

    private void Check(Script script)
    {
        List<ForkRun> runs = [new(script)];
        for (int i = 0; i < script.Calls.Length; i++)
        {
            Call call = script.Calls[i];
            ForkRun run = runs[(i * 7 + call.Target) % runs.Count];
            if (runs.Count < MostForks && (i + call.Target) % 3 == 0)
            {
                _forks++;
                if (run.IsLive) _live++;
                runs.Add(run.Fork());
            }

            run.Perform(i);
            if (call.Target > 1) runs[^1].Perform(i);
        }

        foreach (ForkRun run in runs)
        {
            var replayed = new ForkRun(script);
            run.History.ForEach(replayed.Perform);
            Assert.Equal(replayed.Trace, run.Trace);
        }
    }
}
