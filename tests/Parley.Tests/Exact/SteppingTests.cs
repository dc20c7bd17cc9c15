namespace Parley.Tests.Exact;

/// <summary>"Step into" at a call leads from the caller's line to the body's: a debugger steps through all of Parley's
/// frames between them.</summary>
public class SteppingTests
{
    private static DebuggerStops s_stops = new();

    public static TheoryData<string> Ways { get; } = new(Calls.Keys);

    private static Dictionary<string, Action> Calls => new()
    {
        ["Next"] = () => Looking().Next(),
        ["MoveNext"] = () => Looking().MoveNext(),
        ["Send"] = () => Looking().Prime().Send(1),
        ["TrySend"] = () => Looking().Prime().TrySend(1),
        ["Resume"] = () => Looking().Resume(0),
        ["Throw"] = () => Looking().Prime().Throw(new TimeoutException()),
        ["Close"] = () => Looking().Prime().Close(),
        ["foreach"] = () => { foreach (int _ in Looking()) break; },
        ["LINQ"] = () => Looking().Take(2).Count(),
        ["Run"] = () => Looking().Run(value => value),
        ["Collect"] = () => Looking().Collect(),
        ["Converse"] = () => Looking().Converse(Looking()),
        ["Through"] = () => new[] { 1, 2 }.Through(Looking()).ToList(),
        ["a From"] = () => new Generator<int, int>(async yield => await yield.From(Looking())).Prime().Send(1),
        ["a body in a body"] = () =>
            new Generator<int, int>(async yield => await yield.From(LookingBody)).Prime().Send(1),
        ["SelectYield"] = () => Looking().SelectYield(value => value).Prime().Send(1),
        ["SelectSend"] = () => Looking().SelectSend((int value) => value).Prime().Send(1),
        ["Trace"] = () => Looking().Trace(_ => { }).Prime().Send(1),
        ["a fork"] = () => Looking().Prime().Fork().Send(1),
        ["a scope"] = () => GeneratorScope.Run(() => new Generator<int>(async yield =>
        {
            s_stops.Look();
            await yield(1);
            s_stops.Look();
        }), _ => { s_stops.Look(); }),
    };

    [Theory, MemberData(nameof(Ways))]
    public void Debugger_steps_through_to_the_body(string way)
    {
        s_stops = new();
        Calls[way]();
        s_stops.CheckNone();
    }

    private static Generator<int, int, int> Looking() => new(LookingBody);

    private static async GeneratorBody<int> LookingBody(Yield<int, int> yield)
    {
        s_stops.Look();
        try
        {
            await yield(1);
            s_stops.Look();
            await yield(2);
        }
        catch (TimeoutException)
        {
            s_stops.Look();
            await yield(3);
        }
        finally
        {
            s_stops.Look();
        }

        return 0;
    }
}
