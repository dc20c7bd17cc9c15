using System.Globalization;

namespace Parley.Tests.Oracle;

/// <summary>What a program is run on: the generators of one cast, the log of what happens in and around them, and what
/// its bodies call. tests/oracle/stage.py is the same thing in Python.</summary>
public sealed class Stage
{
    [ThreadStatic]
    private static Stage? t_current;

    private readonly List<Plain> _generators = [];
    private readonly List<Exception> _exceptions = [];
    private bool _tries;

    public Stage(Action<Stage> cast) { t_current = this; cast(this); }

    public static Stage Current => t_current!;
    public List<string> Events { get; } = [];
    public int Feeds { get; set; }
    public Plain this[int index] => _generators[index];
    public void Add(Plain generator) => _generators.Add(generator);

    // ---- What bodies call ----

    public static int Twist(int? x) => x is { } value ? (value % 90) + 900 : 900;
    public static int Add(int? x, int? y) => (x ?? 0) + (y ?? 0);
    public void Log(int? value) => Events.Add(Text(value));
    public void Log(string value) => Events.Add(value);
    public void Caught(Exception exception) => Events.Add(Describe(exception));
    public void Look() => Events.Add(States());
    public void TryNext(Plain generator) => Events.Add(Outcome("next", generator));
    public void TrySend(Sending generator, int? value) => Events.Add(Outcome("send", generator, value));
    public void TryThrow(Plain generator, Exception e) => Events.Add(Outcome("throw", generator, null, e));
    public void TryClose(Plain generator) => Events.Add(Outcome("close", generator));

    // ---- What is written down ----

    /// <summary>Makes the call, every other one in the form that reports the end without an exception.</summary>
    public string Outcome(string call, Plain generator, int? value = null, Exception? thrown = null)
    {
        bool ended = generator.State == GeneratorState.Closed;
        _tries = !_tries;
        try
        {
            bool yielded = true;
            switch (call, _tries)
            {
                case ("next", true): yielded = generator.MoveNext(); break;
                case ("send", true): yielded = ((Sending)generator).TrySend(value); break;
                case ("throw", true): yielded = generator.TryThrow(thrown!); break;
                case ("next", false): return Text(generator.Next());
                case ("send", false): return Text(((Sending)generator).Send(value));
                case ("throw", false): return Text(generator.Throw(thrown!));
                case ("close", true): generator.Close(); return Text(ended ? null : Result(generator));
                case ("close", false): generator.Dispose(); return Text(ended ? null : Result(generator));
            }
            return yielded ? Text(generator.Current) : $"end {Text(ended ? null : Result(generator))}";
        }
        catch (StopIterationException end) when (end != thrown) { return $"end {Text((int?)end.Value)}"; }
        catch (Exception e) { return Describe(e); }
    }

    public int Number(Exception exception)
    {
        int known = _exceptions.FindIndex(other => ReferenceEquals(other, exception));
        if (known >= 0) return known;
        _exceptions.Add(exception);
        return _exceptions.Count - 1;
    }

    public string States() => string.Join(' ', _generators.Select(State));

    private static int? Result(Plain generator) =>
        generator is Returning returning && returning.TryGetResult(out int? result) ? result : null;

    private static string Text(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "None";

    private string Describe(Exception exception)
    {
        string name = exception switch
        {
            Fault or Mishap or Stop or Leave => exception.GetType().Name,
            GeneratorExitException => "GeneratorExit",
            StopIterationException end => $"StopIteration({Text((int?)end.Value)})",
            InvalidOperationException => Misuse(exception.Message),
            _ => exception.ToString(),
        };
        string text = $"!{name}#{Number(exception)}";

        // Only here Python has a __cause__. Elsewhere, it has the inner exception as its __context__.
        return name == "raised" ? $"{text}<{Describe(exception.InnerException!)}" : text;
    }

    private static string Misuse(string message) =>
        message.Contains("already executing", StringComparison.Ordinal) ? "executing"
        : message.Contains("ignored GeneratorExit", StringComparison.Ordinal) ? "ignored"
        : message.Contains("raised StopIteration", StringComparison.Ordinal) ? "raised"
        : message.Contains("just-started generator", StringComparison.Ordinal) ? "unstarted"
        : message.Contains("has no send", StringComparison.Ordinal) ? "unsendable"
        : message;

    private string State(Plain generator)
    {
        string text = generator.State switch
        {
            GeneratorState.Created => "C", GeneratorState.Running => "R",
            GeneratorState.Suspended => "S", GeneratorState.Closed => "X",
            var other => other.ToString(),
        };
        text += generator.YieldingFrom switch
        {
            null => "",
            Plain inner => $">{_generators.IndexOf(inner)}",
            int[] => ">L",
            var other => $">{other}",
        };
        return generator is Returning r && r.TryGetResult(out int? result) ? $"{text}={Text(result)}" : text;
    }
}
