using System.Text.RegularExpressions;
using Parley.Tests.Docs;
using Xunit;

namespace Parley.Tests.Samples;

public class DocumentedOutputTests
{
    [Fact]
    public void The_readme_shows_what_the_sample_prints() =>
        AssertShown("README.md", RunningAverageTests.Run("").Output);

    [Fact]
    public void The_readme_of_the_sample_shows_what_its_last_command_prints() =>
        AssertShown("samples/RunningAverage/README.md", RunningAverageTests.Run("10\nabc\n30\n", "-").Output);

    // A line "..." stands for any lines but blank ones.
    private static void AssertShown(string page, string[] output)
    {
        CodeBlock shown = Assert.Single(CodeBlock.In(page, Pages.Read(page)), block => block.Language == "text");
        string pattern = Regex.Escape(shown.Code).Replace(@"\n\.\.\.\n", @"\n(.+\n)+", StringComparison.Ordinal);
        Assert.Matches($@"\A{pattern}\z", string.Join('\n', output));
    }
}
