using System.Diagnostics;
using System.Reflection;

namespace Parley.Tests.Exact;

/// <summary>"Step into" at a call leads from the caller's line to the body's: a debugger steps through all of Parley's
/// frames between them.</summary>
public class SteppingTests
{
    private static readonly List<string> s_shown = [];

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
            Look();
            await yield(1);
            Look();
        }), _ => { Look(); }),
    };

    [Theory, MemberData(nameof(Ways))]
    public void Debugger_steps_through_to_the_body(string way)
    {
        s_shown.Clear();
        Calls[way]();
        Assert.NotEmpty(s_shown);
        string stops = string.Join("; ", s_shown.Where(frame => frame.Length > 0).Distinct());
        Assert.True(stops.Length == 0, stops);
    }

    private static Generator<int, int, int> Looking() => new(LookingBody);

    private static async GeneratorBody<int> LookingBody(Yield<int, int> yield)
    {
        Look();
        try
        {
            await yield(1);
            Look();
            await yield(2);
        }
        catch (TimeoutException)
        {
            Look();
            await yield(3);
        }
        finally
        {
            Look();
        }

        return 0;
    }

    // Notes Parley's frames that a debugger would stop in; nothing if there is none.
    private static void Look()
    {
        IEnumerable<MethodBase?> methods = new StackTrace().GetFrames().Select(frame => frame.GetMethod());
        s_shown.Add(string.Join(", ", methods.Where(Stops).Select(method => $"{method!.DeclaringType}.{method.Name}")));
    }

    private static bool Stops(MethodBase? method) => method?.DeclaringType is { } type
        && type.Assembly == typeof(Generator<>).Assembly
        && !IsThrough(method)
        && !IsThrough(type);

    private static bool IsThrough(MemberInfo member) =>
        member.IsDefined(typeof(DebuggerStepThroughAttribute), inherit: false)
        || member.IsDefined(typeof(DebuggerNonUserCodeAttribute), inherit: false)
        || member.IsDefined(typeof(DebuggerHiddenAttribute), inherit: false);
}
