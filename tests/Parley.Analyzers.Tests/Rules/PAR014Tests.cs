namespace Parley.Analyzers.Tests.Rules;

public class PAR014Tests
{
    [Theory]
    [InlineData("{|PAR014:foreach|} (int x in new[] { 1 }) await yield(x);")]
    [InlineData("{|PAR014:foreach|} (int x in new List<int> { 1 }) { await yield(x); }")]
    [InlineData("{|PAR014:foreach|} (int x in new Generator<int>(async yield => { })) await yield(x);")]
    public Task Finds(string body) => Verify.Finds<PAR014LoopForFrom>(In("Generator<int>", body));

    [Theory]
    [InlineData("Generator<int>", "foreach (int x in new[] { 1 }) await yield(x + 1);")]
    [InlineData("Generator<int>", "foreach (int x in new[] { 1 }) { Console.WriteLine(); await yield(x); }")]
    [InlineData("Generator<int, int>", "foreach (int x in new[] { 1 }) await yield(x);")]
    [InlineData("Generator<object>", "foreach (int x in new[] { 1 }) await yield(x);")]
    [InlineData("Generator<long>", "foreach (int x in new[] { 1 }) await yield(x);")]
    [InlineData("AsyncGenerator<int>",
        "await foreach (int x in new AsyncGenerator<int>(async y => { })) await yield(x);")]
    public Task Is_silent_for(string type, string body) => Verify.Finds<PAR014LoopForFrom>(In(type, body));

    [Fact]
    public Task Delegates() => Verify.Fixes<PAR014LoopForFrom, DelegateLoop>(
        In("Generator<int>", "{|PAR014:foreach|} (int x in new[] { 1 }) await yield(x);"),
        In("Generator<int>", "await yield.From(new[] { 1 });"));

    private static string In(string type, string body) => $"var g = new {type}(async yield => {{ {body} }});";
}
