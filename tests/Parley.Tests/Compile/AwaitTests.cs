using static Parley.Tests.Compile.Compiler;

namespace Parley.Tests.Compile;

// A body can await its yield only. The error names IYieldAwaiter, whose documentation says what to do.
public class AwaitTests
{
    private const string Count = "static async GeneratorBody Count(Yield<int> yield) => await yield(1);";
    private const string Awaitable = "struct Mine : System.Runtime.CompilerServices.INotifyCompletion { " +
        "public bool IsCompleted => true; public Mine GetAwaiter() => this; public void GetResult() { } " +
        "public void OnCompleted(Action continuation) { } }";

    [Theory]
    [InlineData("Task.Delay(1)"), InlineData("Task.FromResult(1)"), InlineData("Task.Yield()")]
    [InlineData("new ValueTask()"), InlineData("new ValueTask<int>(1)"), InlineData("Task.WhenAll()")]
    [InlineData("Task.Delay(1).ConfigureAwait(false)")]
    [InlineData("new ValueTask<int>(1).ConfigureAwait(false)")]
    [InlineData("Task.Delay(1).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing)")]
    public void Awaiting_anything_but_a_yield_is_refused(string awaited) => RefusesToAwait(
        $"_ = new Generator<int>(async yield => {{ await yield(1); [|await {awaited};|] }});",
        $"_ = new Generator<int>(async yield => {{ await yield(1); await yield(2); }});");

    [Theory]
    [InlineData( // In a body that is sent values.
        "_ = new Generator<int, int>(async yield => [|await Task.Delay(await yield(1))|]);",
        "_ = new Generator<int, int>(async yield => await yield(await yield(1)));")]
    [InlineData( // In one that returns a value.
        "_ = new Generator<int, int, int>(async yield => [|await Task.FromResult(1)|]);",
        "_ = new Generator<int, int, int>(async yield => await yield(1));")]
    [InlineData( // In a named one.
        "_ = new Generator<int>(M); static async GeneratorBody M(Yield<int> y) { await y(1); [|await Task.Yield();|] }",
        "_ = new Generator<int>(M); static async GeneratorBody M(Yield<int> y) { await y(1); await y(2); }")]
    [InlineData( // A disposal.
        "_ = new Generator<int>(async yield => { await using var [|x = new System.IO.MemoryStream()|]; });",
        "_ = new Generator<int>(async yield => { using var x = new System.IO.MemoryStream(); });")]
    [InlineData( // Something of one's own.
        "_ = new Generator<int>(async yield => { await yield(1); [|await new Mine();|] });" + Awaitable,
        "_ = new Func<Task>(async () => await new Mine());" + Awaitable)]
    public void Awaiting_it_is_refused_in_every_kind_of_body_and_form(string wrong, string right) =>
        RefusesToAwait(wrong, right);

    [Fact]
    public void Awaiting_another_body_is_refused() => Refuses(
        "CS1061", "'GeneratorBody' does not contain a definition for 'GetAwaiter'",
        "_ = new Generator<int>(async yield => [|await Count(yield)|]);" + Count,
        "_ = new Generator<int>(async yield => await yield.From(new Generator<int>(Count)));" + Count);

    [Fact]
    public void A_yield_that_is_not_awaited_is_warned_of() => Warns("CS4014", "is not awaited",
        "_ = new Generator<int>(async yield => { [|yield(1)|]; await yield(2); });",
        "_ = new Generator<int>(async yield => { await yield(1); await yield(2); });");

    [Fact]
    public void Implementing_the_interface_elsewhere_is_refused() => Refuses(
        "CS0535", "'IAsyncYieldAwaiter.Suspend(Resumable)'", "_ = new Mine(); sealed class Mine : [|IYieldAwaiter|];",
        "_ = new Mine(); sealed class Mine : ICloneable { public object Clone() => this; }");

    [Fact, Row("NET-05")]
    public void Awaiting_a_yield_in_a_lock_is_refused() => Refuses("CS1996", "lock",
        "_ = new Generator<int>(async yield => { lock (yield) { [|await yield(1)|]; } });",
        "_ = new Generator<int>(async yield => { lock (yield) { } await yield(1); });");

    [Fact]
    public void Awaiting_in_a_body_that_is_not_async_is_refused() => Refuses("CS4034", "'async' modifier",
        "_ = new Generator<int>(yield => { [|await yield(1)|]; return default; });",
        "_ = new Generator<int>(async yield => { await yield(1); });");

    [Fact]
    public void A_yield_in_every_other_place_is_allowed() => Accepts(
        """
        _ = new Generator<int, int>(async yield =>
        {
            try { await yield(1); }
            catch (FormatException) when (DateTime.Now.Day == 1) { await yield(2); }
            catch (Exception e) when (e is not GeneratorExitException) { await yield(3); throw; }
            finally { await yield(4); }
            foreach (int i in new[] { await yield(5), await yield(6) }) await yield(i);
            using (new System.IO.MemoryStream(await yield(7))) await yield.From([8, 9]);
            while (await yield(10) is > 0 and var x && x < await yield(11)) { }
            switch (await yield(12)) { case 1: await yield(13); break; }
        });
        """);

    private static void RefusesToAwait(string wrong, string right) =>
        Refuses("CS0315", "'Parley.CompilerServices.IYieldAwaiter'", wrong, right);
}
