using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.Text;

namespace Parley.Analyzers.Tests.Rules;

public class MakeGeneratorTests
{
    [Theory]
    [InlineData(
        "static IEnumerable<int> C$$ount() { yield return 1; if (DateTime.Now.Year > 1) yield break; yield return 2; }",
        "static Generator<int> Count() => new(async yield => " +
        "{ await yield(1); if (DateTime.Now.Year > 1) return; await yield(2); });")]
    [InlineData(
        "static async IAsyncEnumerable<string> C$$ount(int n) { await Task.Delay(n); yield return \"\"; }",
        "static AsyncGenerator<string> Count(int n) => new(async yield => " +
        "{ await Task.Delay(n); await yield(\"\"); });")]
    public async Task Makes_a_generator_of_an_iterator(string method, string generator) =>
        Assert.Equal(generator, await Refactored(method));

    [Theory]
    [InlineData("static IEnumerable<int> C$$ount() => [1];")]
    [InlineData("static Generator<int> C$$ount() => new(async yield => await yield(1));")]
    [InlineData("static IEnumerable<int> C$$ount() { IEnumerable<int> Own() { yield return 1; } return Own(); }")]
    [InlineData("static IEnumerable<int> Count() { $$yield return 1; }")]
    [InlineData("static IEnumerator<int> C$$ount() { yield return 1; }")]
    public async Task Is_not_offered_for(string method) => Assert.Null(await Refactored(method));

    [Fact]
    public void Says_that_a_generator_is_read_once() => Assert.Contains("read only once", MakeGenerator.Title);

    /// <summary>Returns what becomes of a program, of which all but one method is left out; null if nothing.</summary>
    private static async Task<string?> Refactored(string method)
    {
        const string Usings =
            "using System; using System.Collections.Generic; using System.Threading.Tasks; using Parley;\n";
        int at = Usings.Length + method.IndexOf("$$", StringComparison.Ordinal);
        using var workspace = new AdhocWorkspace(MefHostServices.DefaultHost);
        var document = workspace.AddProject("Program", LanguageNames.CSharp)
            .WithMetadataReferences(Verify.References)
            .WithCompilationOptions(new CSharpCompilationOptions(OutputKind.ConsoleApplication))
            .AddDocument("Program.cs", Usings + method.Replace("$$", ""));
        CodeAction? offered = null;
        await new MakeGenerator().ComputeRefactoringsAsync(new CodeRefactoringContext(
            document, new TextSpan(at, 0), action => offered = action, TestContext.Current.CancellationToken));
        if (offered is null) return null;
        var operations = await offered.GetOperationsAsync(TestContext.Current.CancellationToken);
        var solution = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
        return $"{await solution.GetDocument(document.Id)!.GetTextAsync()}"[Usings.Length..];
    }
}
