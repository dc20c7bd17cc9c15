using System.Diagnostics;
using System.Reflection;

namespace Parley.Tests.Async;

/// <summary>"Step into" at a call leads from the caller's line to the body's: a debugger steps through all of Parley's
/// frames between them.</summary>
public class SteppingTests
{
    private readonly List<string> _shown = [];

    public static TheoryData<string> Ways { get; } =
    [
        "NextAsync", "SendAsync", "ThrowAsync", "CloseAsync", "await foreach", "RunAsync", "a From", "a scope", "Trace",
    ];

    [Theory, MemberData(nameof(Ways))]
    public async Task Debugger_steps_through_to_the_body(string way)
    {
        var g = Looking();
        switch (way)
        {
            case "SendAsync":
                await g.NextAsync();
                await g.SendAsync(1);
                break;

            case "ThrowAsync":
                await g.NextAsync();
                await g.ThrowAsync(new TimeoutException());
                break;

            case "CloseAsync":
                await g.NextAsync();
                await g.CloseAsync();
                break;

            case "await foreach":
                await foreach (int _ in g) { }
                break;

            case "RunAsync":
                await g.RunAsync(async value => value);
                break;

            case "a From":
                await new AsyncGenerator<int, int>(async yield => await yield.From(g)).NextAsync();
                break;

            case "a scope":
                await GeneratorScope.RunAsync(
                    () => new AsyncGenerator<int>(async (yield, token) => { Look(); await yield(1); Look(); }),
                    async _ => Look());
                break;

            case "Trace":
                await g.Trace(_ => { }).NextAsync();
                break;

            default:
                await g.NextAsync();
                break;
        }

        Assert.NotEmpty(_shown);
        string stops = string.Join("; ", _shown.Where(frame => frame.Length > 0).Distinct());
        Assert.True(stops.Length == 0, stops);
    }

    private AsyncGenerator<int, int, int> Looking() => new(async (yield, token) =>
    {
        Look();
        try
        {
            await yield(1);
            Look();
            await Task.Yield();
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
    });

    // Notes Parley's frames that a debugger would stop in; nothing if there is none.
    private void Look()
    {
        IEnumerable<MethodBase?> methods = new StackTrace().GetFrames().Select(frame => frame.GetMethod());
        _shown.Add(string.Join(", ", methods.Where(Stops).Select(method => $"{method!.DeclaringType}.{method.Name}")));
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
