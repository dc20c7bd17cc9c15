using Microsoft.Extensions.DependencyInjection;

namespace Parley.Durable.Tests;

/// <summary>What becomes of conversations whose types get, lose or rename a member: in the argument, the questions, the
/// answers, the results of effects and what is returned.</summary>
public sealed class PayloadTests : IAsyncLifetime
{
    private readonly SqliteFixture _store = new();
    private readonly List<string> _heard = [];
    private World _world = null!;

    public ValueTask InitializeAsync()
    {
        _world = new(_store);
        return default;
    }

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task A_new_member_that_has_a_default_gets_it_where_none_was_journaled()
    {
        await BeginAsync();
        Use<Grown, Old, Grown, Grown, Old>();
        await GoOnAsync<Grown, Old, Grown, Old>();
        Assert.All(_heard, heard => Assert.Equal("Grown { Name = Ann, Cents = 5, Note = none }", heard));
        Assert.Equal(3, _heard.Count);
        await _world.Restart();
        Use<Old, Old, Old, Old, Grown>();
        Assert.Equal("none", (await Talks<Old, Old, Old, Grown>().GetAsync("a")).Result!.Note);
    }

    [Fact]
    public async Task A_question_with_a_new_member_is_another_one_unless_its_default_is_not_written()
    {
        await BeginAsync();
        Use<Old, Grown, Old, Old, Old>();
        var error = await Assert.ThrowsAsync<ConversationDivergedException>(GoOnAsync<Old, Grown, Old, Old>);
        Assert.Equal(1, error.Entry);
        Assert.EndsWith("\"Note\":\"none\"}", error.Actual, StringComparison.Ordinal);
        Assert.Equal("none", (await Talks<Old, Grown, Old, Old>().GetAsync("a")).Question!.Note);
        Use<Old, GrownQuietly, Old, Old, Old>();
        await GoOnAsync<Old, GrownQuietly, Old, Old>();
    }

    [Fact]
    public async Task Where_questions_are_compared_by_kind_they_may_have_a_new_member_also_if_that_is_said_later()
    {
        await BeginAsync();
        Use<Old, Grown, Old, Old, Old>(byKind: true);
        await GoOnAsync<Old, Grown, Old, Old>();
    }

    [Fact]
    public async Task A_member_that_was_lost_is_named_with_the_entry_and_the_old_type_goes_on()
    {
        await BeginAsync();
        Use<Shrunk, Old, Old, Old, Old>();
        await Refuses(GoOnAsync<Shrunk, Old, Old, Old>, "What entry 1 of the conversation \"a\" brings (Started)");
        Use<Old, Old, Shrunk, Old, Old>();
        await Refuses(GoOnAsync<Old, Old, Shrunk, Old>, "What entry 2 of the conversation \"a\" brings (Sent)");
        Use<Old, Old, Old, Shrunk, Old>();
        await Refuses(GoOnAsync<Old, Old, Old, Old>, "What entry 3 of the conversation \"a\" brings (EffectDone)");
        Use<Old, Shrunk, Old, Old, Old>();
        await Refuses(
            () => Talks<Old, Shrunk, Old, Old>().GetAsync("a"),
            "What the conversation \"a\" did at version 3 (Question)");
        await Assert.ThrowsAsync<ConversationDivergedException>(GoOnAsync<Old, Shrunk, Old, Old>);
        Use<Old, Old, Old, Old, Old>();
        await GoOnAsync<Old, Old, Old, Old>();
        Use<Old, Old, Old, Old, Shrunk>();
        await Refuses(
            () => Talks<Old, Old, Old, Shrunk>().GetAsync("a"),
            "What the conversation \"a\" did at version 4 (Returned)");

        static async Task Refuses(Func<Task> call, string what)
        {
            var error = await Assert.ThrowsAsync<JournalCorruptException>(call);
            Assert.StartsWith(what + " can't be read", error.Message, StringComparison.Ordinal);
            Assert.Contains("'Cents'", error.Message, StringComparison.Ordinal);
            Assert.EndsWith(
                "A type that values were journaled of may get new members that have a default; it may lose none. One " +
                "that is renamed keeps its name in JSON: [JsonPropertyName].",
                error.Message,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_member_that_is_renamed_keeps_its_name_in_JSON()
    {
        await BeginAsync();
        Use<RenamedInJson, Old, Old, Old, Old>();
        var error = await Assert.ThrowsAsync<JournalCorruptException>(GoOnAsync<RenamedInJson, Old, Old, Old>);
        Assert.Contains("'Name'", error.Message, StringComparison.Ordinal);
        Use<Renamed, Renamed, Renamed, Renamed, Renamed>();
        await GoOnAsync<Renamed, Renamed, Renamed, Renamed>();
        Assert.Equal("Ann", (await Talks<Renamed, Renamed, Renamed, Renamed>().GetAsync("a")).Result!.Who);
        Assert.All(_heard, heard => Assert.Equal("Renamed { Who = Ann, Cents = 5 }", heard));
    }

    // Up to the second question.
    private async Task BeginAsync()
    {
        Use<Old, Old, Old, Old, Old>();
        var talks = Talks<Old, Old, Old, Old>();
        await talks.StartAsync("a", Old.Make());
        await talks.SendAsync("a", 1, Old.Make());
        await _world.Restart();
        _heard.Clear();
    }

    private async Task GoOnAsync<TArgument, TAsk, TReply, TBill>()
        where TReply : IMade<TReply>
    {
        try
        {
            _heard.Clear();
            var turn = await Talks<TArgument, TAsk, TReply, TBill>().SendAsync("a", 3, TReply.Make());
            Assert.Equal(ConversationStatus.Completed, turn.Status);
        }
        finally
        {
            if (_heard.Count < 3) _heard.Clear();
        }
    }

    private IConversations<TArgument, TAsk, TReply, TBill> Talks<TArgument, TAsk, TReply, TBill>() =>
        _world.Provider.GetRequiredService<IConversations<TArgument, TAsk, TReply, TBill>>();

    private void Use<TArgument, TAsk, TReply, TReceipt, TBill>(bool byKind = false)
        where TArgument : IMade<TArgument>
        where TAsk : IMade<TAsk>
        where TReply : IMade<TReply>
        where TReceipt : IMade<TReceipt>
        where TBill : IMade<TBill>
    {
        _world.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _world = new World(_store).With(builder => builder.AddConversation<TArgument, TAsk, TReply, TBill>(
            "order", 1, Serve, PayloadJson.Default, options => options.CompareQuestionsByKind = byKind));

        Generator<TAsk, TReply, TBill> Serve(Durable<TAsk, TReply> d, TArgument argument) => new(async yield =>
        {
            TReply reply = await yield(TAsk.Make());
            TReceipt receipt = await yield.From(d.Run("pay", async (key, token) => TReceipt.Make()));
            await yield(TAsk.Make());
            _heard.AddRange([$"{argument}", $"{reply}", $"{receipt}"]);
            return TBill.Make();
        });
    }
}
