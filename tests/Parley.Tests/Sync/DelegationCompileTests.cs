using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Parley.Tests.Harness;
using Xunit;

namespace Parley.Tests.Sync;

public class DelegationCompileTests
{
    private static readonly MetadataReference[] s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private static IEnumerable<string> Errors(string statement)
    {
        string source = $$"""
            using System.Collections.Generic;
            using Parley;

            class Program
            {
                static void Main()
                {
                    IEnumerable<int> source = null!;
                    IAsyncEnumerable<int> asyncSource = null!;
                    object gate = new();
                    _ = new Generator<int, int>(async yield =>
                    {
                        await yield(1);
                        {{statement}}
                    });
                }
            }
            """;
        return CSharpCompilation.Create("Program", [CSharpSyntaxTree.ParseText(source)], s_references)
            .Emit(Stream.Null).Diagnostics // what a body may await is checked there
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => diagnostic.ToString());
    }

    [Fact, Row("FROM-50")]
    public void Synchronous_body_can_not_delegate_to_an_asynchronous_source()
    {
        Assert.Empty(Errors("await yield.From(source);"));
        var errors = Errors("await yield.From(asyncSource);").ToList();
        Assert.NotEmpty(errors);
        Assert.All(errors, error => Assert.StartsWith("(14,", error, StringComparison.Ordinal));
    }

    [Fact, Row("NET-05")]
    public void Body_can_not_yield_inside_a_lock()
    {
        Assert.Empty(Errors("lock (gate) { }"));
        Assert.Contains("CS1996", Assert.Single(Errors("lock (gate) { await yield(2); }")), StringComparison.Ordinal);
    }
}
