namespace Parley.Tests.Async;

/// <summary>"Step into" at a call leads from the caller's line to the body's: a debugger steps through all of Parley's
/// frames between them.</summary>
public class SteppingTests
{
    private readonly DebuggerStops _stops = new();

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
                await GeneratorScope.RunAsync(Scope, async _ => _stops.Look());
                break;

            case "Trace":
                await g.Trace(_ => { }).NextAsync();
                break;

            default:
                await g.NextAsync();
                break;
        }

        _stops.CheckNone();
    }

    private AsyncGenerator<int> Scope() => new(async (yield, token) =>
    {
        _stops.Look();
        await yield(1);
        _stops.Look();
    });

    private AsyncGenerator<int, int, int> Looking() => new(async (yield, token) =>
    {
        _stops.Look();
        try
        {
            await yield(1);
            _stops.Look();
            await Task.Yield();
            _stops.Look();
            await yield(2);
        }
        catch (TimeoutException)
        {
            _stops.Look();
            await yield(3);
        }
        finally
        {
            _stops.Look();
        }

        return 0;
    });
}
