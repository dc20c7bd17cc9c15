namespace Parley.Analyzers.Tests.Rules;

public class PAR109Tests
{
    [Theory]
    [InlineData("int n = 0; await yield.From(d.Run(\"count\", async context => { {|PAR109:n|} = 1; }));")]
    [InlineData("int n = 0; await yield.From(d.Run(\"count\", async (key, token) => {|PAR109:n|}++));")]
    [InlineData("int n = 0; await yield.From(d.Run(\"count\", async (key, token) => { int.TryParse(key, out " +
        "{|PAR109:n|}); }));")]
    [InlineData("int n = 0; await yield.From(d.Run(\"count\", async (key, token) => { (int m, {|PAR109:n|}) = (1, " +
        "2); }));")]
    [InlineData("string? s = null; await yield.From(d.Run(\"count\", async context => { {|PAR109:s|} ??= " +
        "context.Key; }));")]
    [InlineData("await yield.From(d.Run(\"count\", async context => { {|PAR109:name|} = context.Key; }));")]
    [InlineData("int n = 0; await yield.From(d.RunAll(\"count\", new[] { 1, 2 }.Select(i => (Func<EffectContext, " +
        "Task<int>>)(async context => {|PAR109:n|} += i))));")]
    [InlineData("int n = 0; await yield.From(d.Run(\"count\", async context => { Action count = () => " +
        "{|PAR109:n|}++; count(); }));")]
    [InlineData("int n = 0; async Task Count(string key, CancellationToken token) => {|PAR109:n|}++; await " +
        "yield.From(d.Run(\"count\", Count));")]
    [InlineData("int n = 0; Func<string, CancellationToken, Task<int>> count = async (key, token) => " +
        "{|PAR109:n|}++; await yield.From(d.Run(\"count\", count));")]
    public Task Finds(string body) => Verify.Finds<PAR109WrittenByEffect>(In(body));

    [Theory]
    [InlineData("int n = await yield.From(d.Run(\"count\", async context => { int m = 0; m++; return m; })); n++;")]
    [InlineData("int n = 1; int m = await yield.From(d.Run(\"count\", async context => n + 1));")]
    [InlineData("int n = 0; Action count = () => n++; count();")]
    [InlineData("int n = 0; await yield.From(d.Run(\"count\", async (key, token) => { key = \"\"; }));")]
    [InlineData("int n = 0; var all = new[] { 1 }.Select(i => n += i).ToList(); await " +
        "yield.From(d.Sleep(TimeSpan.Zero));")]
    public Task Is_silent_for(string body) => Verify.Finds<PAR109WrittenByEffect>(In(body));

    [Fact]
    public Task Is_silent_for_what_is_around_and_the_body_does_not_read() => Verify.Finds<PAR109WrittenByEffect>("""
        using Parley.Durable;
        int runs = 0, read = 0;
        Func<Durable<int, int>, string, Generator<int, int, int>> body = (d, name) => new(async yield =>
        {
            await yield.From(d.Run("count", async context => runs++));
            await yield.From(d.Run("count", async context => {|PAR109:read|}++));
            return await yield(read);
        });
        Console.WriteLine(runs + read);
        """);

    private static string In(string body) => $$"""
        using Parley.Durable;
        Console.WriteLine(Talk(null!, ""));

        static Generator<string, string, string> Talk(Durable<string, string> d, string name) => new(async yield =>
        {
            {{body}}
            return await yield("Done?");
        });
        """;
}
