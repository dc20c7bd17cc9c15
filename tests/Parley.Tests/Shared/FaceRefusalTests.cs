using static Parley.GeneratorState;
using static Parley.Tests.Harness.Subject;
using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Shared;

/// <summary>What goes wrong at a face that another generator delegates to, which then hasn't ended.</summary>
public class FaceRefusalTests
{
    private readonly ArithmeticException _e = new();
    private readonly List<string> _log = [];

    [Fact]
    public async Task What_write_throws_at_the_close_fails_the_From_so_that_the_outer_is_closed()
    {
        var inner = Noting(_log, "inner").Trace(line => { if (line.StartsWith("close")) throw _e; });
        var outer = Noting(_log, "outer", inner);
        await Throws(_e, async () =>
        {
            await foreach (int _ in outer) break;
            return 0;
        });
        Assert.Equal(["inner", "outer"], _log);
        await IsClosed(inner, outer);
    }

    [Fact]
    public async Task A_thousand_traces_that_fail_fail_once()
    {
        IntGenerator g = Yielding(1, 2);
        for (int i = 0; i < 1_000; i++) g = g.Trace(_ => throw _e);
        await Throws(_e, () => g.NextAsync());
        Assert.Equal(Suspended, g.State);
        await Throws(_e, () => g.ThrowAsync(new TimeoutException()));
        Assert.Equal(Closed, g.State);
    }
}
