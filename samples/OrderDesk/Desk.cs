using Parley;
using Parley.Durable;

namespace OrderDesk;

/// <summary>
/// A conversation from the first question to the order. Each question is yielded, and the answer is sent back. The code
/// doesn't know whether it is talking to a terminal, a script or a web page, nor that the process may end between any
/// two lines of it, and another one go on there. What it wants of the world, it delegates to effects (<c>d.Run</c>).
/// </summary>
public sealed class Desk(Durable<string, string> d, Visit visit, IStock stock)
{
    // Questions are journaled, and a replay has to ask the same ones: another list is another version of the body.
    private static readonly string[] s_products = ["mug", "bowl", "plate"], s_colours = ["red", "white", "blue"];

    private static readonly EffectOptions s_often = new() { Attempts = 5, Backoff = TimeSpan.FromMilliseconds(100) };

    public Generator<string, string, Order> Serve() => new(async yield =>
    {
        List<Item> items = [];
        try
        {
            string news;
            do
            {
                string product = await yield.From(Choose("What would you like?", s_products));
                string colour = await yield.From(Choose("Which colour?", s_colours));
                Item item = new(colour, product);
                bool isThere = await yield.From(d.Run(
                    $"take a {item}", (key, token) => stock.TakeAsync(key, item, token), s_often));
                if (isThere) items.Add(item);
                news = isThere ? $"One {item}." : $"Sorry, we are out of {item}s.";
            }
            while (await yield.From(Choose($"{news} Anything else?", "yes", "no")) == "yes");

            Address? address = items.Count > 0 ? await yield.From(AskAddress()) : null;
            return new Order(items, address);
        }
        catch (ConversationCanceledException) when (items.Count > 0)
        {
            // The customer leaves. Not in a finally block, which would run for a bug, too, that is going to be mended.
            await yield.From(d.Run("put back", (key, token) => stock.PutBackAsync(key, items, token), s_often));
            throw;
        }
    });

    private Generator<string, string, Address> AskAddress() => new(async yield => new Address(
        await yield.From(Ask("Who is it for?", NotEmpty)),
        await yield.From(Ask("Which street and number?", NotEmpty)),
        await yield.From(Ask("Which postcode and town?", answer =>
            answer.Any(char.IsDigit) && answer.Any(char.IsLetter) ? null : "We need both."))));

    private Generator<string, string, string> Choose(string question, params string[] choices) =>
        Ask($"{question} ({string.Join(", ", choices)})", answer =>
            choices.Contains(answer) ? null : $"\"{answer}\" isn't one of them.");

    /// <summary>Asks a question, and asks it again if the answer won't do or doesn't come in time.</summary>
    private Generator<string, string, string> Ask(string question, Func<string, string?> complain) => new(async yield =>
    {
        string remark = "";
        while (true)
        {
            try
            {
                if (visit.SecondsToAnswer is { } seconds) d.Within(TimeSpan.FromSeconds(seconds));
                string answer = (await yield(remark + question)).Trim();
                if (complain(answer) is not { } complaint) return answer;
                remark = complaint + " ";
            }
            catch (TimeoutException)
            {
                remark = "Are you still there? ";
            }
        }
    });

    private static string? NotEmpty(string answer) => answer.Length > 0 ? null : "Please say.";
}
