using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Parley.Tests.Oracle;

/// <summary>Runs programs, and compares what they do with what they did in CPython.</summary>
internal static class Replay
{
    /// <summary>Fails with the smallest of the programs that differ.</summary>
    public static void Check(Cast[] casts, OptimizationLevel level)
    {
        var compiled = new CompiledCasts(casts, level);
        List<string> differences = [];
        foreach (Cast cast in casts)
        {
            Action<Stage> make = compiled[cast];
            foreach (string[] script in cast.Scripts)
            {
                string[] trace = Run(make, script);
                if (!trace.SequenceEqual(script)) differences.Add(Report(cast, script, trace));
            }
        }
        if (differences.Count == 0) return;
        string smallest = differences.MinBy(report => report.Length)!;
        Assert.Fail($"{differences.Count} programs differ. The smallest:\n{smallest}");
    }

    private static string[] Run(Action<Stage> make, string[] script)
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
            "Fault" => new Fault(), "DeepFault" => new DeepFault(),
            "Mishap" => new Mishap(), "Leave" => new Leave(),
            "GeneratorExit" => new GeneratorExitException(),
            "Stop" => new Stop(int.Parse(parts.Groups[5].Value)),
            "StopIteration" => StopIterationException.FromValue(int.Parse(parts.Groups[5].Value)),
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
