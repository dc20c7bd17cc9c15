using Xunit.Sdk;
using static Parley.Tests.Compile.Compiler;

namespace Parley.Tests.Compile;

public class CompilerTests
{
    private const string Right = "_ = new Generator<int>(async yield => await yield(1));";
    private const string Wrong = "_ = new Generator<int>(async yield => await yield([|null|]));";

    [Fact]
    public void Accepts_fails_for_an_error_and_for_a_warning()
    {
        Accepts(Right);
        Fails(() => Accepts("int unused = 1;"));
        Fails(() => Accepts("int wrong = null;"));
    }

    [Fact]
    public void Refuses_fails_where_anything_differs()
    {
        Refuses("CS1503", "int", Wrong, Right);
        Fails(() => Refuses("CS1503", "int", Right, Right));
        Fails(() => Refuses("CS1503", "int", "[||]" + Right, Right));
        Fails(() => Refuses("CS0315", "int", Wrong, Right));
        Fails(() => Refuses("CS1503", "string", Wrong, Right));
        Fails(() => Refuses("CS1503", "int", Wrong.Replace("([|", "[|("), Right));
        Fails(() => Refuses("CS1503", "int", Wrong, "int unused = 1;"));
        Fails(() => Warns("CS1503", "int", Wrong, Right));
    }

    private static void Fails(Action expectation) => Assert.ThrowsAny<XunitException>(expectation);
}
