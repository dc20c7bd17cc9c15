namespace Parley.Analyzers.Tests.Rules;

public class PAR009Tests
{
    [Theory]
    [InlineData("foreach (int x in {|PAR009:Sum()|}) { }")]
    [InlineData("var g = Sum(); foreach (int x in {|PAR009:g|}) { }")]
    [InlineData("var g = Sum(); g.Next(); {|PAR009:g|}.Next();")]
    [InlineData("var g = Sum().Prime(); g.Send(1); g.Send(2);")]
    [InlineData("var g = Sum(); g.Next(); g.Send(1); bool more = {|PAR009:g|}.MoveNext();")]
    [InlineData("foreach (int x in {|PAR009:Words()|}) { }")]
    [InlineData("foreach (int x in {|PAR009:Named()|}) { }")]
    [InlineData("foreach (int x in {|PAR009:NamedReturning()|}) { }")]
    [InlineData("foreach (int x in {|PAR009:Returning()|}) { }")]
    public Task Finds(string program) => Verify.Finds<PAR009ReadsDefault>(With(program));

    [Theory]
    [InlineData("var g = Sum(); g.Next(); g.Send(1);")]
    [InlineData("foreach (int x in Dropping()) { }")]
    [InlineData("foreach (int x in NamedDropping()) { }")]
    [InlineData("foreach (int x in Nullable()) { }")]
    [InlineData("foreach (int x in OneWay()) { }")]
    [InlineData("foreach (int x in Nesting()) { }")]
    [InlineData("foreach (int x in MaybeWords()) { }")]
    public Task Is_silent_for(string program) => Verify.Finds<PAR009ReadsDefault>(With(program));

    [Fact]
    public Task Makes_the_send_type_nullable() => Verify.Fixes<PAR009ReadsDefault, MakeSendNullable>(
        """
        foreach (int x in {|PAR009:Words()|}) { }
        static Generator<int, string> Words() => new(async yield =>
            { while (true) Console.WriteLine(await yield(1)); });
        """,
        """
        foreach (int x in Words()) { }
        static Generator<int, string?> Words() => new(async yield =>
            { while (true) Console.WriteLine(await yield(1)); });
        """);

    private static string With(string program) => $$"""
        {{program}}
        static Generator<int, int> Sum() => new(async yield => { int x = 0; while (true) x += await yield(x); });
        static Generator<int, string> Words() => new(async yield =>
            { while (true) Console.WriteLine(await yield(1)); });
        static Generator<int, int, int> Returning() => new(async yield => await yield(1));
        static Generator<int, int> Dropping() => new(async yield => { await yield(1); _ = await yield(2); });
        static Generator<int, int?> Nullable() => new(async yield => { while (await yield(1) is int) { } });
        static Generator<int, string?> MaybeWords() => new(async yield => { while (await yield(1) != null) { } });
        static Generator<int, int> Nesting() => new(async yield =>
        {
            await yield.From(async yield => { if (await yield(1) == 0) return; });
        });
        static async GeneratorBody Body(Yield<int, int> yield) { int x = 0; while (true) x += await yield(x); }
        static async GeneratorBody<int> ReturningBody(Yield<int, int> yield) => await yield(1);
        static async GeneratorBody DroppingBody(Yield<int, int> yield) => await yield(1);
        static Generator<int, int> Named() => new(Body);
        static Generator<int, int, int> NamedReturning() => new(ReturningBody);
        static Generator<int, int> NamedDropping() => new(DroppingBody);
        static Generator<int> OneWay() => new(async yield => await yield(1));
        """;
}
