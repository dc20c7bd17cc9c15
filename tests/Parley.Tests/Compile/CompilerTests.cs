using Xunit;
using Xunit.Sdk;

namespace Parley.Tests.Compile;

public class CompilerTests
{
    private const string Right = "_ = new Generator<int>(async yield => await yield(1));";
    private const string Wrong = "_ = new Generator<int>(async yield => await yield([|null|]));";

    [Fact]
    public void Accepts_fails_for_an_error_and_for_a_warning()
    {
        Compiler.Accepts(Right);
        Fails(() => Compiler.Accepts("int unused = 1;"));
        Fails(() => Compiler.Accepts("int wrong = null;"));
    }

    [Fact]
    public void Refuses_fails_where_anything_differs()
    {
        Compiler.Refuses("CS1503", "int", Wrong, Right);
        Fails(() => Compiler.Refuses("CS1503", "int", Right, Right));
        Fails(() => Compiler.Refuses("CS1503", "int", "[||]" + Right, Right));
        Fails(() => Compiler.Refuses("CS0315", "int", Wrong, Right));
        Fails(() => Compiler.Refuses("CS1503", "string", Wrong, Right));
        Fails(() => Compiler.Refuses("CS1503", "int", Wrong.Replace("([|", "[|("), Right));
        Fails(() => Compiler.Refuses("CS1503", "int", Wrong, "int unused = 1;"));
        Fails(() => Compiler.Warns("CS1503", "int", Wrong, Right));
    }

    private static void Fails(Action expectation) => Assert.ThrowsAny<XunitException>(expectation);
}
