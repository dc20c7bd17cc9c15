namespace Parley.Analyzers.Tests.Rules;

public class PAR005Tests
{
    [Theory]
    [InlineData("var g = Sum(); {|PAR005:g.Send(1)|};")]
    [InlineData("using var g = Sum(); {|PAR005:g.TrySend(1)|};")]
    [InlineData("{|PAR005:Sum().Send(1)|};")]
    [InlineData("var g = new Generator<int, int>(async yield => await yield(1)); {|PAR005:g.Send(1)|}; g.Next();")]
    [InlineData("var g = Generator.Create(async (Yield<int, int> yield) => await yield(1)); " +
        "int x = {|PAR005:g.Send(1)|};")]
    [InlineData("var g = Sum().SelectSend((string s) => s.Length); {|PAR005:g.Send(\"\")|};")]
    [InlineData("var g = Sum(); if ({|PAR005:g.TrySend(1)|}) { }")]
    [InlineData("var g = Slow(); await {|PAR005:g.SendAsync(1)|};")]
    [InlineData("foreach (int x in new[] { 1, 2 }) { var g = Sum(); {|PAR005:g.Send(x)|}; }")]
    public Task Finds(string program) => Verify.Finds<PAR005SendBeforeAdvance>(With(program));

    [Theory]
    [InlineData("var g = Sum(); g.Next(); g.Send(1);")]
    [InlineData("var g = Sum().Prime(); g.Send(1);")]
    [InlineData("var g = Sum(); g.Send(g.Next());")]
    [InlineData("Sum().Prime().Send(1);")]
    [InlineData("var g = Sum(); Start(g); g.Send(1); static void Start(Generator<int, int> g) => g.Next();")]
    [InlineData("var g = Primed(); g.Send(1);")]
    [InlineData("var g = Sum(); Action send = () => g.Send(1); g.Next(); send();")]
    [InlineData("var g = Sum(); g.Resume(0); g.Send(1);")]
    [InlineData("Generator<int, int> g = Sum(); g = Primed(); g.Send(1);")]
    public Task Is_silent_for(string program) => Verify.Finds<PAR005SendBeforeAdvance>(With(program));

    [Theory]
    [InlineData("var g = Sum(); {|PAR005:g.Send(1)|};", "var g = Sum().Prime(); g.Send(1);")]
    [InlineData("{|PAR005:Sum().Send(1)|};", "Sum().Prime().Send(1);")]
    [InlineData("var g = Slow(); await {|PAR005:g.SendAsync(1)|};",
        "var g = await Slow().PrimeAsync(); await g.SendAsync(1);")]
    public Task Primes_it(string program, string better) =>
        Verify.Fixes<PAR005SendBeforeAdvance, AddPrime>(With(program), With(better));

    private static string With(string program) => $$"""
        {{program}}
        static Generator<int, int> Sum() => new(async yield => { while (true) await yield(1); });
        static Generator<int, int> Primed() { var g = Sum(); g.Next(); return g; }
        static AsyncGenerator<int, int> Slow() { return new(async yield => { await yield(1); }); }
        """;
}
