namespace Parley.Analyzers.Tests.Rules;

public class PAR102Tests
{
    [Theory]
    [InlineData("int x = {|PAR102:Random.Shared|}.Next();")]
    [InlineData("var random = {|PAR102:new Random()|}; int x = random.Next() + random.Next();")]
    [InlineData("int x = {|PAR102:new Random(42)|}.Next();")]
    [InlineData("int x = {|PAR102:System.Security.Cryptography.RandomNumberGenerator.GetInt32(6)|};")]
    [InlineData("using var random = {|PAR102:System.Security.Cryptography.RandomNumberGenerator.Create()|}; " +
        "random.GetBytes(new byte[1]);")]
    [InlineData("string x = {|PAR102:Path.GetRandomFileName()|} + {|PAR102:Path.GetTempFileName()|};")]
    [InlineData("foreach (int x in {|PAR102:new[] { 1, 2 }.Shuffle()|}) await yield($\"{x}\");")]
    [InlineData("int x = {|PAR102:name.GetHashCode()|};")]
    [InlineData("int x = {|PAR102:HashCode.Combine(1, name)|};")]
    public Task Finds(string body) => Verify.Finds<PAR102Chance>(In(body));

    [Theory]
    [InlineData("int x = await yield.From(d.Run(\"dice\", async context => Random.Shared.Next(6)));")]
    [InlineData("var x = Path.Combine(\"a\", name);")]
    [InlineData("int x = 1.GetHashCode();")]
    public Task Is_silent_for(string body) => Verify.Finds<PAR102Chance>(In(body));

    [Fact]
    public Task Finds_it_in_what_the_body_has_not_made() => Verify.Finds<PAR102Chance>("""
        using Parley.Durable;
        Console.WriteLine(new Desk());

        class Desk
        {
            private readonly Random _random = new();
            public Generator<int, int, int> Talk(Durable<int, int> d) =>
                new(async yield => await yield({|PAR102:_random.Next()|}));
            public static Generator<int, int, int> Talk(Durable<int, int> d, Random random) =>
                new(async yield => await yield({|PAR102:random.Next()|}));
        }
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
