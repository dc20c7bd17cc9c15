namespace Parley.Analyzers.Tests.Rules;

public class PAR002Tests
{
    [Theory]
    [InlineData("new List<int> { 1 }.ForEach(async x => await {|PAR002:yield(x)|});")]
    [InlineData("Parallel.ForEach(new[] { 1 }, async x => { int y = await {|PAR002:yield(x)|}; });")]
    [InlineData("var all = new[] { 1 }.Select(async x => await {|PAR002:yield(x)|}).ToList();")]
    [InlineData("_ = Task.Run(async () => await {|PAR002:yield(1)|});")]
    [InlineData("async Task Local() => await {|PAR002:yield(1)|}; _ = Local();")]
    [InlineData("var t = yield(1); async Task Local() => await {|PAR002:t|}; _ = Local();")]
    [InlineData("var other = new Generator<int, int>(async inner => await {|PAR002:yield(1)|});")]
    [InlineData("await yield.From(async inner => { await {|PAR002:yield(1)|}; });")]
    [InlineData("_ = Helper(yield); static async Task Helper(Yield<int, int> yield) => await {|PAR002:yield(1)|};")]
    [InlineData("_ = Helper(yield); static async ValueTask<int> Helper(Yield<int, int> y) => await {|PAR002:y(1)|};")]
    public Task Finds(string body) => Verify.Finds<PAR002YieldOutsideOfItsBody>(In(body));

    [Theory]
    [InlineData("await yield(1);")]
    [InlineData("await yield.From(async inner => { await inner(1); });")]
    [InlineData("await yield.From(Part); static async GeneratorBody Part(Yield<int, int> yield) => await yield(1);")]
    [InlineData("await yield.From(y => Part(y, 2)); " +
        "static async GeneratorBody Part(Yield<int, int> y, int z) => await y(z);")]
    public Task Is_silent_for(string body) => Verify.Finds<PAR002YieldOutsideOfItsBody>(In(body));

    [Fact]
    public Task Is_silent_for_a_body_that_a_function_with_a_yield_makes() =>
        Verify.Finds<PAR002YieldOutsideOfItsBody>("""
        var g = new Generator<int>(Outer);

        static GeneratorBody Outer(Yield<int> yield)
        {
            return Inner();
            async GeneratorBody Inner() => await yield(1);
        }
        """);

    [Fact]
    public Task Makes_a_foreach_of_a_ForEach() => Verify.Fixes<PAR002YieldOutsideOfItsBody, KeepYieldInBody>(
        In("new List<int> { 1 }.ForEach(async x => await {|PAR002:yield(x)|});"),
        In("foreach (var x in new List<int> { 1 }) await yield(x);"));

    [Fact]
    public Task Makes_a_body_of_a_method() => Verify.Fixes<PAR002YieldOutsideOfItsBody, KeepYieldInBody>(
        """
        var g = new AsyncGenerator<int, int>(async yield =>
        {
            await Helper(yield);
            int x = await Other(yield, 1);
        });

        static async Task Helper(Yield<int, int> yield) => await {|PAR002:yield(1)|};
        static async Task<int> Other(Yield<int, int> yield, int x) => await {|PAR002:yield(x)|};
        """,
        """
        var g = new AsyncGenerator<int, int>(async yield =>
        {
            await yield.From(Helper);
            int x = await yield.From(yield => Other(yield, 1));
        });

        static async GeneratorBody Helper(Yield<int, int> yield) => await yield(1);
        static async GeneratorBody<int> Other(Yield<int, int> yield, int x) => await yield(x);
        """);

    private static string In(string body) => $$"""
        var g = new Generator<int, int>(async yield =>
        {
            {{body}}
        });
        """;
}
