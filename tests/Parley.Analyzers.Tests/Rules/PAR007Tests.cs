namespace Parley.Analyzers.Tests.Rules;

public class PAR007Tests
{
    [Theory]
    [InlineData("foreach (int x in g) { } {|PAR007:g|}.Next();")]
    [InlineData("foreach (int x in g) break; foreach (int x in {|PAR007:g|}) { }")]
    [InlineData("int first = g.First(); {|PAR007:g|}.Next();")]
    [InlineData("foreach (int x in g.Take(3)) { } bool more = {|PAR007:g|}.MoveNext();")]
    [InlineData("var some = g.Where(x => x > 1).ToList(); int count = {|PAR007:g|}.Count();")]
    [InlineData("using (g) { g.Next(); } {|PAR007:g|}.Next();")]
    [InlineData("Console.WriteLine(g.First()); if (g.State == 0) { {|PAR007:g|}.Send(1); }")]
    [InlineData("await foreach (int x in a) { } await {|PAR007:a|}.NextAsync();")]
    [InlineData("string one = string.Join(\",\", g.Take(1)), two = string.Concat({|PAR007:g|}.Take(1));")]
    [InlineData("Console.WriteLine(string.Join(\",\", g)); Console.WriteLine(string.Join(\",\", {|PAR007:g|}));")]
    [InlineData("Console.WriteLine(string.Join(\",\", g.Take(1)) + string.Join(\",\", {|PAR007:g|}.Take(1)));")]
    [InlineData("int two = g.First() + {|PAR007:g|}.First();")]
    [InlineData("var list = new List<int>(g); list.AddRange({|PAR007:g|});")]
    [InlineData("var list = new List<int>(); list.AddRange(g.Take(2)); {|PAR007:g|}.Next();")]
    public Task Finds(string program) => Verify.Finds<PAR007UsedAfterClose>(With(program));

    [Theory]
    [InlineData("foreach (int x in g) { } int r = g.Result; g.Close(); g.TryGetResult(out int y); var s = g.State;")]
    [InlineData("foreach (int x in g) { } g = Make(); g.Next();")]
    [InlineData("var later = g.Take(3); g.Next();")]
    [InlineData("if (DateTime.Now.Year > 1) { foreach (int x in g) { } } g.Next();")]
    [InlineData("int first = DateTime.Now.Year > 1 ? g.First() : 0; g.Next();")]
    [InlineData("foreach (int x in Make()) { } g.Next();")]
    [InlineData("var list = new List<int>(); foreach (int x in list) { } list.First();")]
    [InlineData("using var h = Make(); h.Next();")]
    [InlineData("g.Next(); g.Next(); foreach (int x in g) { }")]
    [InlineData("foreach (int x in g) { } var all = g.Select(x => x);")]
    [InlineData("var two = new Pair(g.Take(1), g.Take(1));")]
    [InlineData("int sum = g.Next() + g.First();")]
    [InlineData("switch (g.State) { case 0: foreach (int x in g) { } break; default: g.Next(); break; }")]
    public Task Is_silent_for(string program) => Verify.Finds<PAR007UsedAfterClose>(With(program));

    [Fact]
    public Task Finds_what_is_returned_from_its_using() => Verify.Finds<PAR007UsedAfterClose>(With("""
        Made();

        static Generator<int> Made()
        {
            using var g = Make();
            g.Next();
            return {|PAR007:g|};
        }
        """));

    private static string With(string program) => $$"""
        var g = Make();
        var a = new AsyncGenerator<int, int>(async yield => { while (true) await yield(1); });
        {{program}}
        static Generator<int, int, int> Make() => new(async yield => { await yield(1); return 2; });
        record Pair(IEnumerable<int> One, IEnumerable<int> Other);
        """;
}
