using Microsoft.CodeAnalysis;

namespace Parley.Analyzers.Tests;

/// <summary>No rule takes code that isn't finished yet for a mistake.</summary>
public class HalfTypedTests
{
    private const string Talk =
        "static Generator<int, int, int> Talk(Parley.Durable.Durable<int, int> d, int n) => new(async yield => { ";

    [Theory]
    [InlineData("var g = new Generator<int>(async yield => { await yield(")]
    [InlineData("var g = new Generator<int>(async yield => { await yield(\"x\"); });")]
    [InlineData("var g = new Generator<int, int, int>(async yield => { int x = await yield(1); });")]
    [InlineData("var g = new Generator<int, int, int>(async yield => { return await yield(1) + unknown; });")]
    [InlineData("var g = new Generator<>(async yield => { await yield(1); });")]
    [InlineData("var g = new Generator<int>(async yield => { await yield.; });")]
    [InlineData("var g = new Generator<int>(async yield => { await yield.From(; });")]
    [InlineData("var g = new Generator<int>(async yield => { await unknown; });")]
    [InlineData("var g = new Generator<int>(async yield => { await Any(1); foreach (var x in ) await yield(x); });")]
    [InlineData("var g = new Generator<int>(async yield => { try { await yield(1); } catch (Exc")]
    [InlineData("var g = Unknown(async yield => await yield(1)); g.Send(1);")]
    [InlineData("static Generator<int> M() => ; var g = M(); foreach (var x in g) g.")]
    [InlineData("static Generator<int, int> M() { return ; } var g = M(); g.Next(); g.Send(")]
    [InlineData("foreach (var x in new Generator<int>(async yield => await yield(1)).Take(")]
    [InlineData(Talk + "var x = DateTime.")]
    [InlineData(Talk + "var x = Guid.; return await yield(1); });")]
    [InlineData(Talk + "foreach (var x in ) ")]
    [InlineData(Talk + "foreach (var x in unknown.Keys) await yield(x")]
    [InlineData(Talk + "try { } catch (Exc) { await yield.From(d.Run(")]
    [InlineData(Talk + "try { } catch (Exception e) when () { await yield.From(d.Run(\"x\", context => ")]
    [InlineData(Talk + "int i = 0; await yield.From(d.Run(\"x\", context => i")]
    [InlineData(Talk + "int i = 0; await yield.From(d.Run(\"x\", async context => { i; ")]
    [InlineData(Talk + "List<int> all = [..")]
    public async Task Is_no_mistake_yet(string program)
    {
        var compilation = Verify.Compile(program);
        Assert.Contains(compilation.GetDiagnostics(), it => it.Severity == DiagnosticSeverity.Error);
        Assert.Empty(await Verify.Found(compilation));
    }
}
