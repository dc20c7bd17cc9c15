namespace Parley.Analyzers.Tests.Rules;

public class PAR003Tests
{
    [Theory]
    [InlineData("{|PAR003:await|} Task.Delay(1);")]
    [InlineData("int x = {|PAR003:await|} Task.FromResult(1); await yield(x);")]
    [InlineData("{|PAR003:await|} Task.Yield();")]
    [InlineData("{|PAR003:await|} foreach (var x in new AsyncGenerator<int>(async yield => { })) await yield(x);")]
    [InlineData("{|PAR003:await|} using var x = new AsyncGenerator<int>(async yield => { });")]
    [InlineData("{|PAR003:await|} using (new AsyncGenerator<int>(async yield => { })) { }")]
    [InlineData("{|PAR003:await|} yield.From(new AsyncGenerator<int>(async yield => { }));")]
    public Task Finds(string body) => Verify.Finds<PAR003AwaitInSyncBody>(In(body), "CS0315");

    [Theory]
    [InlineData("await yield(1);")]
    [InlineData("Func<Task> later = async () => await Task.Delay(1); await yield(1);")]
    [InlineData("await yield.From(new Generator<int>(async yield => { }));")]
    [InlineData("var a = new AsyncGenerator<int>(async yield => await Task.Delay(1));")]
    public Task Is_silent_for(string body) => Verify.Finds<PAR003AwaitInSyncBody>(In(body));

    [Theory]
    [InlineData("async Task Local() { await yield(1); } await Local();")]
    [InlineData("await Local(2); async Task Local(int x) => await yield(x);")]
    [InlineData("await Programs.Helper(yield);")]
    public Task Leaves_it_to_PAR002(string body) => Verify.Finds<PAR003AwaitInSyncBody>(In(body) + """

        static class Programs
        {
            public static async Task Helper(Yield<int> yield) => await yield(1);
        }
        """, "CS0315");

    [Fact]
    public Task Makes_it_asynchronous() => Verify.Fixes<PAR003AwaitInSyncBody, MakeAsync>(
        """
        static Generator<int> Count() => new(async yield =>
        {
            {|PAR003:await|} Task.Delay(1);
            await yield(1);
        });

        foreach (int x in Count()) Console.WriteLine(x);
        var g = Count();
        g.Next();
        bool more = g.MoveNext();
        """,
        """
        static AsyncGenerator<int> Count() => new(async yield =>
        {
            await Task.Delay(1);
            await yield(1);
        });

        await foreach (int x in Count()) Console.WriteLine(x);
        var g = Count();
        await g.NextAsync();
        bool more = await g.MoveNextAsync();
        """,
        0, "CS0315");

    [Theory]
    [InlineData("var list = Count().ToList();")]
    [InlineData("static int First() { foreach (int x in Count()) return x; return 0; }")]
    public Task Stays_as_it_is_if_some_use_cannot_follow(string use)
    {
        string program = $$"""
            static Generator<int> Count() => new(async yield =>
            {
                {|PAR003:await|} Task.Delay(1);
                await yield(1);
            });

            {{use}}
            """;
        return Verify.Fixes<PAR003AwaitInSyncBody, MakeAsync>(program, program, 0, "CS0315");
    }

    private static string In(string body) => $$"""
        var g = new Generator<int>(async yield =>
        {
            {{body}}
        });
        """;
}
