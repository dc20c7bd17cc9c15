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
        Assert.ThrowsAny<XunitException>(() => Compiler.Accepts("int unused = 1;"));
        Assert.ThrowsAny<XunitException>(() => Compiler.Accepts("int wrong = null;"));
    }

    [Fact]
    public void Refuses_fails_where_anything_differs()
    {
        Compiler.Refuses("CS1503", "int", Wrong, Right);
        Assert.ThrowsAny<XunitException>(() => Compiler.Refuses("CS1503", "int", Right, Right));
        Assert.ThrowsAny<XunitException>(() => Compiler.Refuses("CS1503", "int", "[||]" + Right, Right));
        Assert.ThrowsAny<XunitException>(() => Compiler.Refuses("CS0315", "int", Wrong, Right));
        Assert.ThrowsAny<XunitException>(() => Compiler.Refuses("CS1503", "string", Wrong, Right));
        Assert.ThrowsAny<XunitException>(() => Compiler.Refuses("CS1503", "int", Wrong.Replace("([|", "[|("), Right));
        Assert.ThrowsAny<XunitException>(() => Compiler.Refuses("CS1503", "int", Wrong, "int unused = 1;"));
        Assert.ThrowsAny<XunitException>(() => Compiler.Warns("CS1503", "int", Wrong, Right));
    }
}
