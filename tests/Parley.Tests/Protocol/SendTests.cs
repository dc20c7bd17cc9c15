using Parley.Tests.Harness;
using Xunit;
using static Parley.Tests.Harness.Expect;
using static Parley.Tests.Harness.Subject;

namespace Parley.Tests.Protocol;

public class SendTests
{
    [Fact, Row("SEND-03")]
    public async Task Send_before_the_first_advance_throws_and_stays_created()
    {
        var g = Make<int, int>(async yield => await yield(1));
        await Refuses("can't send non-None value to a just-started generator", () => g.SendAsync(5));
        await Refuses("can't send non-None value to a just-started generator", () => g.TrySendAsync(5));
        Assert.Equal(GeneratorState.Created, g.State);
        await Yields(1, g.NextAsync());
    }
}
