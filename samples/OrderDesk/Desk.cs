using Parley;

namespace OrderDesk;

/// <summary>
/// A conversation from the first question to the order, as requested in dotnet/csharplang#1957. Each question is
/// yielded, and the answer is sent back. The code doesn't know whether it is talking to a terminal, a script or a web
/// page.
/// </summary>
public static class Desk
{
    public static AsyncGenerator<string, string, Order> Serve(IStock stock) => new(async yield =>
    {
        List<Item> items = [];
        bool isOrdered = false;
        try
        {
            string news;
            do
            {
                string product = await yield.From(Choose("What would you like?", stock.Products));
                string colour = await yield.From(Choose("Which colour?", stock.Colours));
                var item = new Item(colour, product);
                bool isThere = await stock.TakeAsync(item);
                if (isThere) items.Add(item);
                news = isThere ? $"One {item}." : $"Sorry, we are out of {item}s.";
            }
            while (await yield.From(Choose($"{news} Anything else?", "yes", "no")) == "yes");

            Address? address = items.Count > 0 ? await yield.From(AskAddress()) : null;
            isOrdered = true;
            return new Order(items, address);
        }
        finally
        {
            // A customer who leaves in the middle (closes the generator) leaves no empty shelves behind.
            if (!isOrdered) await stock.PutBackAsync(items);
        }
    });

    private static AsyncGenerator<string, string, Address> AskAddress() => new(async yield => new Address(
        await yield.From(Ask("Who is it for?", NotEmpty)),
        await yield.From(Ask("Which street and number?", NotEmpty)),
        await yield.From(Ask("Which postcode and town?", answer =>
            answer.Any(char.IsDigit) && answer.Any(char.IsLetter) ? null : "We need both."))));

    private static AsyncGenerator<string, string, string> Choose(string question, params string[] choices) =>
        Ask($"{question} ({string.Join(", ", choices)})", answer =>
            choices.Contains(answer) ? null : $"\"{answer}\" isn't one of them.");

    /// <summary>Asks a question, and asks it again if the answer won't do or doesn't come in time.</summary>
    private static AsyncGenerator<string, string, string> Ask(string question, Func<string, string?> complain) =>
        new(async yield =>
        {
            string remark = "";
            while (true)
            {
                try
                {
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
