using OrderDesk;

namespace Parley.Tests.Samples;

/// <summary>The order desk of samples/, talked to from a script.</summary>
public class OrderDeskTests
{
    private const string
        Product = "What would you like? (mug, bowl)", Colour = "Which colour? (red, blue)",
        OneRedMug = "One red mug. Anything else? (yes, no)", Again = "Are you still there? ",
        Name = "Who is it for?", Street = "Which street and number?", Town = "Which postcode and town?",
        Ordered = "Ordered: red mug. For: Ada, 12 Mill Lane, 1234 Anytown.";

    [Fact]
    public async Task Whole_conversation_gives_the_order()
    {
        var stock = new Stock(redMugs: 1);
        var transcript = await TalkAsync(
            stock, "mug", "blue", "yes", "mug", "red", "no", "Ada", "12 Mill Lane", "1234 Anytown");
        const string NoBlueMugs = "Sorry, we are out of blue mugs. Anything else? (yes, no)";
        Assert.Equal(
            [Product, Colour, NoBlueMugs, Product, Colour, OneRedMug, Name, Street, Town, Ordered], transcript);
        Assert.Equal(0, stock.RedMugs);
    }

    [Fact]
    public async Task Timeout_thrown_in_anywhere_asks_again()
    {
        var late = new TimeoutException();
        var transcript = await TalkAsync(
            new Stock(redMugs: 1), late, "mug", late, late, "red", "no", "Ada", late, "12 Mill Lane", "1234 Anytown");
        Assert.Equal([Product, Again + Product, Colour, Again + Colour], transcript[..4]);
        Assert.Equal([Again + Colour, OneRedMug, Name, Street, Again + Street, Town, Ordered], transcript[4..]);
    }

    [Fact]
    public async Task Answer_that_will_not_do_is_asked_for_again()
    {
        var transcript = await TalkAsync(
            new Stock(redMugs: 1),
            "teapot", " mug ", "", "red", "no", "  ", "Ada", "12 Mill Lane", "Anytown", "1 Anytown");
        Assert.Contains("\"teapot\" isn't one of them. " + Product, transcript);
        Assert.Contains("\"\" isn't one of them. " + Colour, transcript);
        Assert.Contains("Please say. " + Name, transcript);
        Assert.Contains("We need both. " + Town, transcript);
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
        Assert.Equal([Street, "closed"], transcript[^2..]);
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
        Assert.Equal(OneRedMug, await looking);
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

        private async Task Walk() { if (Gate is null) await default(Turn); else await Gate; }
    }
}
