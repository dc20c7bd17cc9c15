using static Parley.Tests.Compile.Compiler;

namespace Parley.Tests.Compile;

// What the members that drive and connect generators infer, and what they refuse.
public class DriveTests
{
    private const string Send = "var g = new Generator<int, int, int>(async yield => await yield(1));";
    private const string Asynchronous =
        "static async AsyncGeneratorBody Wait(Yield<int> yield) { await Task.Yield(); await yield(1); }";
    private const string Named = "static async GeneratorBody Count(Yield<int> yield) => await yield(1);";
    private const string Requests = "record Number : IRequest<int>;";
    private const string Both = "interface Both<T> : IEnumerable<T>, IAsyncEnumerable<T>;";

    [Fact]
    public void Running_one_that_is_sent_nothing_is_refused() => Refuses(
        "CS1061", "'Generator<int>' does not contain a definition for 'Run'",
        "new Generator<int>(async yield => await yield(1)).[|Run|](value => 1);", Send + "g.Run(value => 1);");

    [Fact]
    public void Forgetting_the_answer_is_refused() => Refuses(
        "CS1643", "Not all code paths return a value", Send + "g.Run(value [|=>|] { });", Send + "g.Run(value => 1);");

    [Fact]
    public void Sending_the_task_instead_of_its_result_is_refused() => Refuses(
        "CS1503", "cannot convert from 'System.Func<int, System.Threading.Tasks.Task<int>>'",
        Send + "Func<int, Task<int>> get = Task.FromResult; await g.RunAsync([|get|]);",
        Send + "Func<int, Task<int>> get = Task.FromResult; await g.RunAsync(async value => await get(value));");

    [Theory]
    [InlineData("Generator<string, object, int>"), InlineData("AsyncGenerator<string, object, int>")]
    [InlineData("Generator<string, object>"), InlineData("AsyncGenerator<string, object>")]
    public void Answers_may_be_of_a_type_that_the_send_type_includes(string type) => Accepts(
        $"{type} g = default!; await g.RunAsync(async q => q + \"!\");" +
        "await g.RunAsync(async (q, token) => q.Length);");

    [Fact]
    public void Mapping_sends_by_a_lambda_without_a_type_is_refused() => Refuses(
        "CS0411", "cannot be inferred",
        Send + "_ = g.[|SelectSend|](text => int.Parse(text));",
        Send + "_ = g.SelectSend((string text) => int.Parse(text));");

    [Theory, InlineData("Generator<int, int>"), InlineData("AsyncGenerator<int, int>")]
    public void A_source_that_is_both_kinds_of_enumerable_is_refused_until_it_is_one(string type) => Refuses(
        "CS0121", "ambiguous",
        $"Both<int> both = default!; {type} g = default!; _ = both.[|Through|](g);" + Both,
        $"Both<int> both = default!; {type} g = default!; _ = System.Linq.Enumerable.AsEnumerable(both).Through(g);" +
        $"_ = ((IAsyncEnumerable<int>)both).Through(g);" + Both);

    [Fact]
    public void Every_source_goes_through_every_kind() => Accepts(
        """
        Generator<string, int, bool> g = default!;
        AsyncGenerator<string, int, bool> a = default!;
        System.Threading.Channels.ChannelReader<int> channel = default!;
        IEnumerable<string> first = new[] { 1 }.Through(g);
        IAsyncEnumerable<string>[] others =
        [
            new Generator<int>(async yield => await yield(1)).Through(a),
            new AsyncGenerator<int>(async yield => await yield(1)).Through(g),
            default(IAsyncEnumerable<int>)!.Through(a), channel.Through(g), channel.Through(a),
        ];
        """);

    [Theory]
    [InlineData("_ = Generator.[|Create|](async yield => await yield(1));",
        "_ = Generator.Create(async (Yield<int> yield) => await yield(1));")]
    [InlineData("_ = Generator.[|Create|](Count);" + Named, "_ = Generator.Create<int>(Count);" + Named)]
    [InlineData("_ = AsyncGenerator.[|Create|](async yield => await yield(1));",
        "_ = AsyncGenerator.Create(async (Yield<int> yield) => await yield(1));")]
    public void Creating_one_of_what_has_no_types_is_refused(string wrong, string right) =>
        Refuses("CS0411", "cannot be inferred", wrong, right);

    [Theory]
    [InlineData("Wait", Asynchronous), InlineData("async (yield, _) => await yield(1)", "")]
    public void A_body_that_waits_inside_one_that_does_not_is_refused(string body, string method) => Refuses(
        "CS0315", "'Parley.CompilerServices.IYieldAwaiter'",
        $"_ = new Generator<int>(async yield => {{ [|await yield.From({body});|] }});" + method,
        $"_ = new AsyncGenerator<int>(async yield => {{ await yield.From({body}); }});" + method);

    // It is taken as a synchronous body, which can't wait.
    [Fact]
    public void A_lambda_inside_a_body_that_waits_without_taking_a_token_is_refused() => Refuses(
        "CS0315", "'Parley.CompilerServices.IYieldAwaiter'",
        "_ = new AsyncGenerator<int>(async yield => await yield.From(async yield => { [|await Task.Yield();|] }));",
        "_ = new AsyncGenerator<int>(async yield => await yield.From(async (yield, _) => { await Task.Yield(); }));");

    [Theory]
    [InlineData("Generator<int>"), InlineData("Generator<int, int>"), InlineData("Generator<int, int, int>")]
    [InlineData("AsyncGenerator<int>"), InlineData("AsyncGenerator<int, int>")]
    [InlineData("AsyncGenerator<int, int, int>")]
    public void A_lambda_may_shadow_the_yield_of_every_kind_of_body(string type) => Accepts(
        $"_ = new {type}(async yield => {{ await yield.From(async yield => await yield(1));" +
        "int x = await yield.From(async yield => { await yield(2); return 3; }); await yield(x); " +
        (type.EndsWith("<int, int, int>", StringComparison.Ordinal) ? "return x; });" : "});"));

    [Fact]
    public void A_sink_yields_nothing_and_is_sent_values() => Accepts(
        "var g = new Generator<ValueTuple, string>(async yield => { while ((await yield()).Length > 0) { } });" +
        "g.Next(); g.Send(\"text\"); g.Run(_ => \"\");");

    [Theory]
    [InlineData("CS0029", "'int' to 'string'",
        "_ = new Generator<object, object>(async yield => { string s = [|await yield.Ask(new Number())|]; });",
        "_ = new Generator<object, object>(async yield => { int n = await yield.Ask(new Number()); });")]
    [InlineData("CS0411", "cannot be inferred",
        "_ = new Generator<object, object>(async yield => { await yield.[|Ask|](\"text\"); });",
        "_ = new Generator<object, object>(async yield => { await yield.Ask(new Number()); });")]
    public void An_answer_of_another_type_and_what_is_no_request_are_refused(
        string id, string words, string wrong, string right) =>
        Refuses(id, words, wrong + Requests, right.Replace("int n", "_") + Requests);
}
