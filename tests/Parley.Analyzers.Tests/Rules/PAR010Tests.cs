namespace Parley.Analyzers.Tests.Rules;

public class PAR010Tests
{
    [Theory]
    [InlineData("await foreach (int x in Count().WithCancellation({|PAR010:token|})) { }")]
    [InlineData("var g = Count(); await foreach (int x in g.WithCancellation({|PAR010:token|})) { }")]
    [InlineData("await foreach (int x in Named().WithCancellation({|PAR010:token|})) { }")]
    [InlineData("await foreach (int x in Other(token).WithCancellation({|PAR010:token|})) { }")]
    public Task Finds(string program) => Verify.Finds<PAR010NoToken>(With(program));

    [Theory]
    [InlineData("await foreach (int x in Count()) { }")]
    [InlineData("await foreach (int x in NamedTaking().WithCancellation(token)) { }")]
    [InlineData("await foreach (int x in Passed(async (y, t) => await y(1)).WithCancellation(token)) { }")]
    [InlineData("await foreach (int x in Taking().WithCancellation(token)) { }")]
    [InlineData("await foreach (int x in Using(token).WithCancellation(token)) { }")]
    [InlineData("IAsyncEnumerable<int> all = Count(); await foreach (int x in all.WithCancellation(token)) { }")]
    public Task Is_silent_for(string program) => Verify.Finds<PAR010NoToken>(With(program));

    [Fact]
    public Task Takes_a_token() => Verify.Fixes<PAR010NoToken, TakeToken>(
        With("await foreach (int x in Count().WithCancellation({|PAR010:token|})) { }"),
        With("await foreach (int x in Count().WithCancellation(token)) { }").Replace(
            "Count() => new(async yield =>", "Count() => new(async (yield, token) =>"));

    private static string With(string program) => $$"""
        CancellationToken token = default;
        {{program}}
        static AsyncGenerator<int> Count() => new(async yield => await yield(1));
        static async AsyncGeneratorBody Body(Yield<int> yield) => await yield(1);
        static async AsyncGeneratorBody TakingBody(Yield<int> yield, CancellationToken own) => await yield(1);
        static AsyncGenerator<int> Named() => new(Body);
        static AsyncGenerator<int> NamedTaking() => new(TakingBody);
        static AsyncGenerator<int> Passed(Func<Yield<int>, CancellationToken, AsyncGeneratorBody> body) => new(body);
        static AsyncGenerator<int> Taking() => new(async (yield, token) => await yield(1));
        static AsyncGenerator<int> Using(CancellationToken own) => new(async yield =>
            { own.ThrowIfCancellationRequested(); });
        static AsyncGenerator<int> Other(CancellationToken own) => new(async yield => await yield(1));
        """;
}
