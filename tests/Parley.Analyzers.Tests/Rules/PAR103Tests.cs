namespace Parley.Analyzers.Tests.Rules;

public class PAR103Tests
{
    [Theory]
    [InlineData("var x = {|PAR103:Guid.NewGuid()|};")]
    [InlineData("var x = {|PAR103:Guid.CreateVersion7()|};")]
    [InlineData("var x = {|PAR103:Guid.CreateVersion7(d.UtcNow)|};")]
    [InlineData("Func<Guid> make = {|PAR103:Guid.NewGuid|};")]
    public Task Finds(string body) => Verify.Finds<PAR103NewGuid>(In(body));

    [Theory]
    [InlineData("var x = d.NewGuid();")]
    [InlineData("var x = await yield.From(d.Run(\"id\", async context => Guid.NewGuid()));")]
    [InlineData("var x = Guid.Empty; var y = new Guid(); var z = Guid.Parse(name);")]
    public Task Is_silent_for(string body) => Verify.Finds<PAR103NewGuid>(In(body));

    [Theory]
    [InlineData("var x = {|PAR103:Guid.NewGuid()|};", "var x = d.NewGuid();")]
    [InlineData("var x = {|PAR103:Guid.CreateVersion7()|}.ToString();", "var x = d.NewGuid().ToString();")]
    [InlineData("Func<Guid> make = {|PAR103:Guid.NewGuid|};", "Func<Guid> make = d.NewGuid;")]
    [InlineData("var other = d; { var x = {|PAR103:Guid.NewGuid()|}; }", "var other = d; { var x = other.NewGuid(); }")]
    [InlineData("var x = {|PAR103:Guid.NewGuid()|}; var other = d;", "var x = d.NewGuid(); var other = d;")]
    public Task Takes_it_from_the_conversation(string body, string better) =>
        Verify.Fixes<PAR103NewGuid, UseConversation>(In(body), In(better));

    [Fact]
    public Task Takes_it_from_a_field() => Verify.Fixes<PAR103NewGuid, UseConversation>(
        InField("{|PAR103:Guid.NewGuid()|}"), InField("_d.NewGuid()"));

    private static string InField(string guid) => $$"""
        using Parley.Durable;
        Console.WriteLine(new Desk(null!).Body());

        class Desk(Durable<string, string> d)
        {
            private readonly Durable<string, string> _d = d;
            public Generator<string, string> Body() => new(async yield =>
            {
                await yield($"{{{guid}}}");
                await yield.From(_d.Sleep(TimeSpan.FromDays(1)));
            });
        }
        """;

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
