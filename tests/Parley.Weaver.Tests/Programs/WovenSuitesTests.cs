using Mono.Cecil;

namespace Parley.Weaver.Tests.Programs;

public class WovenSuitesTests
{
    [Theory]
    [InlineData("Parley.Tests", 1000)]
    [InlineData("Parley.Async.Tests", 20)]
    public void The_code_of_a_woven_suite_is_accepted(string suite, int least)
    {
        using ModuleDefinition module = Suites.Read(suite, out Modules modules);
        WeavingReport report = new ModuleWeaver(module, modules.Parley).Weave();
        int woven = report.Bodies.Count(body => body.Reason is null);
#if DEBUG
        Assert.Equal(0, woven);
#else
        Assert.InRange(woven, least, int.MaxValue);
        Assert.DoesNotContain("it was compiled for debugging", report.Bodies.Select(body => body.Reason));
#endif
        IlChecker.Accepts(module, Suites.IsKnown);
    }
}
