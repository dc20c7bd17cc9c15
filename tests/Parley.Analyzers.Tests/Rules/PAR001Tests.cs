namespace Parley.Analyzers.Tests.Rules;

public class PAR001Tests
{
    [Theory]
    [InlineData("{|PAR001:yield(1)|};")]
    [InlineData("_ = {|PAR001:yield(1)|};")]
    [InlineData("{|PAR001:yield.From(new Generator<int, int>(async yield => { }))|};")]
    [InlineData("var t = {|PAR001:yield(1)|};")]
    [InlineData("var t = await yield(0) > 0 ? {|PAR001:yield(1)|} : {|PAR001:yield(2)|};")]
    [InlineData("Console.WriteLine($\"{{|PAR001:yield(1)|}}\");")]
    [InlineData("Parallel.ForEach(new[] { 1, 2 }, x => {|PAR001:yield(x)|});")]
    [InlineData("new List<int> { 1, 2 }.ForEach(x => {|PAR001:yield(x)|});")]
    [InlineData("{|PAR001:new[] { 1, 2 }.Select(x => yield(x)).ToList()|};")]
    [InlineData("_ = {|PAR001:Task.Run(() => yield(1))|};")]
    [InlineData("var t = yield(1); await yield(2); await {|PAR001:t|};")]
    [InlineData("var t = yield(1); int x = await yield(2); if (x > 0) await {|PAR001:t|};")]
    [InlineData("void Local() { {|PAR001:yield(1)|}; } Local();")]
    [InlineData("var s = {|PAR001:yield(1)|}; await yield(\"b\".Length); Console.WriteLine(\"b\" + s);")]
    [InlineData("var s = {|PAR001:yield(1)|}; Console.WriteLine($\"{s}\"); Console.WriteLine(s);")]
    [InlineData("var s = {|PAR001:yield(1)|}; Console.WriteLine(s.ToString());")]
    [InlineData("var s = {|PAR001:yield(1)|}; object o = s;")]
    [InlineData("string s = \"a\" + {|PAR001:yield(1)|};")]
    [InlineData("Console.WriteLine({|PAR001:yield(1)|});")]
    public Task Finds(string body) => Verify.Finds<PAR001YieldNotAwaited>(In(body));

    [Theory]
    [InlineData("int s = {|PAR001:yield(1)|}; await yield(s);", "CS0029")]
    [InlineData("int s = 0; s = {|PAR001:yield(1)|};", "CS0029")]
    [InlineData("if ({|PAR001:yield(1)|}) { }", "CS0029")]
    [InlineData("if ({|PAR001:yield(1)|} == 2) { }", "CS0019")]
    [InlineData("var s = {|PAR001:yield(1)|}; if (s > 2) await yield(2);", "CS0019")]
    [InlineData("await yield({|PAR001:yield(1)|});", "CS1503")]
    [InlineData("static void Print(string s) { } var s = {|PAR001:yield(1)|}; Print(s);", "CS1503")]
    [InlineData("Console.WriteLine({|PAR001:yield(1)|}.Length);", "CS1061")]
    [InlineData("var s = {|PAR001:yield(1)|}; await yield(s.Length);", "CS1061")]
    public Task Explains_the_compiler(string body, string error) =>
        Verify.Finds<PAR001YieldNotAwaited>(In(body), error);

    [Theory]
    [InlineData("await yield(1);")]
    [InlineData("int x = await yield(1) + await yield(2);")]
    [InlineData("var t = yield(1); Console.WriteLine(); await t;")]
    [InlineData("var t = yield(1); Console.WriteLine(); int x = await t; await yield(2);")]
    [InlineData("var t = yield(1); if (DateTime.Now.Year > 0) await t; else await yield(2);")]
    [InlineData("await (DateTime.Now.Year > 0 ? yield(1) : yield(2));")]
    [InlineData("foreach (var t in new[] { 1, 2 }.Select(x => yield(x))) await t;")]
    [InlineData("await Id(yield(1)); static T Id<T>(T value) => value;")]
    [InlineData("Yield<int, int> other = yield; await other(1);")]
    [InlineData("var t = yield(1); t = yield(2); await t;")]
    [InlineData("var t = yield(1); Console.WriteLine(t); await t;")]
    [InlineData("var t = yield(1); var u = t; await u;")]
    public Task Is_silent_for(string body) => Verify.Finds<PAR001YieldNotAwaited>(In(body));

    [Fact]
    public Task Goes_by_the_type_and_not_by_the_name() => Verify.Finds<PAR001YieldNotAwaited>("""
        var g = new Generator<int>(async give => { {|PAR001:give(1)|}; });
        Action<int> yield = x => { };
        yield(1);
        """);

    [Theory]
    [InlineData("{|PAR001:yield(1)|};", "await yield(1);")]
    [InlineData("_ = {|PAR001:yield(1)|};", "_ = await yield(1);")]
    [InlineData("var t = {|PAR001:yield(1)|};", "var t = await yield(1);")]
    [InlineData("Console.WriteLine($\"{{|PAR001:yield(1)|}}\");", "Console.WriteLine($\"{await yield(1)}\");")]
    public Task Awaits(string body, string better) =>
        Verify.Fixes<PAR001YieldNotAwaited, AddAwait>(In(body), In(better));

    [Fact]
    public Task Does_not_await_outside_of_the_body()
    {
        string program = In("Parallel.ForEach(new[] { 1, 2 }, x => {|PAR001:yield(x)|});");
        return Verify.Fixes<PAR001YieldNotAwaited, AddAwait>(program, program);
    }

    private static string In(string body) => $$"""
        var g = new Generator<int, int>(async yield =>
        {
            {{body}}
        });
        """;
}
