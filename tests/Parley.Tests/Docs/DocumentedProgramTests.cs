namespace Parley.Tests.Docs;

public class DocumentedProgramTests
{
    [Fact]
    public void Values_variables_prints_and_exceptions_are_compared()
    {
        const string Code = """
            var list = new List<double> { 1.5, 2 };   // System.Collections.Generic.List`1[System.Double]
            list.Remove(1.5);               // true: it was there
            bool again = list.Remove(1.5);  // false
            double first = list[0];         // 2
            Console.WriteLine(first + 1);   // 3
            foreach (int i in (int[])[3, 2, 1]) Console.WriteLine(i);   // 3, 2, 1
            list.First(x => x > 2);         // throws InvalidOperationException
            await Task.FromResult(5);       // 5
            list.Clear();
            """;
        Assert.Equal(8, DocumentedProgram.Run(Code));
    }

    [Theory]
    [InlineData("int.Parse(\"1\");   // 2", "documented: 2, but it is: 1")]
    [InlineData("await System.Threading.Tasks.Task.FromResult(1);   // 2", "documented: 2, but it is: 1")]
    [InlineData("int i = 1;   // 2: or so", "documented: 2, but it is: 1")]
    [InlineData("Console.WriteLine(1);   // 2", "documented: 2, but it is: 1")]
    [InlineData("int.Parse(\"x\");   // 1", "documented: 1, but it is: throws FormatException")]
    [InlineData("int.Parse(\"1\");   // throws FormatException", "documented: throws FormatException, but it is: 1")]
    [InlineData("int.Parse(\"x\");", "The input string 'x' was not in a correct format.")]
    public void What_does_not_come_true_fails(string code, string message) =>
        Assert.Equal(message, Assert.Throws<InvalidOperationException>(() => DocumentedProgram.Run(code)).Message);

    [Theory]
    [InlineData("int i = \"\";", "CS0029")]
    [InlineData("var g = new Parley.Generator<int>(async yield => { }); g.State;   // Created", "CS0201")]
    [InlineData("", "CS5001")]
    public void What_does_not_compile_as_it_stands_fails(string code, string error)
    {
        var exception = Assert.Throws<InvalidOperationException>(() => DocumentedProgram.Run(code));
        Assert.Contains(error, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fence_that_is_never_closed_fails() =>
        Assert.Throws<FormatException>(() => CodeBlock.In("page", "```csharp\nint i;\n"));
}
