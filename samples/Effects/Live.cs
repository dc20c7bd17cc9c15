using System.Diagnostics;

namespace Effects;

/// <summary>Answers requests by the real world.</summary>
public sealed class Live(TextReader input, TextWriter output, string file)
{
    /// <summary>Answers a request.</summary>
    public object Answer(Request request) => request switch
    {
        ReadClock => DateTimeOffset.Now,
        RandomInt(var below) => Random.Shared.Next(below),
        Confirm(var question) => Confirm(question),
        Save(var line) => Save(line),
        _ => throw new UnreachableException($"Nobody has said how to answer {request}."),
    };

    private bool Confirm(string question)
    {
        while (true)
        {
            output.WriteLine($"{question} (yes, no)");
            switch (input.ReadLine()?.Trim().ToLowerInvariant())
            {
                case "yes": return true;
                case "no": return false;
                case null: throw new EndOfStreamException("the input ends before the last answer.");
            }
        }
    }

    private int Save(string line)
    {
        File.AppendAllLines(file, [line]);
        return File.ReadLines(file).Count();
    }
}
