namespace Parley.Analyzers.Tests.Rules;

public class PAR105Tests
{
    [Theory]
    [InlineData("{|PAR105:World.Count|} = 1;")]
    [InlineData("{|PAR105:World.Count|}++;")]
    [InlineData("{|PAR105:World.Count|} += 1;")]
    [InlineData("{|PAR105:World.Text|} ??= name;")]
    [InlineData("{|PAR105:World.Number|} = 1;")]
    [InlineData("Interlocked.Increment(ref {|PAR105:World.Count|});")]
    [InlineData("int.TryParse(name, out {|PAR105:World.Count|});")]
    [InlineData("(int x, {|PAR105:World.Count|}) = (1, 2);")]
    [InlineData("{|PAR105:World.Array|}[0] = 1;")]
    [InlineData("{|PAR105:World.List|}[0]++;")]
    [InlineData("{|PAR105:World.One|}.Own = 1;")]
    [InlineData("{|PAR105:World.Changed|} += () => { };")]
    [InlineData("void Local() => {|PAR105:World.Count|}++; Local();")]
    public Task Finds(string body) => Verify.Finds<PAR105Static>(In(body));

    [Theory]
    [InlineData("int x = World.Count + World.Number + World.Array[0];")]
    [InlineData("var one = new World(); one.Own = 1;")]
    [InlineData("await yield.From(d.Run(\"count\", async context => World.Count++));")]
    [InlineData("if (!d.IsReplaying) World.Count++;")]
    [InlineData("string text = World.Text; text += name;")]
    [InlineData("World.List.ToString();")]
    public Task Is_silent_for(string body) => Verify.Finds<PAR105Static>(In(body));

    private static string In(string body) => $$"""
        using Parley.Durable;
        World.Count++;
        Console.WriteLine(Talk(null!, ""));

        static Generator<string, string, string> Talk(Durable<string, string> d, string name) => new(async yield =>
        {
            {{body}}
            return await yield("Done?");
        });

        class World
        {
            public static int Count;
            public static int Number { get; set; }
            public static string Text = "";
            public static int[] Array = [1];
            public static List<int> List = [1];
            public static World One { get; } = new();
            public static event Action? Changed;
            public int Own { get; set; }
            static void Raise() => Changed?.Invoke();
        }
        """;
}
