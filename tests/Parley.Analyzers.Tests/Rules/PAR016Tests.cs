namespace Parley.Analyzers.Tests.Rules;

public class PAR016Tests
{
    [Theory]
    [InlineData("for (int i = 0; i < 3; i++) all.Add(new(async yield => await yield({|PAR016:i|})));")]
    [InlineData("for (int i = 0; i < 3; i++) array[i] = new Generator<int>(async yield => await yield({|PAR016:i|}));")]
    [InlineData("for (int i = 0; i < 3; i++) " +
        "{ all.Add(new Generator<int>(async yield => await yield({|PAR016:i|})).Prime()); }")]
    public Task Finds(string program) => Verify.Finds<PAR016KeepsVariable>(With(program));

    [Theory]
    [InlineData("for (int i = 0; i < 3; i++) { int j = i; all.Add(new(async yield => await yield(j))); }")]
    [InlineData("foreach (int i in new[] { 1 }) all.Add(new(async yield => await yield(i)));")]
    [InlineData("for (int i = 0; i < 3; i++) foreach (int x in new Generator<int>(async yield => await yield(i))) { }")]
    [InlineData("all.Add(new(async yield => { for (int i = 0; i < 3; i++) await yield(i); }));")]
    public Task Is_silent_for(string program) => Verify.Finds<PAR016KeepsVariable>(With(program));

    [Fact]
    public Task Finds_the_variable_of_a_using() => Verify.Finds<PAR016KeepsVariable>("""
        Lines();

        static Generator<string?> Lines()
        {
            using var file = System.IO.File.OpenText("");
            return new(async yield => await yield({|PAR016:file|}.ReadLine()));
        }

        static Generator<string?> Right() => new(async yield =>
        {
            using var file = System.IO.File.OpenText("");
            await yield(file.ReadLine());
        });
        """);

    [Theory]
    [InlineData("using var file = Open(); Generator<string?> g = new(async yield => await " +
        "yield({|PAR016:file|}.ReadLine())); return g;")]
    [InlineData("using var file = Open(); return Generator.Create(async (Yield<string?> yield) => await " +
        "yield({|PAR016:file|}.ReadLine()));")]
    [InlineData("using (var file = Open()) { var g = new Generator<string?>(async yield => await " +
        "yield({|PAR016:file|}.ReadLine())); return g; }")]
    [InlineData("using var file = Open(); Generator<string?> g = new(async yield => await " +
        "yield(file.ReadLine())); g.Next(); return new(async yield => { });")]
    public Task Finds_it_however_it_is_returned(string body) => Verify.Finds<PAR016KeepsVariable>($$"""
        Lines();

        static StreamReader Open() => File.OpenText("");
        static Generator<string?> Lines()
        {
            {{body}}
        }
        """);

    private static string With(string program) => $$"""
        List<Generator<int>> all = [];
        var array = new Generator<int>[3];
        {{program}}
        """;
}
