namespace Parley.Analyzers.Tests.Rules;

public class PAR020Tests
{
    [Theory]
    [InlineData("list.Add({|PAR020:() => own++|});")]
    [InlineData("holder.Do = {|PAR020:() => own++|};")]
    [InlineData("Action[] array = [() => { }]; array[0] = {|PAR020:() => own++|};")]
    public Task Finds(string body) => Verify.Finds<PAR020Kept>(In(body, "g.Fork();"));

    [Theory]
    [InlineData("list.Add(() => own++);", "")]
    [InlineData("Action count = () => own++; count();", "g.Fork();")]
    [InlineData("list.Add(() => Console.WriteLine());", "g.Fork();")]
    [InlineData("list.Add(() => own++);", "new Generator<string>(async yield => await yield(\"\")).Fork();")]
    public Task Is_silent_for(string body, string rest) => Verify.Finds<PAR020Kept>(In(body, rest));

    private static string In(string body, string rest) => $$"""
        var g = new Generator<int>(async yield =>
        {
            int own = 0;
            List<Action> list = [];
            var holder = new Holder();
            {{body}}
            await yield(own);
        });
        {{rest}}
        class Holder { public Action? Do; }
        """;
}
