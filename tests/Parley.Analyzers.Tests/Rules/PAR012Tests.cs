namespace Parley.Analyzers.Tests.Rules;

public class PAR012Tests
{
    [Theory]
    [InlineData("try { } finally { {|PAR012:await yield(1)|}; }")]
    [InlineData("try { await yield(1); } finally { if (true) { int x = {|PAR012:await yield(1)|}; } }")]
    [InlineData("try { } finally { try { {|PAR012:await yield.From(new[] { 1 })|}; } catch (FormatException) { } }")]
    public Task Finds(string body) => Verify.Finds<PAR012YieldInFinally>(In(body));

    [Theory]
    [InlineData("try { await yield(1); } finally { Console.WriteLine(); } await yield(2);")]
    [InlineData("try { } finally { var g = new Generator<int>(async yield => await yield(1)); } await yield(2);")]
    [InlineData("try { await yield(1); } catch (FormatException) { await yield(1); }")]
    public Task Is_silent_for(string body) => Verify.Finds<PAR012YieldInFinally>(In(body));

    private static string In(string body) => $"var g = new Generator<int, int>(async yield => {{ {body} }});";
}
