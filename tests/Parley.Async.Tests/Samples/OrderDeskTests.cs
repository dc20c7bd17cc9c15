using OrderDesk;

namespace Parley.Tests.Samples;

/// <summary>The order desk of samples/, talked to from a script.</summary>
public class OrderDeskTests
{
    [Fact]
    public async Task Whole_conversation_gives_the_order()
    {
        var stock = new Stock(redMugs: 1);
        var transcript = await TalkAsync(
            stock, "mug", "blue", "yes", "mug", "red", "no", "Ada", "12 Mill Lane", "1234 Anytown");
        Assert.Equal(
            [
                "What would you like? (mug, bowl)", "Which colour? (red, blue)",
                "Sorry, we are out of blue mugs. Anything else? (yes, no)",
                "What would you like? (mug, bowl)", "Which colour? (red, blue)",
                "One red mug. Anything else? (yes, no)",
                "Who is it for?", "Which street and number?", "Which postcode and town?",
                "Ordered: red mug. For: Ada, 12 Mill Lane, 1234 Anytown.",
            ],
            transcript);
        Assert.Equal(0, stock.RedMugs);
    }

    [Fact]
    public async Task Timeout_thrown_in_anywhere_asks_again()
    {
        var late = new TimeoutException();
        var transcript = await TalkAsync(
            new Stock(redMugs: 1),
            late, "mug", late, late, "red", "no", "Ada", late, "12 Mill Lane", "1234 Anytown");
        Assert.Equal(
            [
                "What would you like? (mug, bowl)", "Are you still there? What would you like? (mug, bowl)",
                "Which colour? (red, blue)", "Are you still there? Which colour? (red, blue)",
                "Are you still there? Which colour? (red, blue)", "One red mug. Anything else? (yes, no)",
                "Who is it for?", "Which street and number?", "Are you still there? Which street and number?",
                "Which postcode and town?", "Ordered: red mug. For: Ada, 12 Mill Lane, 1234 Anytown.",
            ],
            transcript);
    }

    [Fact]
    public async Task Answer_that_will_not_do_is_asked_for_again()
    {
        var transcript = await TalkAsync(
            new Stock(redMugs: 1),
            "teapot", " mug ", "", "red", "no", "  ", "Ada", "12 Mill Lane", "Anytown", "1 Anytown");
        Assert.Contains("\"teapot\" isn't one of them. What would you like? (mug, bowl)", transcript);
        Assert.Contains("\"\" isn't one of them. Which colour? (red, blue)", transcript);
        Assert.Contains("Please say. Who is it for?", transcript);
        Assert.Contains("We need both. Which postcode and town?", transcript);
        Assert.Equal("Ordered: red mug. For: Ada, 12 Mill Lane, 1 Anytown.", transcript[^1]);
    }

    [Fact]
    public async Task Whoever_finds_nothing_is_not_asked_for_an_address()
    {
        var transcript = await TalkAsync(new Stock(redMugs: 0), "bowl", "blue", "no");
        Assert.Equal(
            ["Sorry, we are out of blue bowls. Anything else? (yes, no)", "Nothing was ordered."], transcript[^2..]);
    }

    [Fact]
    public async Task Whoever_leaves_in_the_middle_has_everything_put_back()
    {
        var stock = new Stock(redMugs: 1);
        var transcript = await TalkAsync(stock, "mug", "red", "no", "Ada");
        Assert.Equal("Which street and number?", transcript[^2]);
        Assert.Equal("closed", transcript[^1]);
        Assert.Equal(1, stock.RedMugs);
    }

    [Fact]
    public async Task Look_up_is_awaited_and_the_questions_come_from_the_delegated_generators()
    {
        var gate = new Gate();
        await using var conversation = Desk.Serve(new Stock(redMugs: 1) { Gate = gate });
        await conversation.NextAsync();
        Assert.IsType<AsyncGenerator<string, string, string>>(conversation.YieldingFrom);
        await conversation.SendAsync("mug");
        var looking = conversation.SendAsync("red");
        Assert.False(looking.IsCompleted);
        gate.Open();
        Assert.Equal("One red mug. Anything else? (yes, no)", await looking);
        await conversation.SendAsync("no");
        Assert.IsType<AsyncGenerator<string, string, Address>>(conversation.YieldingFrom);
        var leaving = conversation.CloseAsync();
        Assert.False(leaving.IsCompleted);
        gate.Open();
        await leaving;
    }

    // Says the answers, throws the exceptions in, and leaves when there are no more. The questions, and how it ended.
    private static async Task<List<string>> TalkAsync(IStock stock, params object[] script)
    {
        List<string> transcript = [];
        await using var conversation = Desk.Serve(stock);
        bool asks = await conversation.MoveNextAsync();
        foreach (object next in script)
        {
            Assert.True(asks, "The conversation is over.");
            transcript.Add(conversation.Current);
            asks = next is Exception exception
                ? await conversation.TryThrowAsync(exception)
                : await conversation.TrySendAsync((string)next);
        }

        if (asks) transcript.Add(conversation.Current);
        await conversation.CloseAsync();
        transcript.Add(conversation.TryGetResult(out Order? order) ? $"{order}" : "closed");
        return transcript;
    }

    private sealed class Stock(int redMugs) : IStock
    {
        public int RedMugs { get; private set; } = redMugs;

        public Gate? Gate { get; init; }

        public string[] Products => ["mug", "bowl"];

        public string[] Colours => ["red", "blue"];

        public async Task<bool> TakeAsync(Item item)
        {
            await Walk();
            return $"{item}" == "red mug" && RedMugs > 0 && RedMugs-- > 0;
        }

        public async Task PutBackAsync(IEnumerable<Item> items)
        {
            await Walk();
            RedMugs += items.Count(item => $"{item}" == "red mug");
        }

        private async Task Walk()
        {
            if (Gate is null) await default(Turn);
            else await Gate;
        }
    }
}
