namespace Parley.Analyzers.Tests.Rules;

public class PAR101Tests
{
    [Theory]
    [InlineData("var x = {|PAR101:DateTime.Now|};")]
    [InlineData("var x = {|PAR101:DateTime.UtcNow|}.AddDays(1);")]
    [InlineData("var x = {|PAR101:DateTime.Today|};")]
    [InlineData("var x = {|PAR101:DateTimeOffset.Now|};")]
    [InlineData("await yield($\"{{|PAR101:DateTimeOffset.UtcNow|}:O}\");")]
    [InlineData("var x = {|PAR101:Environment.TickCount64|} + {|PAR101:Environment.TickCount|};")]
    [InlineData("var x = {|PAR101:TimeProvider.System.GetUtcNow()|};")]
    [InlineData("var clock = TimeProvider.System; var x = {|PAR101:clock.GetTimestamp()|};")]
    [InlineData("var watch = {|PAR101:System.Diagnostics.Stopwatch.StartNew()|}; await yield(\"?\"); var x = " +
        "watch.Elapsed;")]
    [InlineData("var watch = {|PAR101:new System.Diagnostics.Stopwatch()|}; watch.Start();")]
    [InlineData("var x = {|PAR101:System.Diagnostics.Stopwatch.GetElapsedTime(0)|};")]
    [InlineData("var all = new[] { 1 }.Select(x => {|PAR101:DateTime.UtcNow|}).ToList();")]
    [InlineData("Func<DateTimeOffset> f = {|PAR101:TimeProvider.System.GetUtcNow|};")]
    [InlineData("DateTime Local() => {|PAR101:DateTime.UtcNow|}; var x = Local();")]
    [InlineData("if (d.IsReplaying) Console.WriteLine({|PAR101:DateTime.UtcNow|});")]
    public Task Finds(string body) => Verify.Finds<PAR101Clock>(In(body));

    [Theory]
    [InlineData("var x = d.UtcNow;")]
    [InlineData("var x = await yield.From(d.Run(\"now\", async context => DateTime.UtcNow));")]
    [InlineData("var x = await yield.From(d.Run(\"now\", async (key, token) => DateTime.UtcNow));")]
    [InlineData("await yield.From(d.Run(\"now\", (key, token) => { Console.WriteLine(DateTime.UtcNow); return " +
        "Task.CompletedTask; }));")]
    [InlineData("var x = await yield.From(d.RunAll(\"now\", new[] { 1 }.Select(i => (Func<EffectContext, " +
        "Task<DateTime>>)(async context => DateTime.UtcNow))));")]
    [InlineData("Task<DateTime> Now(string key, CancellationToken token) => Task.FromResult(DateTime.Now); var " +
        "x = await yield.From(d.Run(\"now\", Now));")]
    [InlineData("Task<DateTime> Now() => Task.FromResult(DateTime.Now); var x = await yield.From(d.Run(\"now\", " +
        "context => Now()));")]
    [InlineData("Func<string, CancellationToken, Task<DateTime>> now = async (key, token) => DateTime.Now; var " +
        "x = await yield.From(d.Run(\"now\", now));")]
    [InlineData("if (!d.IsReplaying) Console.WriteLine(DateTime.UtcNow);")]
    [InlineData("if (name != \"\" && !d.IsReplaying) { Console.WriteLine(DateTime.UtcNow); }")]
    [InlineData("var x = nameof(DateTime.UtcNow) + nameof(DateTime.UtcNow.Ticks);")]
    [InlineData("var x = DateTime.UnixEpoch; var y = new DateTime(2026, 11, 27);")]
    [InlineData("var x = System.Diagnostics.Stopwatch.GetElapsedTime(1, 2);")]
    public Task Is_silent_for(string body) => Verify.Finds<PAR101Clock>(In(body));

    [Theory]
    [InlineData("DateTimeOffset.UtcNow", "d.UtcNow")]
    [InlineData("DateTime.UtcNow", "d.UtcNow.UtcDateTime")]
    [InlineData("TimeProvider.System.GetUtcNow()", "d.UtcNow")]
    public Task Takes_the_time_of_the_conversation(string clock, string better) =>
        Verify.Fixes<PAR101Clock, UseConversation>(
            In($"var x = {{|PAR101:{clock}|}}.AddDays(1);"), In($"var x = {better}.AddDays(1);"));

    [Theory]
    [InlineData("var x = {|PAR101:DateTime.Now|};")]
    [InlineData("var x = {|PAR101:Environment.TickCount64|};")]
    [InlineData("Func<DateTime> f = static () => {|PAR101:DateTime.UtcNow|};")]
    public Task Has_no_fix_for(string body) => Verify.Fixes<PAR101Clock, UseConversation>(In(body), In(body));

    [Fact]
    public Task Finds_it_wherever_a_conversation_is_in_scope() => Verify.Finds<PAR101Clock>("""
        using Parley.Durable;
        Console.WriteLine(new Desk(null!).Body());
        Func<Durable<int, int>, string, Generator<int, int, int>> lambda = (d, name) =>
            new(async yield => await yield({|PAR101:DateTime.Now|}.Day));
        Func<Durable<int, int>, string, Generator<int, int, int>> block = (d, name) =>
        {
            int day = {|PAR101:DateTime.Now|}.Day;
            return new(async yield => await yield(day));
        };

        class Desk(Durable<int, int> given)
        {
            private readonly Durable<int, int> _d = given;
            private Durable<int, int> D => _d;
            public Generator<int, int> Body() => new(async yield =>
            {
                int day = {|PAR101:DateTime.Now|}.Day;
                await yield.From(_d.Sleep(TimeSpan.FromDays(day)));
            });
            public Generator<int, int> ByProperty => new(async yield =>
            {
                await yield.From(D.Sleep(TimeSpan.FromDays({|PAR101:DateTime.Now|}.Day)));
            });
            public Generator<int, int> ByParameter() => new(async yield =>
            {
                await yield.From(given.Sleep(TimeSpan.FromDays({|PAR101:DateTime.Now|}.Day)));
            });
            public Generator<int, int> ByLocal()
            {
                var d = _d;
                return new(async yield => await yield.From(d.Sleep(TimeSpan.FromDays({|PAR101:DateTime.Now|}.Day))));
            }
            static async GeneratorBody<int> Named(Yield<int, int> yield, Durable<int, int> d) =>
                await yield({|PAR101:DateTime.Now|}.Day);
            static Generator<int, int> Inner(Durable<int, int> d) => new(async yield =>
            {
                await yield.From(new Generator<int, int>(async yield => await yield({|PAR101:DateTime.Now|}.Day)));
            });
        }
        """);

    [Fact]
    public Task Is_silent_where_there_is_no_conversation() => Verify.Finds<PAR101Clock>("""
        using Parley.Durable;
        Console.WriteLine(DateTime.Now);
        Generator<int, int> g = new(async yield => await yield(DateTime.Now.Day));
        static void Use(Durable<int, int> d) => Console.WriteLine(d.UtcNow - DateTime.UtcNow);
        static AsyncGenerator<int, int> Other(Durable<int, int> d) => new(async yield => await yield(DateTime.Now.Day));
        Use(null!);
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
