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
        const bool AreOptimized = false;
#else
        const bool AreOptimized = true;
#endif
        Assert.InRange(woven, AreOptimized ? least : 0, AreOptimized ? int.MaxValue : 0);
        Assert.Equal(!AreOptimized, report.Bodies.Any(body => body.Reason == "it was compiled for debugging"));
        IlChecker.Accepts(module, Suites.IsKnown);
    }
}
