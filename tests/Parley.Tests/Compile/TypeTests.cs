using Xunit;

namespace Parley.Tests.Compile;

// What goes in and out is typed.
public class TypeTests
{
    [Fact]
    public void Yielding_a_value_of_another_type_is_refused() => Compiler.Refuses(
        "CS1503",
        "cannot convert from 'string' to 'int'",
        """_ = new Generator<int>(async yield => await yield([|"one"|]));""",
        """_ = new Generator<string>(async yield => await yield("one"));""");

    [Fact]
    public void Yielding_a_value_of_another_type_in_a_body_that_is_sent_values_is_refused() => Compiler.Refuses(
        "CS1503",
        "cannot convert from 'string' to 'int'",
        """_ = new Generator<int, string, string>(async yield => await yield([|"one"|]));""",
        """_ = new Generator<string, string, string>(async yield => await yield("one"));""");

    [Fact]
    public void Yielding_null_is_refused() => Compiler.Refuses(
        "CS1503",
        "<null>",
        "_ = new Generator<int>(async yield => await yield([|null|]));",
        "_ = new Generator<int?>(async yield => await yield(null));");

    [Theory]
    [InlineData("Send")]
    [InlineData("TrySend")]
    public void Sending_a_value_of_another_type_is_refused(string send) => Compiler.Refuses(
        "CS1503",
        "cannot convert from 'int' to 'string'",
        $"new Generator<int, string>(async yield => await yield(1)).{send}([|2|]);",
        $"new Generator<int, string>(async yield => await yield(1)).{send}(\"two\");");

    [Fact]
    public void Sending_to_a_generator_without_sends_is_refused() => Compiler.Refuses(
        "CS1061",
        "'Generator<int>' does not contain a definition for 'Send'",
        "new Generator<int>(async yield => await yield(1)).[|Send|](2);",
        "new Generator<int, int>(async yield => await yield(1)).Send(2);");

    [Fact]
    public void Using_the_value_of_a_yield_that_is_sent_none_is_refused() => Compiler.Refuses(
        "CS0029",
        "'void' to 'int'",
        "_ = new Generator<int>(async yield => { int x = [|await yield(1)|]; await yield(x); });",
        "_ = new Generator<int, int>(async yield => { int x = await yield(1); await yield(x); });");

    [Fact]
    public void Using_the_value_of_a_yield_that_is_sent_none_as_var_is_refused() => Compiler.Refuses(
        "CS0815",
        "void",
        "_ = new Generator<int>(async yield => { var [|x = await yield(1)|]; });",
        "_ = new Generator<int, int>(async yield => { var x = await yield(1); _ = x; });");

    [Fact]
    public void Using_what_is_sent_as_another_type_is_refused() => Compiler.Refuses(
        "CS0029",
        "'string' to 'int'",
        "_ = new Generator<int, string>(async yield => { int x = [|await yield(1)|]; await yield(x); });",
        "_ = new Generator<int, string>(async yield => { string x = await yield(1); await yield(x.Length); });");

    [Fact]
    public void Delegating_to_a_generator_of_other_values_is_refused() => Compiler.Refuses(
        "CS1503",
        "cannot convert from 'Parley.Generator<string>'",
        """
        var inner = new Generator<string>(async yield => await yield("one"));
        _ = new Generator<int>(async yield => await yield.From([|inner|]));
        """,
        """
        var inner = new Generator<string>(async yield => await yield("one"));
        _ = new Generator<string>(async yield => await yield.From(inner));
        """);

    [Fact]
    public void Delegating_to_an_enumerable_of_other_values_is_refused() => Compiler.Refuses(
        "CS1503",
        "cannot convert from 'string[]'",
        """
        string[] inner = ["one"];
        _ = new Generator<int>(async yield => await yield.From([|inner|]));
        """,
        """
        string[] inner = ["one"];
        _ = new Generator<object>(async yield => await yield.From(inner));
        """);

    [Fact]
    public void Using_the_value_of_a_delegation_that_has_none_is_refused() => Compiler.Refuses(
        "CS0029",
        "'void' to 'int'",
        "_ = new Generator<int>(async yield => { int x = [|await yield.From([1])|]; await yield(x); });",
        """
        var inner = new Generator<int, string, int>(async _ => 1);
        _ = new Generator<int>(async yield => { int x = await yield.From(inner); await yield(x); });
        """);

    [Fact]
    public void Using_the_value_of_a_delegation_as_another_type_is_refused() => Compiler.Refuses(
        "CS0029",
        "'string' to 'int'",
        """
        var inner = new Generator<int, int, string>(async yield => $"{await yield(1)}");
        _ = new Generator<int, int>(async yield => { int x = [|await yield.From(inner)|]; await yield(x); });
        """,
        """
        var inner = new Generator<int, int, string>(async yield => $"{await yield(1)}");
        _ = new Generator<int, int>(async yield => { string x = await yield.From(inner); await yield(x.Length); });
        """);

    [Fact]
    public void Using_the_value_of_a_delegation_to_a_generator_that_takes_other_sends_is_refused() => Compiler.Refuses(
        "CS0029",
        "'void' to 'int'",
        """
        var inner = new Generator<int, string, int>(async _ => 1);
        _ = new Generator<int, int>(async yield => { int x = [|await yield.From(inner)|]; await yield(x); });
        """,
        """
        var inner = new Generator<int, int, int>(async _ => 1);
        _ = new Generator<int, int>(async yield => { int x = await yield.From(inner); await yield(x); });
        """);

    [Theory]
    [InlineData("State", "default")]
    [InlineData("Current", "5")]
    [InlineData("YieldingFrom", "null")]
    [InlineData("Result", "5")]
    public void Setting_what_is_read_only_is_refused(string property, string value) => Compiler.Refuses(
        "CS0200",
        $".{property}' cannot be assigned to",
        $"var g = new Generator<int, int, int>(async yield => await yield(1)); [|g.{property}|] = {value};",
        $"var g = new Generator<int, int, int>(async yield => await yield(1)); _ = g.{property};");

    [Fact]
    public void The_result_of_a_generator_that_returns_none_is_refused() => Compiler.Refuses(
        "CS1061",
        "'Generator<int, int>' does not contain a definition for 'Result'",
        "_ = new Generator<int, int>(async yield => await yield(1)).[|Result|];",
        "_ = new Generator<int, int, int>(async yield => await yield(1)).Result;");
}
