namespace Parley.Analyzers.Tests.Rules;

public class PAR013Tests
{
    [Theory]
    [InlineData("throw {|PAR013:new StopIterationException()|};")]
    [InlineData("throw {|PAR013:StopIterationException<int>.FromValue(1)|};")]
    [InlineData("int x = await yield(1); if (x > 1) throw {|PAR013:new StopIterationException()|};")]
    public Task Finds(string body) => Verify.Finds<PAR013ThrowsStopIteration>(In(body));

    [Theory]
    [InlineData("throw new FormatException();")]
    [InlineData("try { throw new StopIterationException(); } catch (StopIterationException) { }")]
    [InlineData("Action fail = () => throw new StopIterationException();")]
    [InlineData("var e = new StopIterationException(); await yield(1);")]
    public Task Is_silent_for(string body) => Verify.Finds<PAR013ThrowsStopIteration>(In(body));

    [Fact]
    public Task Returns() => Verify.Fixes<PAR013ThrowsStopIteration, ReturnInstead>(
        In("throw {|PAR013:new StopIterationException()|};"), In("return;"));

    [Fact]
    public Task Returns_the_value() => Verify.Fixes<PAR013ThrowsStopIteration, ReturnInstead>(
        "var g = new Generator<int, int, int>(async yield => { await yield(1); " +
        "throw {|PAR013:StopIterationException<int>.FromValue(1)|}; });",
        "var g = new Generator<int, int, int>(async yield => { await yield(1); return 1; });");

    private static string In(string body) => $"var g = new Generator<int, int>(async yield => {{ {body} }});";
}
