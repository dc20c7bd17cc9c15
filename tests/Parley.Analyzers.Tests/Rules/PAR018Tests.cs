namespace Parley.Analyzers.Tests.Rules;

public class PAR018Tests
{
    [Theory]
    [InlineData("await yield.From({|PAR018:Words()|});")]
    [InlineData("var words = Words(); await yield.From({|PAR018:words|});")]
    public Task Finds(string body) => Verify.Finds<PAR018OtherSendType>(In("Generator<int, int>", body));

    [Theory]
    [InlineData("Generator<int, int>", "await yield.From(Numbers());")]
    [InlineData("Generator<int>", "await yield.From(Words());")]
    [InlineData("Generator<int, int>", "await yield.From(OneWay());")]
    [InlineData("Generator<int, int>", "await yield.From(new[] { 1 });")]
    [InlineData("Generator<int, string?>", "await yield.From(Words());")]
    public Task Is_silent_for(string type, string body) => Verify.Finds<PAR018OtherSendType>(In(type, body));

    private static string In(string type, string body) => $$"""
        var g = new {{type}}(async yield =>
        {
            {{body}}
        });

        static Generator<int, string> Words() => new(async yield => await yield(1));
        static Generator<int, int> Numbers() => new(async yield => await yield(1));
        static Generator<int> OneWay() => new(async yield => await yield(1));
        """;
}
