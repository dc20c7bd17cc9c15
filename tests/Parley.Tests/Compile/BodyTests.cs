using static Parley.Tests.Compile.Compiler;

namespace Parley.Tests.Compile;

// A generator is made from an async lambda or method of the fitting type, and a body in no other way.
public class BodyTests
{
    private const string Right = "_ = new Generator<int>(async yield => await yield(1));";
    private const string One = "static async GeneratorBody Count(Yield<int> yield) => await yield(1);";
    private const string Two = "static async GeneratorBody Count(Yield<int, int> yield) => await yield(1);";
    private const string Three = "static async GeneratorBody<int> Count(Yield<int, int> yield) => await yield(1);";

    [Theory]
    [InlineData("CS1729", "'GeneratorBody' does not contain a constructor",
        "_ = new [|GeneratorBody|](null);", "_ = new GeneratorBody();")]
    [InlineData("CS1729", "'GeneratorBody<int>' does not contain a constructor",
        "_ = new [|GeneratorBody<int>|](1);", "_ = new GeneratorBody<int>();")]
    public void Making_a_body_by_hand_is_refused(string id, string words, string wrong, string right) =>
        Refuses(id, words, wrong, right);

    [Fact]
    public void A_null_body_is_warned_of() => Warns(
        "CS8625", "Cannot convert null literal", "_ = new Generator<int>([|null|]);", Right);

    [Theory]
    [InlineData("CS0122", "inaccessible due to its protection level", "_ = new [|Generator<int>|]();")]
    [InlineData("CS1643", "Not all code paths return a value", "_ = new Generator<int>(yield [|=>|] { });")]
    [InlineData("CS1621", "The yield statement cannot be used inside",
        "_ = new Generator<int>(async yield => { [|yield|] return 1; });")]
    public void No_body_and_a_lambda_that_is_not_async_or_an_iterator_are_refused(
        string id, string words, string wrong) => Refuses(id, words, wrong, Right);

    [Theory]
    [InlineData("CS8031", "'GeneratorBody' returning delegate cannot return a value",
        "_ = new Generator<int, int>(async yield => { [|return|] await yield(1); });",
        "_ = new Generator<int, int, int>(async yield => { return await yield(1); });")]
    [InlineData("CS1643", "'Func<Yield<int, int>, GeneratorBody<int>>'",
        "_ = new Generator<int, int, int>(async yield [|=>|] { await yield(1); });",
        "_ = new Generator<int, int>(async yield => { await yield(1); });")]
    public void A_lambda_that_returns_a_value_where_none_is_asked_for_or_none_where_one_is_is_refused(
        string id, string words, string wrong, string right) => Refuses(id, words, wrong, right);

    [Theory]
    [InlineData("CS0407", "'Task Count(Yield<int>)' has the wrong return type",
        "_ = new Generator<int>([|Count|]); static async Task Count(Yield<int> yield) => await yield(1);",
        "_ = new Generator<int>(Count);" + One)]
    [InlineData("CS0407", "'ValueTask Count(Yield<int>)' has the wrong return type",
        "_ = new Generator<int>([|Count|]); static async ValueTask Count(Yield<int> yield) => await yield(1);",
        "_ = new Generator<int>(Count);" + One)]
    [InlineData("CS0407", "'GeneratorBody<int> Count(Yield<int, int>)' has the wrong return type",
        "_ = new Generator<int, int>([|Count|]);" + Three, "_ = new Generator<int, int, int>(Count);" + Three)]
    [InlineData("CS1503", "'System.Func<Parley.Yield<int>, Parley.GeneratorBody>'",
        "_ = new Generator<int>([|Count|]);" + Two, "_ = new Generator<int, int>(Count);" + Two)]
    [InlineData("CS1988", "Async methods cannot have ref, in or out parameters",
        "int i = 1; _ = M(null!, ref i); static async GeneratorBody M(Yield<int> y, ref int [|n|]) => await y(n);",
        "int i = 1; _ = M(null!, i); static async GeneratorBody M(Yield<int> y, int n) => await y(n);")]
    public void A_method_of_another_type_or_with_a_reference_parameter_is_refused(
        string id, string words, string wrong, string right) => Refuses(id, words, wrong, right);

    [Fact]
    public void A_span_that_lives_across_a_yield_is_refused() => Refuses("CS4007", "cannot be preserved across 'await'",
        "_ = new Generator<int>(async yield => { Span<int> s = new int[1]; await yield(1); [|s|][0] = 1; });",
        "_ = new Generator<int>(async yield => { Span<int> s = new int[1]; s[0] = 1; await yield(1); });");
}
