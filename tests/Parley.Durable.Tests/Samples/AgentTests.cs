using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Parley.Durable.Engine;
using Parley.Durable.Stores;
using SupportAgent;
using Outcome = SupportAgent.Outcome;

namespace Parley.Durable.Tests.Samples;

/// <summary>The support agent of samples/, talked to from a script; also by a new process at each answer.</summary>
public sealed class AgentTests : IAsyncDisposable
{
    private const string
        Hello = "Hello Ada. How can I help? Say bye when all is done.", May = "May I refund 24.00 for order 1001?",
        Approve = $"To the manager: {May} (yes, no)", Paid = "The money is on its way.",
        NothingLeft = "Order 1001 is a red mug: 0.00 can be refunded.",
        Unknown = "Sorry. Nobody knows whether the refund was made, so it isn't tried again: a person has to find out.";

    private readonly TestShop _shop = new();
    private readonly TestModel _model = new();
    private readonly InMemoryConversationStore _store = new();
    private readonly FakeTimeProvider _clock = new();
    private ServiceProvider? _process;

    private ServiceProvider Process => _process ??= Start();

    private IConversations<Inquiry, Question, string, Outcome> Conversations =>
        Process.GetRequiredService<IConversations<Inquiry, Question, string, Outcome>>();

    private IConversationAdmin Admin => Process.GetRequiredService<IConversationAdmin>();

    public ValueTask DisposeAsync() => EndAsync();

