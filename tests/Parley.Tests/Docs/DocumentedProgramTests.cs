using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

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
    public void What_does_not_compile_as_it_stands_fails(string code, string error) =>
        Assert.Contains(error, Assert.Throws<InvalidOperationException>(() => DocumentedProgram.Run(code)).Message);

    [Fact]
    public void A_fence_that_is_never_closed_fails() =>
        Assert.Throws<FormatException>(() => CodeBlock.In("page", "```csharp\nint i;\n"));
}

/// <summary>A program of the documentation. The comment behind a top-level statement says what comes of it: the value
/// of the expression or of the declared variable, else what is printed, with commas between the lines; or "throws" and
/// the type of an exception. A remark may follow behind a colon.</summary>
internal static class DocumentedProgram
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading.Tasks;
        """;

    private const string Checks = """
        static class Documented
        {
            public static Task Check<T>(string expected, Func<Task<T>> statement) =>
                Compare(expected, async () => Show(await statement()));

            public static Task Check(string expected, Func<Task> statement) => Compare(
                expected,
                async () => { Console.Lines.Clear(); await statement(); return string.Join(", ", Console.Lines); });

            private static async Task Compare(string expected, Func<Task<string>> run)
            {
                string actual;
                try { actual = await run(); }
                catch (Exception e) { actual = "throws " + e.GetType().Name.Split('`')[0]; }
                if (actual != expected) throw new Exception($"documented: {expected}, but it is: {actual}");
            }

            private static string Show(object value) =>
                value is bool truth ? (truth ? "true" : "false") : value?.ToString() ?? "null";
        }

        static class Console
        {
            public static readonly List<string> Lines = [];
            public static void WriteLine(object value) => Lines.Add($"{value}");
        }
        """;

    private static readonly MetadataReference[] s_references =
    [
        .. Directory.GetFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "System*.dll")
            .Append(typeof(Generator<>).Assembly.Location)
            .Append(typeof(System.Reactive.Unit).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>Compiles the program as it stands, then runs it and compares what comes of its statements.</summary>
    /// <returns>How many comments were compared.</returns>
    /// <exception cref="InvalidOperationException">It doesn't compile, fails, or does something else.</exception>
    public static int Run(string code)
    {
        Compile(code, Usings);
        string checkedCode = AddChecks(code, out int count);
        MethodInfo main = Assembly.Load(Compile(checkedCode, Usings, Checks)).EntryPoint!;
        try { main.Invoke(null, [Array.Empty<string>()]); }
        catch (TargetInvocationException e) { throw new InvalidOperationException(e.InnerException!.Message, e); }
        return count;
    }

    private static string AddChecks(string code, out int count)
    {
        var changes = new List<TextChange>();
        foreach (var member in Parse(code).GetCompilationUnitRoot().Members.OfType<GlobalStatementSyntax>())
        {
            SyntaxTrivia comment = member.GetTrailingTrivia()
                .FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia));
            if (comment == default) continue;
            string expected = SymbolDisplay.FormatLiteral(comment.ToString()[2..].Split(": ")[0].Trim(), quote: true);
            string Check(string code) => $" await Documented.Check({expected}, async () => {code});";
            changes.Add(member.Statement switch
            {
                ExpressionStatementSyntax { Expression: var it } => new(member.Span, Check($"{it}")),
                LocalDeclarationStatementSyntax { Declaration.Variables: [var variable] } =>
                    new(new(member.Span.End, 0), Check($"{variable.Identifier}")),
                var statement => new(member.Span, Check($"{{ {statement} }}")),
            });
        }
        count = changes.Count;
        return SourceText.From(code).WithChanges(changes).ToString();
    }

    private static byte[] Compile(params string[] sources)
    {
        var compilation = CSharpCompilation.Create(
            $"Documented{Guid.NewGuid():N}", sources.Select(Parse), s_references,
            new(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        var assembly = new MemoryStream();
        IEnumerable<string> errors = compilation.Emit(assembly).Diagnostics
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => diagnostic.ToString());
        return errors.Any() ? throw new InvalidOperationException(string.Join('\n', errors)) : assembly.ToArray();
    }

    private static SyntaxTree Parse(string code) =>
        CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(LanguageVersion.CSharp14));
}
