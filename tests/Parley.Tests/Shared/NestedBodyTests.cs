using static Parley.Tests.Harness.Subject;
using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Shared;

/// <summary>Bodies inside bodies: a From of a method that takes a yield.</summary>
public class NestedBodyTests
{
    private readonly ArithmeticException _e = new();
    private readonly List<string> _log = [];

    [Fact]
    public async Task Method_shares_the_conversation_and_its_value_is_that_of_the_From()
    {
        var g = Make<int, int, int>(async yield => 1000 + await yield.From(Ask) + await yield.From(Ask));
        await Expect.Yields(1, g.NextAsync());
        await Expect.Yields(20, g.SendAsync(2));
        await Expect.Yields(1, g.SendAsync(5));
        await Expect.Yields(70, g.SendAsync(7));
        await Returns(1011, () => g.SendAsync(6));
    }

    [Fact]
    public async Task Each_From_makes_a_new_generator_that_YieldingFrom_shows()
    {
        var g = await Started(Make<int, int>(async yield => { await yield.From(Ask); await yield.From(Ask); }));
        var first = Assert.IsType<IntReturner>(g.YieldingFrom);
        Assert.Equal(nameof(Ask), first.Name);
        await g.NextAsync();
        await Expect.Yields(1, g.NextAsync());
        Assert.NotSame(first, g.YieldingFrom);
        await IsClosed(first);
    }

    [Fact]
    public async Task Exceptions_and_closing_reach_it()
    {
        var thrown = await Started(Make<int, int>(async yield => { _log.Add($"{await yield.From(Ask)}"); }));
        Assert.False(await thrown.TryThrowAsync(_e));
        Assert.Equal(["caught", "finally", "-1"], _log);
        var closed = await Started(Make<int, int>(async yield => { _log.Add($"{await yield.From(Ask)}"); }));
        _log.Clear();
        await closed.CloseAsync();
        Assert.Equal(["finally"], _log);
    }

    [Fact]
    public async Task Null_is_named_at_the_From()
    {
        var g = Make<int, int>(async yield => await yield.From((Func<Yield<int, int>, IntBody>)null!));
        Assert.Equal("body", (await Throws<ArgumentNullException, int>(() => g.NextAsync())).ParamName);
    }

    [Fact]
    public async Task Inner_body_may_use_only_its_own_yield()
    {
        var g = Make<int, int, int>(async yield =>
        {
            async IntBody Wrong(Yield<int, int> _) => await yield(1);
            return await yield.From(Wrong);
        });
        await Refuses("outside of the running body", () => g.NextAsync());
    }

    private async IntBody Ask(Yield<int, int> yield)
    {
        try
        {
            int sent = await yield(1);
            return await yield(10 * sent);
        }
        catch (ArithmeticException)
        {
            _log.Add("caught");
            return -1;
        }
        finally
        {
            _log.Add("finally");
        }
    }
}
