namespace Parley.Analyzers.Tests.Rules;

public class PAR019Tests
{
    [Theory]
    [InlineData("Ask().{|PAR019:Run|}(x => Get(x));")]
    [InlineData("Ask().{|PAR019:Run|}(Get);")]
    [InlineData("GeneratorScope.{|PAR019:Run|}(Scope, async x => await Task.Delay(1));")]
    [InlineData("GeneratorScope.{|PAR019:Run|}(Scope, async x => { await Task.Delay(1); return 1; });")]
    public Task Finds(string program) => Verify.Finds<PAR019TaskIsTheAnswer>(With(program));

    [Theory]
    [InlineData("Ask().Run(x => x);")]
    [InlineData("await Ask().RunAsync(async x => await Get(x));")]
    [InlineData("GeneratorScope.Run(Scope, x => Console.WriteLine(x));")]
    [InlineData("await GeneratorScope.RunAsync(Scope, async x => { await Task.Delay(1); });")]
    public Task Is_silent_for(string program) => Verify.Finds<PAR019TaskIsTheAnswer>(With(program));

    [Theory]
    [InlineData("Ask().{|PAR019:Run|}(x => Get(x));", "await Ask().RunAsync(async x => await Get(x));")]
    [InlineData("Ask().{|PAR019:Run|}(Get);", "await Ask().RunAsync(async value => await Get(value));")]
    [InlineData("GeneratorScope.{|PAR019:Run|}(Scope, async x => await Task.Delay(1));",
        "await GeneratorScope.RunAsync(Scope, async x => await Task.Delay(1));")]
    public Task Awaits(string program, string better) =>
        Verify.Fixes<PAR019TaskIsTheAnswer, AwaitRun>(With(program), With(better));

    private static string With(string program) => $$"""
        {{program}}
        static Generator<string, object> Ask() => new(async yield => await yield("?"));
        static Generator<int> Scope() => new(async yield => await yield(1));
        static Task<string> Get(string x) => Task.FromResult(x);
        """;
}
