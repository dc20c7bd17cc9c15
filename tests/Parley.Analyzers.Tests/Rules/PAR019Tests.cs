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
    [InlineData("Name().{|PAR019:Run|}(async x => await Get(x));", "CS4010")]
    [InlineData("Name().{|PAR019:Run|}(async x => { await Task.Yield(); return x; });", "CS4010")]
    [InlineData("Name().{|PAR019:Run|}(x => Get(x));", "CS0029", "CS1662")]
    [InlineData("Name().{|PAR019:Run|}(Get);", "CS0407")]
    [InlineData("Name().{|PAR019:Run|}((Func<string, Task<string>>)Get);", "CS1503")]
    [InlineData("await Name().{|PAR019:RunAsync|}(Get);", "CS0407")]
    [InlineData("await Name().{|PAR019:RunAsync|}(x => Get(x));", "CS0029", "CS1662")]
    [InlineData("Func<string, Task<string>> get = Get; await Name().{|PAR019:RunAsync|}(get);", "CS1503")]
    public Task Explains_the_compiler(string program, params string[] errors) =>
        Verify.Finds<PAR019TaskIsTheAnswer>(With(program), errors);

    [Theory]
    [InlineData("Ask().Run(x => x);")]
    [InlineData("await Ask().RunAsync(async x => await Get(x));")]
    [InlineData("await Name().RunAsync(async x => await Get(x));")]
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
        static Generator<string, string> Name() => new(async yield => await yield("?"));
        static Generator<int> Scope() => new(async yield => await yield(1));
        static Task<string> Get(string x) => Task.FromResult(x);
        """;
}
