namespace Parley.Analyzers.Tests.Rules;

public class PAR006Tests
{
    [Theory]
    [InlineData("foreach (int x in g) {|PAR006:g.Send(x)|};")]
    [InlineData("foreach (int x in g) { if (x > 1) {|PAR006:g.Next()|}; }")]
    [InlineData("foreach (int x in g) { while ({|PAR006:g.MoveNext()|}) { } }")]
    [InlineData("foreach (int x in g) { if ({|PAR006:g.TrySend(1)|}) { } }")]
    [InlineData("await foreach (int x in a) { await {|PAR006:a.SendAsync(x)|}; }")]
    [InlineData("await foreach (int x in a.WithCancellation(default)) { await {|PAR006:a.NextAsync()|}; }")]
    public Task Finds(string program) => Verify.Finds<PAR006DrivenInItsLoop>(With(program));

    [Theory]
    [InlineData("foreach (int x in g) g.Close();")]
    [InlineData("foreach (int x in other) g.Send(x);")]
    [InlineData("while (g.MoveNext()) g.Send(1);")]
    [InlineData("foreach (int x in g) { Action later = () => g.Send(1); }")]
    [InlineData("foreach (int x in g) Console.WriteLine(g.Current);")]
    public Task Is_silent_for(string program) => Verify.Finds<PAR006DrivenInItsLoop>(With(program));

    [Fact]
    public Task Makes_a_while_of_it() => Verify.Fixes<PAR006DrivenInItsLoop, LoopWithTrySend>(
        With("""
        foreach (int x in g)
        {
            Console.WriteLine(x);
            {|PAR006:g.Send(x + 1)|};
        }
        """),
        With("""
        bool goesOn = g.MoveNext();
        while (goesOn)
        {
            int x = g.Current;
            Console.WriteLine(x);
            goesOn = g.TrySend(x + 1);
        }
        """));

    private static string With(string program) => $$"""
        var g = new Generator<int, int>(async yield => { while (true) await yield(1); });
        var other = new Generator<int, int>(async yield => { while (true) await yield(1); });
        var a = new AsyncGenerator<int, int>(async yield => { while (true) await yield(1); });
        {{program}}
        """;
}
