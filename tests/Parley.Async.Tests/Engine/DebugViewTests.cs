using System.Diagnostics;
using System.Reflection;

namespace Parley.Tests.Engine;

public class DebugViewTests
{
    [Fact]
    public async Task Text_is_its_kind_the_method_that_its_body_stands_in_and_its_state()
    {
        var gate = new Gate();
        const string Name = "AsyncGenerator Text_is_its_kind_the_method_that_its_body_stands_in_and_its_state";
        var g = new AsyncGenerator<int>(async yield => { await yield(1); await gate; });
        Assert.Equal($"{Name} (Created)", g.ToString());
        await g.MoveNextAsync();
        Assert.Equal($"{Name} (Suspended)", g.ToString());
        var end = g.MoveNextAsync();
        Assert.Equal($"{Name} (Running)", g.ToString());
        Assert.False(await gate.Through(end));
        Assert.Equal($"{Name} (Closed)", g.ToString());
        Assert.Equal("AsyncGenerator Named (Created)", new AsyncGenerator<int>(Named).ToString());
        AsyncGenerator<int> Local() => new(async (yield, token) => { await gate; await yield(1); });
        Assert.Equal("AsyncGenerator Local (Created)", Local().ToString());
    }

    [Fact]
    public async Task Debugger_shows_where_it_stands()
    {
        const string Body = nameof(Debugger_shows_where_it_stands);
        var inner = new AsyncGenerator<int, int, string>(async yield => { await yield(1); return "done"; });
        var outer = new AsyncGenerator<int, int, string>(async yield => await yield.From(inner));
        await outer.NextAsync();
        Assert.Equal(
            [("State", Suspended), ("Body", Body), ("Current", 1), ("YieldingFrom", inner), ("Result", null)],
            Shown(outer));
        Assert.False(await outer.MoveNextAsync());
        Assert.Equal(
            [("State", Closed), ("Body", Body), ("Current", 0), ("YieldingFrom", null), ("Result", "done")],
            Shown(outer));
    }

    private static async AsyncGeneratorBody Named(Yield<int> yield) => await yield(1);

    // As a debugger does it: by the attributes.
    private static List<(string Name, object? Value)> Shown<TYield>(AsyncGenerator<TYield> generator)
    {
        Assert.Equal("{ToString(),nq}", generator.GetType().GetCustomAttribute<DebuggerDisplayAttribute>()!.Value);
        var attribute = generator.GetType().GetCustomAttribute<DebuggerTypeProxyAttribute>()!;
        object view = Activator.CreateInstance(Type.GetType(attribute.ProxyTypeName, throwOnError: true)!, generator)!;
        return [.. view.GetType().GetProperties().Select(property => (property.Name, property.GetValue(view)))];
    }
}
