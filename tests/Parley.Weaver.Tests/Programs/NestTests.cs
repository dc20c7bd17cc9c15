namespace Parley.Weaver.Tests.Programs;

/// <summary>Every handler in every other one, with yields at each place, disturbed at each of them.</summary>
public class NestTests
{
    public static TheoryData<string> Frames => [.. Nests.Frames];

    [Theory]
    [MemberData(nameof(Frames))]
    public void Two_nested_handlers(string outer) => Comparison.Woven(Nests.Program(
        from inner in Nests.Frames select new[] { outer, inner }));
}

/// <summary>Some in others in others.</summary>
public class DeepNestTests
{
    [Theory]
    [InlineData("finally")]
    [InlineData("catch all")]
    [InlineData("catch with a yield")]
    [InlineData("finally with a yield")]
    [InlineData("filter of exits")]
    [InlineData("using")]
    public void Three_nested_handlers(string outer)
    {
        string[] some = ["finally", "catch all", "catch with a yield", "finally with a yield", "filter", "using"];
        Comparison.Woven(Nests.Program(
            from middle in some
            from inner in some
            where middle != inner
            select new[] { outer, middle, inner }));
    }
}
