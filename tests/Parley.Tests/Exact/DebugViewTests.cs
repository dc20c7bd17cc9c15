using System.Diagnostics;
using System.Reflection;
using static Parley.GeneratorState;

namespace Parley.Tests.Exact;

// What a debugger shows: the text is "Generator", the method that the body stands in, the state; the proxy is made as a
// debugger makes it.
public class DebugViewTests
{
    [Fact]
    public void It_says_the_state_and_the_body_in_every_state()
    {
        List<string> texts = [];
        Generator<int, int, int> g = null!;
        g = new(async yield => { texts.Add($"{g}"); return await yield(1); });
        texts.Add($"{g}");
        g.Next();
        texts.Add($"{g}");
        g.TrySend(2);
        texts.Add($"{g}");
        string body = $"Generator {nameof(It_says_the_state_and_the_body_in_every_state)}";
        Assert.Equal([$"{body} (Created)", $"{body} (Running)", $"{body} (Suspended)", $"{body} (Closed)"], texts);
    }

    [Fact]
    public void It_says_the_body_after_every_way_to_end()
    {
        const string Text = "Generator Make (Closed)";
        Generator<int> Make() => new(async yield => { try { await yield(1); } finally { GC.KeepAlive(yield); } });
        Generator<int> unstarted = Make(), closed = Make().Prime(), failed = Make().Prime(), thrownInto = Make();
        unstarted.Close();
        closed.Close();
        Assert.Throws<FormatException>(() => failed.Throw(new FormatException()));
        Assert.Throws<FormatException>(() => thrownInto.Throw(new FormatException()));
        Assert.Equal([Text, Text, Text, Text], [$"{unstarted}", $"{closed}", $"{failed}", $"{thrownInto}"]);
    }

    [Fact]
    public void A_delegating_one_says_its_own_body()
    {
        Generator<int> g = new(async yield => await yield.From(new Generator<int>(OneWay)));
        g.Next();
        Assert.Equal($"Generator {nameof(A_delegating_one_says_its_own_body)} (Suspended)", $"{g}");
    }

    [Fact]
    public void The_line_of_a_generator_is_its_text() => Assert.Equal(
        "{ToString(),nq}", typeof(Generator<int, int, int>).GetCustomAttribute<DebuggerDisplayAttribute>()!.Value);

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
        static object Over(IEnumerable<string?> inner) => new Generator<string?>(yield => Local(yield, inner)).Prime();
        Generator<string?, int, int> generator = new(Named);
        string?[] values = ["a"];
        Shows(Over(generator), Suspended, nameof(Local), current: "value", inner: generator);
        Shows(Over(values), Suspended, nameof(Local), current: "a", inner: values);
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

    private static Generator<string?, int, int> Started() => new Generator<string?, int, int>(Named).Prime();
    private static async GeneratorBody<int> Named(Yield<string?, int> yield) => await yield("value");
    private static async GeneratorBody OneWay(Yield<int> yield) => await yield(1);

    private static void Shows(
        object g, GeneratorState state, string? body, object? current, object? inner = null, object? result = null)
    {
        string proxy = g.GetType().GetCustomAttribute<DebuggerTypeProxyAttribute>()!.ProxyTypeName;
        Type type = Type.GetType(proxy, throwOnError: true)!;
        object view = Activator.CreateInstance(type, g)!;
        Assert.Equal(
            [("Body", body), ("Current", current), ("Result", result), ("State", state), ("YieldingFrom", inner)],
            type.GetProperties().Select(it => (it.Name, it.GetValue(view))).OrderBy(row => row.Name));
    }
}
