namespace Parley.Analyzers.Tests.Rules;

public class PAR011Tests
{
    [Theory]
    [InlineData("static async {|PAR011:Generator<int>|} Count() { }", "CS1983 CS0161")]
    [InlineData("static async {|PAR011:AsyncGenerator<int, string>|} Count() { await Task.Delay(1); }",
        "CS1983 CS0161")]
    [InlineData("var g = new Generator<int>(async yield => { {|PAR011:yield return|} 1; });", "CS1621")]
    [InlineData("var g = new Generator<int>(async yield => { {|PAR011:yield break|}; });", "CS1621")]
    [InlineData("static async GeneratorBody Part(Yield<int> yield) { {|PAR011:yield return|} 1; }", "CS1624")]
    [InlineData("static Generator<int> Count() { {|PAR011:yield return|} 1; }", "CS1624")]
    public Task Finds(string program, string error) =>
        Verify.Finds<PAR011WrittenLikeAnIterator>($"{program} return;", error.Split(' '));

    [Theory]
    [InlineData("static Generator<int> Count() => new(async yield => await yield(1));")]
    [InlineData("static IEnumerable<int> Count() { yield return 1; yield break; }")]
    [InlineData("static async Task<Generator<int>> Later() => Count(); " +
        "static Generator<int> Count() => new(async y => { });")]
    [InlineData("var g = new Generator<int>(async yield => " +
        "{ IEnumerable<int> Own() { yield return 1; } await yield(1); });")]
    public Task Is_silent_for(string program) => Verify.Finds<PAR011WrittenLikeAnIterator>($"{program} return;");

    [Fact]
    public Task Makes_a_body_of_an_async_method() => Verify.Fixes<PAR011WrittenLikeAnIterator, MakeBody>(
        """
        static async {|PAR011:Generator<int>|} Count()
        {
            {|PAR011:yield return|} 1;
        }

        Count();
        """,
        """
        static Generator<int> Count() => new(async yield =>
        {
            await yield(1);
        });

        Count();
        """, 0, "CS1624", "CS1983");

    [Theory]
    [InlineData("{|PAR011:yield return|} 1 + 1;", "await yield(1 + 1);")]
    [InlineData("{|PAR011:yield break|};", "return;")]
    public Task Replaces_the_statements_of_iterators(string statement, string better) =>
        Verify.Fixes<PAR011WrittenLikeAnIterator, MakeBody>(
            $"var g = new Generator<int>(async yield => {{ {statement} }});",
            $"var g = new Generator<int>(async yield => {{ {better} }});", 0, "CS1621");
}