    [Theory, InlineData(false), InlineData(true)]
    public async Task Refund_that_the_manager_allows_is_made_once(bool restarts)
    {
        Assert.Equal(
            [Hello, "Which order is it? Its number has four digits.", Approve, Approve, Paid, NothingLeft],
            await TalkAsync(restarts, "Hello", "A refund of 1001", "maybe", "yes", "A refund of 1001", "bye"));
        Assert.Equal("Goodbye. Refunded: 24.00 for order 1001.", await ResultAsync());
        Assert.Equal(["found 1001", "refunded 24.00", "found 1001"], _shop.Done);
        Assert.Equal(6, _model.Asked);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Refund_that_the_manager_refuses_is_not_made(bool restarts)
    {
        Assert.Equal(
            [Hello, Approve, "Sorry. The manager has refused the refund."],
            await TalkAsync(restarts, "A refund of 1001", "no", "bye"));
        Assert.Equal("Goodbye.", await ResultAsync());
        Assert.Equal(["found 1001"], _shop.Done);
    }

    [Fact]
    public async Task Who_only_asks_is_told_and_nobody_else_is_asked() => Assert.Equal(
        [Hello, "Order 1001 is a red mug: 24.00 can be refunded."], await TalkAsync(false, "What is 1001?", "bye"));

    [Theory, InlineData("Ada", 1002), InlineData("Grace", 1001)]
    public async Task Order_that_the_customer_does_not_have_is_not_found(string customer, int number)
    {
        await Conversations.StartAsync("a", new(customer));
        Assert.Equal(
            [Hello.Replace("Ada", customer), $"Sorry. {customer} has no order {number}."],
            await TalkAsync(false, $"A refund of {number}", "bye"));
    }

    [Fact]
    public async Task Refund_that_fails_is_not_tried_again_even_if_the_model_wants_to()
    {
        _shop.BeforeRefund = _ => throw new IOException("The bank has hung up.");
        Assert.Equal(
            [Hello, Approve, Unknown, Unknown],
            await TalkAsync(false, "A refund of 1001", "yes", "A refund of 1001", "bye"));
        Assert.Equal("Goodbye. To be checked: 24.00 for order 1001.", await ResultAsync());
        Assert.Equal(["found 1001", "found 1001"], _shop.Done);
    }

    [Fact]
    public async Task Refund_that_the_process_does_not_see_the_end_of_is_not_made_again()
    {
        TaskCompletionSource begun = new();
        _shop.BeforeRefund = token =>
        {
            begun.SetResult();
            return Task.Delay(Timeout.Infinite, token);
        };
        await TalkAsync(false, "A refund of 1001");
        var turn = await Conversations.GetAsync("a");
        _ = Conversations.SendAsync("a", turn.Version, "yes");
        await begun.Task;
        await EndAsync();

        _clock.Advance(TimeSpan.FromHours(1));
        await Process.GetRequiredService<ConversationEngine>().ScanAsync(default);
        await foreach (var (now, _) in Conversations.WatchAsync("a"))
        {
            if (now is { Status: ConversationStatus.Asking }) break;
        }

        Assert.Equal([Unknown], await TalkAsync(false, "bye"));
        Assert.Equal("Goodbye. To be checked: 24.00 for order 1001.", await ResultAsync());
        Assert.Equal(["found 1001"], _shop.Done);
    }

    [Fact]
    public async Task Model_that_fails_is_asked_again_and_at_last_the_customer_is()
    {
        _model.Failures = 2;
        var talk = TalkAsync(false, "Hello", "1001", "bye");
        for (; !talk.IsCompleted; await Task.Yield()) _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("Which order is it? Its number has four digits.", (await talk)[1]);

        _model.Failures = 3;
        talk = TalkAsync("b", ["Hello", "1001", "bye"]);
        for (; !talk.IsCompleted; await Task.Yield()) _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(
            [Hello, "Sorry, I have lost my train of thought. Please say that again.",
                "Order 1001 is a red mug: 24.00 can be refunded."],
            await talk);
    }

    [Fact]
    public async Task What_the_model_says_is_shown_as_it_comes_and_journaled_once()
    {
        await Conversations.StartAsync("a", new("Ada"));
        List<Progress> shown = [];
        Task<List<string>>? talk = null;
        await foreach (var (_, progress) in Conversations.WatchAsync("a"))
        {
            if (progress is Progress it) shown.Add(it);
            talk ??= TalkAsync(false, "A refund of 1001", "yes", "bye");
        }

        await talk!;
        Assert.Equal(
            ["[looks up order 1001]", "[refunds 24.00 for order 1001]", "The", "The money", "The money is",
                "The money is on", "The money is on its", Paid],
            shown.Select(it => it.Text));
        Assert.Equal(3, shown.Select(it => it.Key).Distinct().Count());

        var journal = await Admin.ReadJournalAsync("a");
        Assert.Equal(
            ["", "ask the model", "look up order 1001", "ask the model", "", "refund 24.00 for order 1001",
                "refund 24.00 for order 1001", "ask the model", ""],
            journal.Skip(1).Select(entry => $"{entry.Name}"));
        Assert.Single(journal, entry => Encoding.UTF8.GetString(entry.Payload.Span).Contains("money"));
    }

    [Fact]
    public async Task Fork_at_the_approval_with_the_other_answer_shows_what_would_have_been()
    {
        await TalkAsync(false, "A refund of 1001");
        long version = (await Conversations.GetAsync("a")).Version;
        Assert.Equal([Approve, Paid], await TalkAsync(false, "yes", "bye"));

        await Admin.ForkAsync("a", version, "b");
        Assert.Equal(
            [Approve, "Sorry. The manager has refused the refund."], await TalkAsync("b", ["no", "bye"]));
        await Admin.ForkAsync("a", version, "c"); // the same answer again: the shop knows better
        Assert.Equal(
            [Approve, "Sorry. Not refunded: there is no such order, or not as much of it is left."],
            await TalkAsync("c", ["yes", "bye"]));
        Assert.Equal(["found 1001", "refunded 24.00"], _shop.Done);
        await Assert.ThrowsAsync<ConversationConflictException>(() => Admin.ForkAsync("a", version + 4, "d"));
    }

    [Theory]
    [InlineData("refund", """{"number":1001}"""), InlineData("refund", """{"number":1001,"amount":-1}""")]
    [InlineData("refund", """{"number":1001,"amount":0.001}"""), InlineData("refund", """{"number":1,"amount":1e9}""")]
    [InlineData("refund", "null"), InlineData("look_up_order", "[1001]"), InlineData("look_up_order", "{}")]
    [InlineData("look_up_order", """{"number":"all"}"""), InlineData("give_it_all_away", "{}")]
    public void What_a_tool_does_not_take_is_not_done(string tool, string arguments) =>
        Assert.Null(Tools.Read(new("1", tool, JsonSerializer.Deserialize<JsonElement>(arguments))));

    // Says the answers, and returns what was asked.
    private Task<List<string>> TalkAsync(bool restarts, params string[] answers) => TalkAsync("a", answers, restarts);

    private async Task<List<string>> TalkAsync(string id, string[] answers, bool restarts = false)
    {
        List<string> asked = [];
        foreach (string answer in answers)
        {
            if (restarts) await EndAsync();
            var turn = await WhereAsync(id);
            Assert.Equal(ConversationStatus.Asking, turn.Status);
            asked.Add($"{turn.Question}");
            await Conversations.SendAsync(id, turn.Version, answer);
        }

        return asked;
    }

    private async Task<Turn<Question, Outcome>> WhereAsync(string id)
    {
        try
        {
            return await Conversations.GetAsync(id);
        }
        catch (ConversationNotFoundException)
        {
            return await Conversations.StartAsync(id, new("Ada"));
        }
    }

    private async Task<string> ResultAsync() => $"{(await Conversations.GetAsync("a")).Result}";

    private ServiceProvider Start()
    {
        ServiceCollection services = new();
        services.AddSingleton<TimeProvider>(_clock);
        services.AddParleyDurable(options => options.UseStore(_ => _store))
            .AddConversation<Inquiry, Question, string, Outcome>(
                "support", 1, (d, inquiry) => new Agent(d, inquiry, new(_model), _shop).Serve(), AgentJson.Default);
        return services.BuildServiceProvider();
    }

    private async ValueTask EndAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
        _process = null;
    }
}
