using Parley.Durable.Stores;

namespace Parley.Durable.Tests;

/// <summary>Bodies that were changed, or that depend on what isn't journaled: each is named, and changes
/// nothing.</summary>
public sealed class DeterminismTests : IAsyncLifetime
{
    private readonly InMemoryConversationStore _kept = new();
    private World _world = null!;

    public ValueTask InitializeAsync()
    {
        _world = new(new Kept(_kept));
        return default;
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    private sealed class Kept(IConversationStore store) : StoreFixture
    {
        public override IConversationStore Open() => store;
    }

    private Generator<string, string, string> Effects(Durable<string, string> d, params string[] names) =>
        new(async yield =>
        {
            foreach (string name in names) await yield.From(d.Run(name, (key, token) => _world.Do(name)));
            return await yield($"{1 + 1}");
        });

    private async Task<ConversationDivergedException> Diverges(
        Func<Durable<string, string>, string, Generator<string, string, string>> changed)
    {
        Generator<string, string, string> Old(Durable<string, string> d, string name) => Effects(d, "a", "b");
        _world.With(Old);
        var turn = await _world.Talks.StartAsync("talk", "");
        var journal = await _world.Admin.ReadJournalAsync("talk");
        await _world.Restart();
        _world.With(changed);
        var error = await Assert.ThrowsAsync<ConversationDivergedException>(
            () => _world.Talks.SendAsync("talk", turn.Version, "x"));
        Assert.Equal(error.Entry, (await Assert.ThrowsAsync<ConversationDivergedException>(
            () => _world.Talks.SendAsync("talk", turn.Version, "x"))).Entry);
        Assert.Equal(journal, await _world.Admin.ReadJournalAsync("talk"));
        Assert.Equal(turn, await _world.Talks.GetAsync("talk"));
        await _world.Restart();
        _world.With(Old);
        Assert.Equal("x", (await _world.Talks.SendAsync("talk", turn.Version, "x")).Result);
        Assert.Equal(["a", "b"], _world.Done);
        return error;
    }

    [Fact]
    public async Task An_effect_that_was_added_is_named()
    {
        var error = await Diverges((d, name) => Effects(d, "a", "new", "b"));
        Assert.Equal((2, "the effect new"), (error.Entry, error.Actual));
    }

    [Fact]
    public async Task An_effect_that_was_removed_is_named() =>
        Assert.Equal((1, "the effect b"), Of(await Diverges((d, name) => Effects(d, "b"))));

    [Fact]
    public async Task Effects_that_were_reordered_are_named() =>
        Assert.Equal((1, "the effect b"), Of(await Diverges((d, name) => Effects(d, "b", "a"))));

    [Fact]
    public async Task An_effect_that_was_renamed_is_named() =>
        Assert.Equal((2, "the effect c"), Of(await Diverges((d, name) => Effects(d, "a", "c"))));

    [Fact]
    public async Task Arithmetic_that_was_changed_is_named_with_what_was_expected()
    {
        var error = await Diverges((d, name) => new(async yield =>
        {
            foreach (string effect in (string[])["a", "b"])
                await yield.From(d.Run(effect, (key, token) => _world.Do(effect)));
            return await yield("3");
        }));
        Assert.Equal((3, "the question \"2\"", "the question \"3\""), (error.Entry, error.Expected, error.Actual));
    }

    [Fact]
    public async Task An_effect_for_which_a_question_stood_is_named() =>
        Assert.Equal((3, "the effect c"), Of(await Diverges((d, name) => Effects(d, "a", "b", "c"))));

    [Fact]
    public async Task A_body_that_ends_too_early_is_named() =>
        Assert.Equal((1, "the result \"early\""), Of(await Diverges((d, name) => new(async yield => "early"))));

    [Fact]
    public async Task A_body_that_throws_is_named() => Assert.Equal(
        (1, "an unexpected System.NotImplementedException"),
        Of(await Diverges((d, name) => new(async yield => throw new NotImplementedException()))));

    [Fact]
    public async Task Clock_and_chance_are_named()
    {
        _world.With((d, name) => new(async yield => await yield($"{Guid.NewGuid()} {Environment.TickCount64}")));
        var turn = await _world.Talks.StartAsync("a", "");
        await _world.Restart();
        var error = await Assert.ThrowsAsync<ConversationDivergedException>(
            () => _world.Talks.SendAsync("a", turn.Version, ""));
        Assert.Contains(turn.Question!, error.Expected, StringComparison.Ordinal);
    }

    private static (long, string) Of(ConversationDivergedException error) => (error.Entry, error.Actual);
}
