using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using OrderDesk;
using Parley.Durable.Engine;
using Parley.Durable.Stores;

namespace Parley.Durable.Tests.Samples;

/// <summary>The order desk of samples/, talked to from a script; also by a new process at each answer.</summary>
public class OrderDeskTests
{
    private const string
        Id = "a customer", Product = "What would you like? (mug, bowl, plate)",
        Colour = "Which colour? (red, white, blue)",
        OneRedMug = "One red mug. Anything else? (yes, no)", Again = "Are you still there? ",
        Name = "Who is it for?", Street = "Which street and number?", Town = "Which postcode and town?",
        Ordered = "Ordered: red mug. For: Ada, 12 Mill Lane, 1234 Anytown.";

    private static readonly Item s_redMug = new("red", "mug");
    private static readonly object s_late = new(), s_leave = new();

    private readonly MemoryStock _stock = new();
    private readonly InMemoryConversationStore _store = new();
    private readonly FakeTimeProvider _clock = new();

    [Theory, InlineData(false), InlineData(true)]
    public async Task Whole_conversation_gives_the_order(bool restarts)
    {
        var transcript = await TalkAsync(
            restarts, "mug", "blue", "yes", "mug", "red", "no", "Ada", "12 Mill Lane", "1234 Anytown");
        const string NoBlueMugs = "Sorry, we are out of blue mugs. Anything else? (yes, no)";
        Assert.Equal(
            [Product, Colour, NoBlueMugs, Product, Colour, OneRedMug, Name, Street, Town, Ordered], transcript);
        Assert.Equal(1, _stock.Count(s_redMug));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Question_that_is_not_answered_in_time_is_asked_again(bool restarts)
    {
        var transcript = await TalkAsync(
            restarts, s_late, "mug", s_late, s_late, "red", "no", "Ada", s_late, "12 Mill Lane", "1234 Anytown");
        Assert.Equal([Product, Again + Product, Colour, Again + Colour], transcript[..4]);
        Assert.Equal([Again + Colour, OneRedMug, Name, Street, Again + Street, Town, Ordered], transcript[4..]);
    }

    [Fact]
    public async Task Answer_that_will_not_do_is_asked_for_again()
    {
        var transcript = await TalkAsync(
            restarts: false, "teapot", " mug ", "", "red", "no", "  ", "Ada", "12 Mill Lane", "Anytown", "1 Anytown");
        Assert.Contains("\"teapot\" isn't one of them. " + Product, transcript);
        Assert.Contains("\"\" isn't one of them. " + Colour, transcript);
        Assert.Contains("Please say. " + Name, transcript);
        Assert.Contains("We need both. " + Town, transcript);
        Assert.Equal("Ordered: red mug. For: Ada, 12 Mill Lane, 1 Anytown.", transcript[^1]);
    }

    [Fact]
    public async Task Whoever_finds_nothing_is_not_asked_for_an_address()
    {
        var transcript = await TalkAsync(restarts: false, "bowl", "blue", "no");
        Assert.Equal(
            ["Sorry, we are out of blue bowls. Anything else? (yes, no)", "Nothing was ordered."], transcript[^2..]);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Whoever_leaves_in_the_middle_has_everything_put_back(bool restarts)
    {
        var transcript = await TalkAsync(restarts, "mug", "red", "yes", "mug", "red", "no", "Ada", s_leave);
        Assert.Equal([Street, "Canceled"], transcript[^2..]);
        Assert.Equal(2, _stock.Count(s_redMug));
    }

    [Fact]
    public async Task What_was_there_is_out_when_it_has_been_taken()
    {
        var transcript = await TalkAsync(restarts: true, "bowl", "white", "yes", "bowl", "white", s_leave);
        Assert.Equal(["Sorry, we are out of white bowls. Anything else? (yes, no)", "Canceled"], transcript[^2..]);
        Assert.Equal(1, _stock.Count(new("white", "bowl")));
    }

    [Fact]
    public async Task Stock_does_nothing_twice_for_a_key()
    {
        foreach (string key in (string[])["a", "a", "b", "b"])
            Assert.True(await _stock.TakeAsync(key, s_redMug, default));
        Assert.False(await _stock.TakeAsync("c", s_redMug, default));
        foreach (string key in (string[])["d", "d"]) await _stock.PutBackAsync(key, [s_redMug], default);
        Assert.Equal(1, _stock.Count(s_redMug));
        Assert.False(await _stock.TakeAsync("c", s_redMug, default));
    }

    // Says the answers, is late, or leaves. The questions, and how it ended.
    private async Task<List<string>> TalkAsync(bool restarts, params object[] script)
    {
        List<string> transcript = [];
        ServiceProvider process = Start();
        var turn = await Orders().StartAsync(Id, new Visit(SecondsToAnswer: 60));
        foreach (object next in script)
        {
            Assert.Equal(ConversationStatus.Asking, turn.Status);
            transcript.Add(turn.Question!);
            if (restarts)
            {
                await process.DisposeAsync();
                process = Start();
            }

            if (next == s_late)
            {
                _clock.Advance(TimeSpan.FromMinutes(2));
                await process.GetRequiredService<ConversationEngine>().ScanAsync(default);
                turn = await Orders().GetAsync(Id);
            }
            else
            {
                turn = next == s_leave
                    ? await Orders().CloseAsync(Id) : await Orders().SendAsync(Id, turn.Version, (string)next);
            }
        }

        transcript.Add($"{turn.Result}" is { Length: > 0 } order ? order : $"{turn.Status}");
        await process.DisposeAsync();
        return transcript;

        IConversations<Visit, string, string, Order> Orders() =>
            process.GetRequiredService<IConversations<Visit, string, string, Order>>();
    }

    private ServiceProvider Start()
    {
        ServiceCollection services = new();
        services.AddSingleton<TimeProvider>(_clock);
        services.AddParleyDurable(options => options.UseStore(_ => _store))
            .AddConversation<Visit, string, string, Order>(
                "order", 1, (d, visit) => new Desk(d, visit, _stock).Serve(), DeskJson.Default);
        return services.BuildServiceProvider();
    }
}
