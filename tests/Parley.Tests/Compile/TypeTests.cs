using static Parley.Tests.Compile.Compiler;

namespace Parley.Tests.Compile;

// What goes in and out is typed.
public class TypeTests
{
    private const string YieldsText = """var inner = new Generator<string>(async yield => await yield("one"));""";
    private const string TakesText = "var inner = new Generator<int, string, int>(async _ => 1);";
    private const string ReturnsText =
        """var inner = new Generator<int, int, string>(async yield => $"{await yield(1)}");""";

    [Theory]
    [InlineData("cannot convert from 'string' to 'int'",
        """_ = new Generator<int>(async yield => await yield([|"one"|]));""",
        """_ = new Generator<string>(async yield => await yield("one"));""")]
    [InlineData("cannot convert from 'string' to 'int'",
        """_ = new Generator<int, string, string>(async yield => await yield([|"one"|]));""",
        """_ = new Generator<string, string, string>(async yield => await yield("one"));""")]
    [InlineData("<null>",
        "_ = new Generator<int>(async yield => await yield([|null|]));",
        "_ = new Generator<int?>(async yield => await yield(null));")]
    public void Yielding_a_value_of_another_type_is_refused(string words, string wrong, string right) =>
        Refuses("CS1503", words, wrong, right);

    [Theory, InlineData("Send"), InlineData("TrySend")]
    public void Sending_a_value_of_another_type_is_refused(string send) => Refuses("CS1503",
        "cannot convert from 'int' to 'string'",
        $"new Generator<int, string>(async yield => await yield(1)).{send}([|2|]);",
        $"new Generator<int, string>(async yield => await yield(1)).{send}(\"two\");");

    [Theory]
    [InlineData("'Generator<int>' does not contain a definition for 'Send'",
        "new Generator<int>(async yield => await yield(1)).[|Send|](2);",
        "new Generator<int, int>(async yield => await yield(1)).Send(2);")]
    [InlineData("'Generator<int, int>' does not contain a definition for 'Result'",
        "_ = new Generator<int, int>(async yield => await yield(1)).[|Result|];",
        "_ = new Generator<int, int, int>(async yield => await yield(1)).Result;")]
    public void Sending_to_one_without_sends_and_the_result_of_one_without_returns_are_refused(
        string words, string wrong, string right) => Refuses("CS1061", words, wrong, right);

    [Theory]
    [InlineData("CS0029", "'void' to 'int'",
        "_ = new Generator<int>(async yield => { int x = [|await yield(1)|]; await yield(x); });",
        "_ = new Generator<int, int>(async yield => { int x = await yield(1); await yield(x); });")]
    [InlineData("CS0815", "void",
        "_ = new Generator<int>(async yield => { var [|x = await yield(1)|]; });",
        "_ = new Generator<int, int>(async yield => { var x = await yield(1); _ = x; });")]
    [InlineData("CS0029", "'string' to 'int'",
        "_ = new Generator<int, string>(async yield => { int x = [|await yield(1)|]; await yield(x); });",
        "_ = new Generator<int, string>(async yield => { string x = await yield(1); await yield(x.Length); });")]
    public void Using_the_value_of_a_yield_as_what_is_not_sent_is_refused(
        string id, string words, string wrong, string right) => Refuses(id, words, wrong, right);

    [Theory]
    [InlineData("cannot convert from 'Parley.Generator<string>'",
        YieldsText + "_ = new Generator<int>(async yield => await yield.From([|inner|]));",
        YieldsText + "_ = new Generator<string>(async yield => await yield.From(inner));")]
    [InlineData("cannot convert from 'string[]'",
        """string[] inner = ["one"]; _ = new Generator<int>(async yield => await yield.From([|inner|]));""",
        """string[] inner = ["one"]; _ = new Generator<object>(async yield => await yield.From(inner));""")]
    public void Delegating_to_what_gives_other_values_is_refused(string words, string wrong, string right) =>
        Refuses("CS1503", words, wrong, right);

    [Theory]
    [InlineData("'void' to 'int'", // An enumerable has no value.
        "_ = new Generator<int>(async yield => { int x = [|await yield.From([1])|]; await yield(x); });",
        TakesText + "_ = new Generator<int>(async yield => { int x = await yield.From(inner); await yield(x); });")]
    [InlineData("'string' to 'int'",
        ReturnsText +
        "_ = new Generator<int, int>(async yield => { int x = [|await yield.From(inner)|]; await yield(x); });",
        ReturnsText +
        "_ = new Generator<int, int>(async yield => { string x = await yield.From(inner); await yield(x.Length); });")]
    [InlineData("'void' to 'int'", // Nor has a generator that takes other sends.
        TakesText +
        "_ = new Generator<int, int>(async yield => { int x = [|await yield.From(inner)|]; await yield(x); });",
        "var inner = new Generator<int, int, int>(async _ => 1);" +
        "_ = new Generator<int, int>(async yield => { int x = await yield.From(inner); await yield(x); });")]
    public void Using_the_value_of_a_delegation_as_what_is_not_returned_is_refused(
        string words, string wrong, string right) => Refuses("CS0029", words, wrong, right);

    [Theory]
    [InlineData("State", "default"), InlineData("Current", "5")]
    [InlineData("YieldingFrom", "null"), InlineData("Result", "5")]
    public void Setting_what_is_read_only_is_refused(string property, string value) => Refuses("CS0200",
        $".{property}' cannot be assigned to",
        $"var g = new Generator<int, int, int>(async yield => await yield(1)); [|g.{property}|] = {value};",
        $"var g = new Generator<int, int, int>(async yield => await yield(1)); _ = g.{property};");
}
