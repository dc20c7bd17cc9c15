using static Parley.Tests.Harness.Subject;

namespace Parley.Tests.Shared;

public class ContextTests
{
    [Fact, Row("NET-07")]
    public async Task Body_sees_the_context_of_each_of_its_callers()
    {
        var local = new AsyncLocal<int> { Value = 1 };
        var inner = Make<int, int>(async yield =>
        {
            try { await yield(local.Value); await yield(local.Value); }
            catch (ArithmeticException) { await yield(local.Value); }
        });
        var outer = Make<int, int>(async yield => { await yield(local.Value); await yield.From(inner); });
        await Yields(1, outer.NextAsync());
        local.Value = 2;
        await Yields(2, outer.NextAsync());
        local.Value = 3;
        await Yields(3, outer.SendAsync(0));
        local.Value = 4;
        await Yields(4, outer.ThrowAsync(new ArithmeticException()));
        Assert.Equal(4, local.Value);
    }
}
