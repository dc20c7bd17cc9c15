namespace Parley.Analyzers.Tests.Rules;

public class PAR104Tests
{
    [Theory]
    [InlineData("var x = {|PAR104:Environment.MachineName|};")]
    [InlineData("var x = {|PAR104:Environment.GetEnvironmentVariable(\"HOME\")|};")]
    [InlineData("var x = {|PAR104:Environment.ProcessId|};")]
    [InlineData("{|PAR104:Environment.SetEnvironmentVariable(\"A\", \"b\")|};")]
    [InlineData("var x = {|PAR104:File.ReadAllText(name)|};")]
    [InlineData("var x = {|PAR104:Directory.GetFiles(name)|};")]
    [InlineData("using var x = {|PAR104:new StreamReader(name)|};")]
    [InlineData("var x = {|PAR104:new FileInfo(name).Length|};")]
    [InlineData("var x = {|PAR104:Console.ReadLine()|};")]
    [InlineData("var x = {|PAR104:Console.In|}.ReadLine();")]
    [InlineData("{|PAR104:System.Globalization.CultureInfo.CurrentCulture|} = " +
        "System.Globalization.CultureInfo.InvariantCulture;")]
    [InlineData("var x = TimeZoneInfo.ConvertTime(d.UtcNow, {|PAR104:TimeZoneInfo.Local|});")]
    [InlineData("var x = {|PAR104:d.UtcNow.LocalDateTime|};")]
    [InlineData("var x = {|PAR104:OperatingSystem.IsWindows()|};")]
    public Task Finds(string body) => Verify.Finds<PAR104Surroundings>(In(body));

    [Theory]
    [InlineData("var x = await yield.From(d.Run(\"read\", (key, token) => File.ReadAllTextAsync(name, token)));")]
    [InlineData("var x = await yield.From(d.Run(\"where\", async context => Environment.MachineName));")]
    [InlineData("var x = name + Environment.NewLine;")]
    [InlineData("var x = System.Globalization.CultureInfo.CurrentCulture.Name;")]
    [InlineData("var x = new StreamReader(new MemoryStream()).ReadToEnd();")]
    [InlineData("Console.WriteLine(name);")]
    [InlineData("var x = new FileInfo(name).Name;")]
    public Task Is_silent_for(string body) => Verify.Finds<PAR104Surroundings>(In(body));

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
