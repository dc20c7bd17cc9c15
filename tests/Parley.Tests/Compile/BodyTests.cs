using Xunit;
using static Parley.Tests.Compile.Compiler;

namespace Parley.Tests.Compile;

// A generator is made from an async lambda or method of the fitting type, and a body in no other way.
public class BodyTests
{
    private const string Right = "_ = new Generator<int>(async yield => await yield(1));";
    private const string One = "static async GeneratorBody Count(Yield<int> yield) => await yield(1);";
    private const string Two = "static async GeneratorBody Count(Yield<int, int> yield) => await yield(1);";
    private const string Three = "static async GeneratorBody<int> Count(Yield<int, int> yield) => await yield(1);";

    [Fact]
    public void Making_a_body_by_hand_is_refused()
    {
        const string Words = "does not contain a constructor";
        Refuses("CS1729", $"'GeneratorBody' {Words}", "_ = new [|GeneratorBody|](null);", "_ = new GeneratorBody();");
        Refuses("CS1729", $"'GeneratorBody<int>' {Words}",
            "_ = new [|GeneratorBody<int>|](1);", "_ = new GeneratorBody<int>();");
    }

    [Fact]
    public void A_generator_without_a_body_is_refused() => Refuses(
        "CS0122", "inaccessible due to its protection level", "_ = new [|Generator<int>|]();", Right);

    [Fact]
    public void A_null_body_is_warned_of() => Warns(
        "CS8625", "Cannot convert null literal", "_ = new Generator<int>([|null|]);", Right);

    [Fact]
    public void A_lambda_that_is_not_async_is_refused() => Refuses(
        "CS1643", "Not all code paths return a value", "_ = new Generator<int>(yield [|=>|] { });", Right);

    [Fact]
    public void A_lambda_that_uses_an_iterators_yield_is_refused() => Refuses(
        "CS1621", "The yield statement cannot be used inside",
        "_ = new Generator<int>(async yield => { [|yield|] return 1; });", Right);

    [Theory]
    [InlineData("CS8031", "'GeneratorBody' returning delegate cannot return a value",
        "_ = new Generator<int, int>(async yield => { [|return|] await yield(1); });",
        "_ = new Generator<int, int, int>(async yield => { return await yield(1); });")]
    [InlineData("CS1643", "'Func<Yield<int, int>, GeneratorBody<int>>'",
        "_ = new Generator<int, int, int>(async yield [|=>|] { await yield(1); });",
        "_ = new Generator<int, int>(async yield => { await yield(1); });")]
    public void A_lambda_that_returns_a_value_where_none_is_asked_for_or_none_where_one_is_is_refused(
        string id, string words, string wrong, string right) => Refuses(id, words, wrong, right);

    [Theory, InlineData("Task"), InlineData("ValueTask")]
    public void A_method_that_returns_a_task_is_refused(string task) => Refuses(
        "CS0407", $"'{task} Count(Yield<int>)' has the wrong return type",
        $"_ = new Generator<int>([|Count|]); static async {task} Count(Yield<int> yield) => await yield(1);",
        $"_ = new Generator<int>(Count); {One}");

    [Fact]
    public void A_method_that_returns_a_value_for_a_body_without_one_is_refused() => Refuses(
        "CS0407", "'GeneratorBody<int> Count(Yield<int, int>)' has the wrong return type",
        $"_ = new Generator<int, int>([|Count|]); {Three}",
        $"_ = new Generator<int, int, int>(Count); {Three}");

    [Fact]
    public void A_method_with_the_yield_of_another_type_is_refused() => Refuses(
        "CS1503", "'System.Func<Parley.Yield<int>, Parley.GeneratorBody>'",
        $"_ = new Generator<int>([|Count|]); {Two}",
        $"_ = new Generator<int, int>(Count); {Two}");

    [Fact]
    public void A_span_that_lives_across_a_yield_is_refused() => Refuses(
        "CS4007", "cannot be preserved across 'await'",
        "_ = new Generator<int>(async yield => { Span<int> s = new int[1]; await yield(1); [|s|][0] = 1; });",
        "_ = new Generator<int>(async yield => { Span<int> s = new int[1]; s[0] = 1; await yield(1); });");

    [Fact]
    public void A_reference_parameter_is_refused() => Refuses(
        "CS1988", "Async methods cannot have ref, in or out parameters",
        "int i = 1; _ = M(null!, ref i); static async GeneratorBody M(Yield<int> y, ref int [|n|]) => await y(n);",
        "int i = 1; _ = M(null!, i); static async GeneratorBody M(Yield<int> y, int n) => await y(n);");
}
