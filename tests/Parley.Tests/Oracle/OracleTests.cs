using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Parley.Tests.Harness;
using Xunit;

namespace Parley.Tests.Oracle;

/// <summary>
/// CPython as the oracle: thousands of random programs, whose bodies are compiled by the C# compiler, must do exactly
/// what the same programs did in CPython 3.13. How they are made, and which deviations are named:
/// tests/oracle/make_programs.py.
/// </summary>
public class OracleTests
{
    private const int Batches = 12;

    public static TheoryData<int, OptimizationLevel> AllBatches
    {
        get
        {
            var data = new TheoryData<int, OptimizationLevel>();
            for (int i = 0; i < Batches; i++) data.Add(i, i % 2 == 0 ? OptimizationLevel.Release : OptimizationLevel.Debug);
            return data;
        }
    }

    [Theory, MemberData(nameof(AllBatches)), Row("FROM-44", "FROM-46", "FROM-47", "RUN-04", "RUN-05")]
    public void Programs_do_what_they_do_in_CPython(int batch, OptimizationLevel level)
    {
        Cast[] casts = [.. Corpus.Casts.Where(cast => cast.Number % Batches == batch)];
        var compiled = new CompiledCasts(casts, level);
        List<(Cast Cast, string Report)> differences = [];
        foreach (Cast cast in casts)
        {
            Action<Stage> make = compiled[cast];
            foreach (string[] script in cast.Scripts)
            {
                string[] trace = Replay(make, script);
                if (!trace.SequenceEqual(script)) differences.Add((cast, Report(cast, script, trace)));
            }
        }

        if (differences.Count == 0) return;
        (_, string smallest) = differences.MinBy(difference => difference.Report.Length);
        Assert.Fail($"{differences.Count} programs differ. The smallest:\n{smallest}");
    }

    private static string[] Replay(Action<Stage> make, string[] script)
    {
        var stage = new Stage(make);
        return [.. script.Select(line => Perform(stage, line[..line.IndexOf(" => ", StringComparison.Ordinal)]))];
    }

    private static string Perform(Stage stage, string call)
    {
        Match parts = Regex.Match(call, @"^(\w+)\(g(\d)(?:, (?:(\d+)|None|(\w+)\((\d*)\)))?\)$");
        int? value = parts.Groups[3].Success ? int.Parse(parts.Groups[3].Value) : null;
        Exception? thrown = parts.Groups[4].Value switch
        {
            "Fault" => new Fault(),
            "DeepFault" => new DeepFault(),
            "Mishap" => new Mishap(),
            "Leave" => new Leave(),
            "GeneratorExit" => new GeneratorExitException(),
            "Stop" => new Stop(int.Parse(parts.Groups[5].Value)),
            "StopIteration" => new StopIterationException(int.Parse(parts.Groups[5].Value)),
            _ => null,
        };
        stage.Events.Clear();
        string outcome = stage.Outcome(parts.Groups[1].Value, stage[int.Parse(parts.Groups[2].Value)], value, thrown);
        return $"{call} => {outcome} | {stage.States()} | {string.Join("; ", stage.Events)}";
    }

    private static string Report(Cast cast, string[] expected, string[] actual)
    {
        var text = new StringBuilder($"Cast {cast.Number}\n\n{cast.Python}\n{cast.ToCSharp()}\n");
        int first = expected.Zip(actual).TakeWhile(pair => pair.First == pair.Second).Count();
        foreach (string line in expected[..first]) text.Append($"  both     {line}\n");
        text.Append($"  CPython  {expected[first]}\n  Parley   {actual[first]}\n");
        return text.ToString();
    }
}
