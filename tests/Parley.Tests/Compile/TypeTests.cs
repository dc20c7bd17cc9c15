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
    [InlineData("CS0311", "from 'Parley.Generator<string>' to 'System.Collections.Generic.IEnumerable<int>'",
        YieldsText + "_ = new Generator<int>(async yield => await yield.[|From|](inner));",
        YieldsText + "_ = new Generator<string>(async yield => await yield.From(inner));")]
    [InlineData("CS0311", "from 'string[]' to 'System.Collections.Generic.IEnumerable<int>'",
        """string[] inner = ["one"]; _ = new Generator<int>(async yield => await yield.[|From|](inner));""",
        """string[] inner = ["one"]; _ = new Generator<object>(async yield => await yield.From(inner));""")]
    [InlineData("CS0315", "from 'int' to 'System.Collections.Generic.IEnumerable<int>'",
        "_ = new Generator<int>(async yield => await yield.[|From|](42));",
        "_ = new Generator<int>(async yield => await yield.From([42]));")]
    [InlineData("CS0315", "from 'int' to 'System.Collections.Generic.IEnumerable<int>'",
        "_ = new Generator<int, string>(async yield => await yield.[|From|](42));",
        "_ = new Generator<int, string>(async yield => await yield.From([42]));")]
    [InlineData("CS0311", "from 'Parley.Generator<int, int, int>' to 'System.Collections.Generic.IEnumerable<object>'",
        "_ = new Generator<object>(async yield => await yield.[|From|](new Generator<int, int, int>(async _ => 1)));",
        "_ = new Generator<int>(async yield => await yield.From(new Generator<int, int, int>(async _ => 1)));")]
    [InlineData("CS0315", "from 'int' to 'System.Collections.Generic.IEnumerable<int>'",
        "_ = new AsyncGenerator<int>(async yield => await yield.[|From|](42));",
        "_ = new AsyncGenerator<int>(async yield => await yield.From([42]));")]
    public void Delegating_to_what_gives_other_values_is_refused_and_told_what_would_do(
        string id, string words, string wrong, string right) => Refuses(id, words, wrong, right);

    [Theory]
    [InlineData("AsyncGenerator<int>"), InlineData("AsyncGenerator<int, int>"), InlineData("IAsyncEnumerable<int>")]
    [InlineData("AsyncGenerator<int, int, int>"), InlineData("ConfiguredAsyncGenerator<int>")]
    [InlineData("System.Runtime.CompilerServices.ConfiguredCancelableAsyncEnumerable<int>")]
    public void Delegating_to_what_is_asynchronous_in_a_body_that_is_not_is_refused(string type) => Refuses(
        "CS0315", "'Parley.CompilerServices.IYieldAwaiter'",
        $"{type} it = default!; _ = new Generator<int>(async yield => [|await yield.From(it)|]);",
        $"{type} it = default!; _ = new AsyncGenerator<int>(async yield => await yield.From(it));");

    // Each is delegated to as what it is, and none of them is ambiguous.
    [Theory]
    [InlineData("Generator<int>", "int", "Generator<int>"), InlineData("Generator<int>", "int", "List<int>")]
    [InlineData("Generator<int, string>", "int", "IEnumerable<int>")]
    [InlineData("Generator<int, string>", "int", "System.Linq.IQueryable<int>")]
    [InlineData("Generator<int>", "int", "Both<int>"), InlineData("Generator<int, string>", "int", "Both<int>")]
    [InlineData("AsyncGenerator<int>", "int", "Both<int>"), InlineData("AsyncGenerator<int, int>", "int", "Both<int>")]
    [InlineData("Generator<object>", "object", "Both<string>"), InlineData("Generator<object>", "object", "string[]")]
    [InlineData("AsyncGenerator<object, int>", "object", "Both<string>")]
    [InlineData("Generator<object>", "object", "Generator<string>")]
    [InlineData("Generator<object, string>", "object", "Generator<string, int>")]
    [InlineData("AsyncGenerator<object>", "object", "AsyncGenerator<string, int>")]
    [InlineData("AsyncGenerator<object, int>", "object", "IAsyncEnumerable<string>")]
    public void Delegating_to_enumerables_is_accepted(string outer, string value, string inner) => Accepts(
        $"{inner} it = default!; _ = new {outer}(async yield => {{ await yield(default({value})!); " +
        "await yield.From(it); }); interface Both<T> : IEnumerable<T>, IAsyncEnumerable<T>;");

    [Theory]
    [InlineData("Generator<object>", "Generator<string, string, int>")]
    [InlineData("Generator<object, string>", "Generator<string, string, int>")]
    [InlineData("Generator<object, string>", "Generator<object, string, int>")]
    [InlineData("AsyncGenerator<object, string>", "Generator<string, string, int>")]
    [InlineData("AsyncGenerator<object>", "AsyncGenerator<string, string, int>")]
    [InlineData("AsyncGenerator<object, string>", "AsyncGenerator<string, string, int>")]
    [InlineData("AsyncGenerator<object, string>", "AsyncGenerator<object, string, int>")]
    public void Delegating_to_a_generator_of_a_derived_type_has_its_value(string outer, string inner) => Accepts(
        $"{inner} it = default!; _ = new {outer}(async yield => {{ int x = await yield.From(it); await yield(x); }});");

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
