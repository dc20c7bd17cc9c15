using Parley.Durable.Stores;

namespace Parley.Durable.Tests;

/// <summary>Back to an earlier question.</summary>
public abstract partial class ConversationTests
{
    [Fact]
    public async Task Back_goes_on_from_an_earlier_question_and_ends_the_one_it_was()
    {
        _world.With(Interview);
        var first = await _world.Talks.StartAsync("a", "Ann", owner: "ann");
        var second = await _world.Talks.SendAsync("a", first.Version, "Ulm");
        var row = await _world.Admin.RewindAsync("a", first.Version);
        Assert.Equal(("ann", first.Version), (row.Owner, row.Version));
        Assert.True(row.Id.Length >= 32, row.Id);
        Assert.NotEqual(first.Incarnation, row.Incarnation);

        var ended = await _world.Talks.GetAsync("a");
        Assert.Equal((ConversationStatus.Terminated, second.Version + 1), (ended.Status, ended.Version));
        Assert.Contains(row.Id, ended.Error, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ConversationConflictException>(
            () => _world.Talks.SendAsync("a", ended.Version, "Gate 1"));

        await _world.Restart();
        Assert.Empty((await _world.Admin.VerifyAsync()).Faults);
        var turn = await _world.Talks.GetAsync(row.Id);
        Assert.Equal(first.Question, turn.Question);
        turn = await _world.Talks.SendAsync(row.Id, turn.Version, "Bonn");
        Assert.Equal("Where in Bonn?", turn.Question);
    }

    [Fact]
    public async Task Back_is_refused_where_an_effect_has_run_since_and_only_there()
    {
        _world.With(Shop);
        var first = await _world.Talks.StartAsync("a", "");
        var second = await _world.Talks.SendAsync("a", first.Version, "mug");
        var error = await Assert.ThrowsAsync<ConversationConflictException>(
            () => _world.Admin.RewindAsync("a", first.Version, "b"));
        Assert.Contains("charge", error.Message, StringComparison.Ordinal);
        Assert.Equal(second.Question, (await _world.Talks.GetAsync("a")).Question);
        await Assert.ThrowsAsync<ConversationNotFoundException>(() => _world.Talks.GetAsync("b"));

        // The effect before the question is the new one's: only that can undo it now.
        await _world.Admin.RewindAsync("a", second.Version, "b");
        Assert.Equal("mug to Ulm", (await _world.Talks.SendAsync("b", second.Version, "Ulm")).Result);
        Assert.Equal(["charge mug", "ship to Ulm"], _world.Done);
    }

    [Fact]
    public async Task Back_goes_over_effects_that_only_read()
    {
        _world.With((d, name) => new(async yield =>
        {
            string what = await yield("What?");
            string price = await yield.From(d.Run(
                "look up", (key, token) => _world.Do($"price of {what}"), new() { ReadOnly = true }));
            return await yield(price);
        }));
        var first = await _world.Talks.StartAsync("a", "");
        await _world.Talks.SendAsync("a", first.Version, "mug");
        await _world.Admin.RewindAsync("a", first.Version, "b");
        Assert.Equal("price of jug", (await _world.Talks.SendAsync("b", first.Version, "jug")).Question);
    }

    [Fact]
    public async Task Back_is_refused_while_an_effect_runs_or_may_have_run()
    {
        TaskCompletionSource<string> running = new();
        foreach (bool once in (bool[])[false, true])
        {
            string id = $"{once}";
            _world.With((d, name) => new(async yield =>
            {
                string what = await yield("What?");
                return await yield.From(d.Run("charge", (_, _) => running.Task, new() { AtMostOnce = once }));
            }));
            await _world.Restart();
            var first = await _world.Talks.StartAsync(id, "");
            Task sending = _world.Talks.SendAsync(id, first.Version, "mug");
            await _world.Until(id, ConversationStatus.Running);
            await Assert.ThrowsAsync<ConversationConflictException>(
                () => _world.Admin.RewindAsync(id, first.Version, "b"));
            running.SetResult("paid");
            await sending;
            running = new();
        }
    }

    [Fact]
    public async Task Back_is_refused_to_what_is_no_question_of_a_conversation_that_has_not_ended()
    {
        _world.With(Shop);
        await Assert.ThrowsAsync<ConversationNotFoundException>(() => _world.Admin.RewindAsync("a", 1, "b"));
        var turn = await _world.Talks.StartAsync("a", "");
        await Assert.ThrowsAsync<ConversationConflictException>(() => _world.Admin.RewindAsync("a", 0, "b"));
        await Assert.ThrowsAsync<ConversationConflictException>(() => _world.Admin.RewindAsync("a", 2, "b"));
        await Assert.ThrowsAsync<ArgumentException>(() => _world.Admin.RewindAsync("a", 1, ""));
        await Assert.ThrowsAsync<ConversationConflictException>(() => _world.Admin.RewindAsync("a", 1, "a"));
        var other = await _world.Talks.StartAsync("b", "");
        var there = await Assert.ThrowsAsync<ConversationConflictException>(
            () => _world.Admin.RewindAsync("a", 1, "b"));
        Assert.Contains("\"b\" already", there.Message, StringComparison.Ordinal);
        Assert.Equal(turn, await _world.Talks.GetAsync("a"));
        Assert.Equal(other, await _world.Talks.GetAsync("b"));

        await _world.Talks.CloseAsync("a");
        var ended = await Assert.ThrowsAsync<ConversationConflictException>(
            () => _world.Admin.RewindAsync("a", 1, "c"));
        Assert.Contains("ForkAsync", ended.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Back_and_an_answer_of_another_process_at_the_same_time_leave_one_of_them()
    {
        InMemoryConversationStore shared = new();
        FaultyStore faulty = new(shared);
        await using World one = new(new SharedFixture(shared)), two = new(new SharedFixture(faulty));
        one.With(Interview);
        two.With(Interview);
        var first = await one.Talks.StartAsync("a", "Ann");
        faulty.AfterRead = () => one.Talks.SendAsync("a", first.Version, "Ulm");
        await Assert.ThrowsAsync<ConversationConflictException>(() => two.Admin.RewindAsync("a", first.Version, "b"));
        Assert.Equal("Where in Ulm?", (await two.Talks.GetAsync("a")).Question);
        await Assert.ThrowsAsync<ConversationNotFoundException>(() => two.Talks.GetAsync("b"));
    }

    [Fact]
    public async Task A_store_replaces_both_or_neither()
    {
        await using IConversationStore store = _store.Open();
        await store.OpenAsync(default);
        ConversationRow one = new("one", "talk", 1, Guid.NewGuid(), 1), other = one with { Id = "other", Version = 2 };
        JournalEntry entry = new(1, EntryKind.Started, "talk", "1"u8.ToArray(), default, default, "hash"u8.ToArray());
        JournalEntry end = entry with { Seq = 2, Kind = EntryKind.Terminated };
        ConversationRow ended = one with { Version = 2, Status = ConversationStatus.Terminated };
        Assert.False(await store.ReplaceAsync(ended, end, other, [entry, end], default)); // there is no one
        Assert.Null(await store.ReadAsync("other", default));
        Assert.Empty(await store.ReadJournalAsync("other", 1, 9, default));

        Assert.True(await store.CreateAsync(one, [entry], default));
        Assert.False(await store.ReplaceAsync(ended, end, one with { Version = 2 }, [entry, end], default));
        Assert.Equal(1, (await store.ReadAsync("one", default))!.Version);
        Assert.Single(await store.ReadJournalAsync("one", 1, 9, default));

        Assert.True(await store.ReplaceAsync(ended, end, other, [entry, end], default));
        Assert.Equal(ConversationStatus.Terminated, (await store.ReadAsync("one", default))!.Status);
        Assert.Equal(2, (await store.ReadAsync("other", default))!.Version);
        Assert.Equal(2, (await store.ReadJournalAsync("one", 1, 9, default)).Count);
        Assert.Equal(2, (await store.ReadJournalAsync("other", 1, 9, default)).Count);
    }
}
