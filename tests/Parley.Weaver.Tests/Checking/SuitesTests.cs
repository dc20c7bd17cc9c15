using Mono.Cecil;

namespace Parley.Weaver.Tests.Checking;

public class SuitesTests
{
    [Theory]
    [InlineData("Parley.Tests")]
    [InlineData("Parley.Async.Tests")]
    public void All_that_is_built_is_accepted(string suite)
    {
        using ModuleDefinition module = Suites.Read(suite, out _);
        Assert.InRange(module.GetTypes().Sum(type => type.Methods.Count), 1000, int.MaxValue);
        IlChecker.Accepts(module, Suites.IsKnown);
    }
}
