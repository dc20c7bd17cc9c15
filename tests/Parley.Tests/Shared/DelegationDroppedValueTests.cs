using static Parley.Tests.Harness.Subject;
using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Shared;

public class DelegationDroppedValueTests
{
    private readonly List<string> _log = [];

    [Fact, Row("FROM-37")]
    public async Task Value_that_the_inner_returns_while_being_closed_is_dropped()
    {
        var inner = Make<int, int, int>(async yield =>
        {
            try { return await yield(1); }
            catch (GeneratorExitException) { return 7; }
        });
        var outer = await Started(Make<int, int, int>(async yield =>
        {
            try { _log.Add($"From gives {await yield.From(inner)}"); return 1; }
            catch (GeneratorExitException) { _log.Add("outer exit"); throw; }
        }));
        await outer.CloseAsync();
        Assert.Equal(["outer exit"], _log);
        HasNoResult(outer);
        Assert.Equal(7, inner.Result);
    }

    [Fact, Row("FROM-37")]
    public async Task Value_that_a_middle_one_returns_while_being_closed_is_dropped()
    {
        var inner = Make<int>(async yield => await yield(1));
        var middle = Make<int, int, int>(async yield =>
        {
            try { await yield.From(inner); return 1; }
            catch (GeneratorExitException) { _log.Add("middle exit"); return 2; }
        });
        var outer = await Started(Make<int, int, int>(async yield =>
        {
            try { _log.Add($"From gives {await yield.From(middle)}"); return 3; }
            catch (GeneratorExitException) { _log.Add("outer exit"); return 4; }
        }));
        await outer.CloseAsync();
        Assert.Equal(["middle exit", "outer exit"], _log);
        Assert.Equal((2, 4), (middle.Result, outer.Result));
    }

    [Fact, Row("FROM-37")]
    public async Task Middle_that_absorbs_the_failure_of_its_inner_does_not_spare_the_outer_the_exit()
    {
        List<Exception> seen = [];
        var inner = FailingFinally(new ArithmeticException());
        var middle = Make<int>(async yield =>
        {
            try { await yield.From(inner); }
            catch (ArithmeticException) { }
        });
        var outer = await Started(Passing(seen, middle));
        await outer.CloseAsync();
        Assert.IsType<GeneratorExitException>(Assert.Single(seen));
    }
}
