namespace Parley.Tests.Exact;

// "Generator", the method that the body stands in, the state.
public class ToStringTests
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
        const string Text = $"Generator {nameof(It_says_the_body_after_every_way_to_end)} (Closed)";
        Generator<int> Make() => new(async yield =>
        {
            try { await yield(1); }
            finally { GC.KeepAlive(yield); }
        });
        Generator<int> unstarted = Make(), closed = Make(), failed = Make(), thrownInto = Make();
        unstarted.Close();
        closed.Next();
        closed.Close();
        failed.Next();
        Assert.Throws<FormatException>(() => failed.Throw(new FormatException()));
        Assert.Throws<FormatException>(() => thrownInto.Throw(new FormatException()));
        Assert.Equal([Text, Text, Text, Text], [$"{unstarted}", $"{closed}", $"{failed}", $"{thrownInto}"]);
    }

    [Fact]
    public void A_delegating_one_says_its_own_body()
    {
        Generator<int> g = new(async yield => await yield.From(new Generator<int>(Named)));
        g.Next();
        Assert.Equal($"Generator {nameof(A_delegating_one_says_its_own_body)} (Suspended)", $"{g}");
    }

    [Fact]
    public void The_body_is_the_method_local_function_or_surrounding_method()
    {
        const string Here = nameof(The_body_is_the_method_local_function_or_surrounding_method);
        static async GeneratorBody Local(Yield<int> yield) => await yield(1);
        static Generator<int> Inside() => new(async yield => await yield(1));
        static async GeneratorBody Generic<T>(Yield<T> yield) => await yield();
        Func<Generator<int>> nested = () => new(async yield => await yield(1));
        Assert.All(
            new (string Body, Generator<int> Generator)[]
            {
                ("Local", new(Local)), ("Generic", new(Generic)),
                ("Named", new(Named)), ("NamedGeneric", new(NamedGeneric)), ("Named", new(new Holder<int>().Named)),
                (Here, nested()), (Here, Inside()), ("get_Property", new Holder<int>().Property),
            },
            row => Assert.Equal($"Generator {row.Body} (Created)", $"{row.Generator}"));
    }

    private static async GeneratorBody Named(Yield<int> yield) => await yield(1);
    private static async GeneratorBody NamedGeneric<T>(Yield<T> yield) => await yield();

    private sealed class Holder<T>
    {
        public Generator<T> Property => new(async yield => await yield());
        public async GeneratorBody Named(Yield<T> yield) => await yield();
    }
}
