namespace Parley.Analyzers.Tests.Rules;

public class PAR108Tests
{
    [Theory]
    [InlineData("int x = {|PAR108:Work().Result|};")]
    [InlineData("{|PAR108:Work().Wait()|};")]
    [InlineData("int x = {|PAR108:Work().GetAwaiter().GetResult()|};")]
    [InlineData("int x = {|PAR108:Work().ConfigureAwait(false).GetAwaiter().GetResult()|};")]
    [InlineData("int x = {|PAR108:new ValueTask<int>(1).Result|};")]
    [InlineData("{|PAR108:Task.WaitAll(Work(), Work())|};")]
    [InlineData("{|PAR108:Thread.Sleep(1)|};")]
    [InlineData("var task = {|PAR108:Task.Run(Work)|}; int x = task.Result;")]
    [InlineData("{|PAR108:Task.Factory.StartNew(() => 1)|};")]
    [InlineData("var thread = {|PAR108:new Thread(() => { })|}; thread.Start();")]
    [InlineData("{|PAR108:ThreadPool.QueueUserWorkItem(_ => { })|};")]
    [InlineData("{|PAR108:Parallel.For(0, 1, i => { })|};")]
    public Task Finds(string body) => Verify.Finds<PAR108Blocks>(In(body));

    [Theory]
    [InlineData("int x = await yield.From(d.Run(\"work\", (key, token) => Work()));")]
    [InlineData("int x = await yield.From(d.Run(\"work\", (key, token) => Task.Run(Work, token)));")]
    [InlineData("int x = await yield.From(d.Run(\"work\", async context => Work().Result));")]
    [InlineData("await yield.From(d.Sleep(TimeSpan.FromDays(1)));")]
    [InlineData("var x = new { Result = 1 }; int y = x.Result;")]
    public Task Is_silent_for(string body) => Verify.Finds<PAR108Blocks>(In(body));

    private static string In(string body) => $$"""
        using Parley.Durable;
        Console.WriteLine(Talk(null!, ""));

        static Generator<string, string, string> Talk(Durable<string, string> d, string name) => new(async yield =>
        {
            {{body}}
            return await yield("Done?");
        });

        static Task<int> Work() => Task.FromResult(1);
        """;
}
