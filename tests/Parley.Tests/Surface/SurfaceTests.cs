using Parley.Tests.Docs;

namespace Parley.Tests.Surface;

public class SurfaceTests
{
    private const string Update = "PARLEY_UPDATE_SURFACE";

    [Fact]
    public void The_public_surface_is_the_one_in_the_text_file()
    {
        string path = Path.Combine(Pages.Folder("README.md"), "tests", "Parley.Tests", "Surface", "Parley.txt");
        string actual = PublicSurface.Write();
        if (Environment.GetEnvironmentVariable(Update) == "1") File.WriteAllText(path, actual);
        string[] was = File.ReadAllLines(path), @is = actual.TrimEnd('\n').Split('\n');
        Assert.True(was.SequenceEqual(@is), $"""
            The public surface isn't that of {path}:
            {string.Join('\n', Difference(was, @is))}
            If that is meant, run the tests once with {Update}=1 and commit the file.
            """);
    }

    [Fact]
    public void A_difference_names_the_lines_that_are_gone_and_new()
    {
        Assert.Equal(["- b", "+ x", "+ c"], Difference(["a", "b", "c", "d"], ["a", "x", "c", "c", "d"]));
        Assert.Empty(Difference(["a"], ["a"]));
    }

    // The lines outside of a longest common subsequence.
    private static IEnumerable<string> Difference(string[] was, string[] @is)
    {
        int[,] common = new int[was.Length + 1, @is.Length + 1];
        for (int i = was.Length - 1; i >= 0; i--)
        for (int j = @is.Length - 1; j >= 0; j--)
        {
            common[i, j] = was[i] == @is[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }
        for (int i = 0, j = 0; i < was.Length || j < @is.Length;)
        {
            bool gone = j == @is.Length || (i < was.Length && common[i + 1, j] >= common[i, j + 1]);
            if (i < was.Length && j < @is.Length && was[i] == @is[j]) (i, j) = (i + 1, j + 1);
            else yield return gone ? $"- {was[i++]}" : $"+ {@is[j++]}";
        }
    }
}
