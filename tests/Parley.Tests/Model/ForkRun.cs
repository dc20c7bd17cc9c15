using Parley.Tests.Oracle;

namespace Parley.Tests.Model;

/// <summary>A generator that makes the generators of a script, over its own variables, and calls them as it is told,
/// until it delegates to the first. It can be forked at any time.</summary>
internal sealed class ForkRun
{
    private readonly Script _script;
    private readonly List<string> _events;
    private readonly Returning _world;

    public ForkRun(Script script)
    {
        _script = script;
        _events = [];
        _ = new Stage(static _ => { }); // numbers the exceptions
        _world = World();
        Trace.Add(Outcome("Next", 0, Thrown.Fault));
    }

    private ForkRun(ForkRun other)
    {
        (_script, _events, _world) = (other._script, other._events, other._world.Fork());
        (Trace, History) = ([.. other.Trace], [.. other.History]);
    }

    /// <summary>What came of each call, and what the bodies noted meanwhile.</summary>
    public List<string> Trace { get; } = [];

    /// <summary>The calls that have been made, by their numbers.</summary>
    public List<int> History { get; } = [];

    public bool IsLive => _world.State == GeneratorState.Suspended;
    public ForkRun Fork() => new(this);

    /// <summary>Makes a call of the script.</summary>
    public void Perform(int number)
    {
        Call call = _script.Calls[number];
        History.Add(number);
        bool delegates = _world.YieldingFrom is not null;
        (string verb, int value) = (delegates, call.Verb, call.Target) switch
        {
            (false, Verb.Next, 0) => ("Next", 0), // begins to delegate
            (false, Verb.Close, 0) => ("Close", 0),
            (false, _, _) => ("Send", number),
            _ => ($"{call.Verb}", 1000 + number),
        };
        Trace.Add(Outcome(verb, value, call.Thrown));
    }

    private string Outcome(string verb, int value, Thrown thrown)
    {
        _events.Clear();
        string outcome = Outcomes.Of(verb, _world, value, thrown.Make());
        return $"{outcome} | {_world.State} {_world.Current} | {string.Join("; ", _events)}";
    }

    private Returning World() => new(async yield =>
    {
        Returning? g0 = null, g1 = null, g2 = null, g3 = null;
        int yielded = 0;
        g0 = new(yield => Body(yield, _script.Bodies[0]));
        g1 = new(yield => Body(yield, _script.Bodies[1 % _script.Bodies.Length]));
        g2 = new(yield => Body(yield, _script.Bodies[2 % _script.Bodies.Length]));
        g3 = new(yield => Body(yield, _script.Bodies[3 % _script.Bodies.Length]));
        while (await yield(yielded) is { } number)
        {
            Call call = _script.Calls[number];
            Returning target = Target(call.Target);
            bool isNew = target.State == GeneratorState.Created;
            _events.Add(Outcomes.Of(isNew ? "Next" : $"{call.Verb}", target, number, call.Thrown.Make()));
            _events.Add(States());
        }

        return await yield.From(g0);

        Returning Target(int number) => (number % 4) switch { 0 => g0!, 1 => g1!, 2 => g2!, _ => g3! };
        string States() => $"{g0!.State} {g1!.State} {g2!.State} {g3!.State} {g0.Current} {g1.Current}";

        async ReturningBody Body(Yield<int, int?> yield, Part[] parts)
        {
            foreach (Part part in parts)
            {
                try
                {
                    if (part.Act == Act.Yield) { _events.Add($"{await yield(++yielded)}"); }
                    else if (part.Act == Act.Delegate) { _events.Add($"{await yield.From(Target(part.Target))}"); }
                    else if (part.Act == Act.Raise) { throw part.Thrown.Make(); }
                    else if (part.Act == Act.Look) { _events.Add(States()); }
                    else
                    {
                        _events.Add(Outcomes.Of($"{part.Act}", Target(part.Target), 100, part.Thrown.Make()));
                    }
                }
                catch (Exception e) when (part.Guard.Catches(e))
                {
                    _events.Add(e.GetType().Name);
                    if (part.Answer == Answer.Yield) { _events.Add($"{await yield(++yielded)}"); }
                    else if (part.Answer == Answer.Rethrow) { throw; }
                    else if (part.Answer == Answer.Replace) { throw new Mishap(); }
                    else if (part.Answer == Answer.Return) { return ++yielded; }
                }
                finally
                {
                    if (part.YieldsAtLast) { _events.Add($"{await yield(++yielded)}"); }
                }
            }

            return ++yielded;
        }
    });
}
