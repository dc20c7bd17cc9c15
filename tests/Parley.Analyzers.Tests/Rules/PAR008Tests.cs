namespace Parley.Analyzers.Tests.Rules;

public class PAR008Tests
{
    [Theory]
    [InlineData("{|PAR008:Sub()|}; await yield(1);")]
    [InlineData("{|PAR008:new Generator<int>(async yield => { })|}; await yield(1);")]
    [InlineData("{|PAR008:Part(yield)|}; await yield(1);")]
    [InlineData("var g = Sub(); {|PAR008:g.Trace(Console.WriteLine)|}; await yield(1);")]
    [InlineData("await yield(1); return {|PAR008:Sub()|};")]
    [InlineData("await yield(1); return {|PAR008:Part(yield)|};")]
    public Task Finds(string body) => Verify.Finds<PAR008Dropped>(In(body));

    [Theory]
    [InlineData("var g = Sub(); g.Prime(); await yield(1);")]
    [InlineData("Sub().Prime(); await yield(1);")]
    [InlineData("var queue = new Queue<Generator<int>>([Sub()]); queue.Dequeue(); await yield(1);")]
    [InlineData("await yield.From(Sub());")]
    [InlineData("await yield(1); return await yield(2);")]
    [InlineData("Holder.Kept(); await yield(1);")]
    public Task Is_silent_for(string body) => Verify.Finds<PAR008Dropped>(In(body));

    [Theory]
    [InlineData("{|PAR008:Sub()|}; await yield(1);", "await yield.From(Sub()); await yield(1);")]
    [InlineData("{|PAR008:Part(yield)|}; await yield(1);", "await yield.From(Part); await yield(1);")]
    [InlineData("await yield(1); return {|PAR008:Full()|};", "await yield(1); return await yield.From(Full());")]
    public Task Delegates_to_it(string body, string better) =>
        Verify.Fixes<PAR008Dropped, DelegateWithFrom>(In(body), In(better));

    private static string In(string body) => $$"""
        var g = new Generator<int, int, object>(async yield =>
        {
            {{body}}
            return 1;
        });

        static Generator<int> Sub() => new(async yield => await yield(1));
        static Generator<int, int, string> Full() => new(async yield => $"{await yield(1)}");
        static async GeneratorBody Part(Yield<int, int> yield) => await yield(1);

        class Holder
        {
            static Generator<int>? s_kept;
            public static Generator<int> Kept() { s_kept ??= new(async yield => { }); return s_kept; }
        }
        """;
}
