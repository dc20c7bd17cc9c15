namespace Parley.Analyzers.Tests.Rules;

public class PAR017Tests
{
    [Theory]
    [InlineData("await {|PAR017:Sub()|};", "CS1061")]
    [InlineData("int x = await {|PAR017:Sub()|};", "CS1061")]
    [InlineData("await {|PAR017:Part(yield)|};", "CS1061")]
    [InlineData("await yield({|PAR017:Sub()|});", "CS1503")]
    public Task Finds(string body, string error) => Verify.Finds<PAR017Awaited>(In("int", body), error);

    [Theory]
    [InlineData("int", "await yield.From(Sub());")]
    [InlineData("Generator<int>", "await yield(Sub());")]
    [InlineData("object", "await yield(Sub());")]
    public Task Is_silent_for(string type, string body) => Verify.Finds<PAR017Awaited>(In(type, body));

    [Theory]
    [InlineData("await {|PAR017:Sub()|};", "await yield.From(Sub());", "CS1061")]
    [InlineData("await {|PAR017:Part(yield)|};", "await yield.From(Part);", "CS1061")]
    [InlineData("await yield({|PAR017:Sub()|});", "await yield.From(Sub());", "CS1503")]
    public Task Delegates(string body, string better, string error) =>
        Verify.Fixes<PAR017Awaited, DelegateWithFrom>(In("int", body), In("int", better), 0, error);

    private static string In(string type, string body) => $$"""
        var g = new Generator<{{type}}, int>(async yield =>
        {
            {{body}}
        });

        static Generator<int, int, int> Sub() => new(async yield => await yield(1));
        static async GeneratorBody Part(Yield<int, int> yield) => await yield(1);
        """;
}
