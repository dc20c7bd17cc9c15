namespace Parley.Tests.Sync;

/// <summary>yield.Ask where it doesn't belong.</summary>
public class AskTests : SyncTests
{
    private record Number(string Text) : IRequest<int>;

    [Fact]
    public void Outside_of_its_running_body_it_is_refused()
    {
        Yield<object, object?> kept = null!;
        Generator<object, object?> g = new(async yield => { kept = yield; await yield(1); });
        g.Next();
        Refuses("outside of the running body", () => kept.Ask(new Number("?")));
        Refuses("belongs to no generator",
            () => _ = default(CompilerServices.YieldAwaitable<object, object?, int>).IsCompleted);
    }

    [Fact]
    public void In_another_generators_body_it_is_an_error_there()
    {
        Generator<object, object?> g = new(async yield =>
        {
            Generator<int> other = new(async _ => await yield.Ask(new Number("?")));
            Refuses("outside of the running body", () => other.Next());
            await yield("as it was");
        });
        Assert.Equal("as it was", g.Next());
    }

    [Fact]
    public void A_word_of_ones_own_wraps_it()
    {
        Generator<object, object?, string> g = new(async yield => $"{1 + await yield.HowMany("eggs")}");
        Assert.Equal(new Number("eggs"), g.Next());
        Assert.False(g.TrySend(11));
        Assert.Equal("12", g.Result);
    }

    internal static IRequest<int> NumberOf(string text) => new Number(text);
}

internal static class Words
{
    public static CompilerServices.YieldAwaitable<object, object?, int> HowMany(
        this Yield<object, object?> yield, string what) => yield.Ask(AskTests.NumberOf(what));
}
