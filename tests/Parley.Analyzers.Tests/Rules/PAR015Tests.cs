namespace Parley.Analyzers.Tests.Rules;

public class PAR015Tests
{
    [Theory]
    [InlineData("await yield({|PAR015:d|});")]
    [InlineData("int x = await yield({|PAR015:d|});")]
    [InlineData("await {|PAR015:d|};")]
    public Task Finds(string body) => Verify.Finds<PAR015Dynamic>(In("Generator", body));

    [Theory]
    [InlineData("Generator", "await yield((int)d);")]
    [InlineData("Generator", "int x = d; await yield(x);")]
    [InlineData("AsyncGenerator", "await yield(d);")]
    [InlineData("AsyncGenerator", "await d;")]
    public Task Is_silent_for(string type, string body) => Verify.Finds<PAR015Dynamic>(In(type, body));

    [Fact]
    public Task Casts() => Verify.Fixes<PAR015Dynamic, CastDynamic>(
        In("Generator", "await yield({|PAR015:d|});"), In("Generator", "await yield((int)d);"));

    private static string In(string type, string body) => $$"""
        var g = new {{type}}<int, int>(async yield =>
        {
            dynamic d = 1;
            {{body}}
        });
        """;
}
