using System.Diagnostics;
using System.Reflection;
using static Parley.GeneratorState;

namespace Parley.Tests.Exact;

// What a debugger shows: the proxy is made as a debugger makes it.
public class DebugViewTests
{
    [Fact]
    public void Before_the_start_there_is_the_body_only()
    {
        Generator<int, string> g = new(async yield => await yield(1));
        Shows(g, Created, nameof(Before_the_start_there_is_the_body_only), current: 0);
    }

    [Fact]
    public void While_it_runs_the_last_value_handed_out_stays()
    {
        const string Here = nameof(While_it_runs_the_last_value_handed_out_stays);
        Generator<int> g = null!;
        g = new(async yield =>
        {
            Shows(g, Running, Here, current: 0);
            await yield(1);
            Shows(g, Running, Here, current: 1);
        });
        Assert.Equal([1], g);
        Assert.Equal(Closed, g.State);
    }

    [Fact]
    public void While_paused_there_is_the_value() => Shows(Started(), Suspended, nameof(Named), current: "value");

    [Fact]
    public void While_it_delegates_there_is_the_inner_too()
    {
        static async GeneratorBody Local(Yield<string?> yield, IEnumerable<string?> inner) => await yield.From(inner);
        Generator<string?, int, int> inner = new(Named);
        Generator<string?> g = new(yield => Local(yield, inner));
        Shows(g.Prime(), Suspended, nameof(Local), current: "value", inner: inner);
        string?[] values = ["a"];
        g = new(yield => Local(yield, values));
        Shows(g.Prime(), Suspended, nameof(Local), current: "a", inner: values);
    }

    [Fact]
    public void After_its_return_there_is_the_result()
    {
        Generator<string?, int, int> g = Started();
        g.TrySend(7);
        Shows(g, Closed, nameof(Named), current: null, result: 7);
    }

    [Fact]
    public void After_a_close_or_a_failure_there_is_the_body_only()
    {
        Generator<string?, int, int> closed = Started(), failed = Started();
        closed.Close();
        Assert.Throws<FormatException>(() => failed.Throw(new FormatException()));
        Shows(closed, Closed, nameof(Named), current: null);
        Shows(failed, Closed, nameof(Named), current: null);
    }

    [Fact]
    public void Without_an_async_body_there_is_the_state_only() =>
        Shows(new Generator<int>(_ => default), Created, body: null, current: 0);

    [Fact]
    public void The_line_of_a_generator_is_its_text() => Assert.Equal(
        "{ToString(),nq}",
        typeof(Generator<int, int, int>).GetCustomAttribute<DebuggerDisplayAttribute>()!.Value);

    private static Generator<string?, int, int> Started() => new Generator<string?, int, int>(Named).Prime();
    private static async GeneratorBody<int> Named(Yield<string?, int> yield) => await yield("value");

    private static void Shows(
        object g,
        GeneratorState state, string? body, object? current, object? inner = null, object? result = null)
    {
        var attribute = g.GetType().GetCustomAttribute<DebuggerTypeProxyAttribute>()!;
        Type type = Type.GetType(attribute.ProxyTypeName, throwOnError: true)!;
        object view = Activator.CreateInstance(type, g)!;
        Assert.Equal(
            [("Body", body), ("Current", current), ("Result", result), ("State", state), ("YieldingFrom", inner)],
            type.GetProperties().Select(it => (it.Name, it.GetValue(view))).OrderBy(row => row.Name));
    }
}
