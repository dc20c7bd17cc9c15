using Parley;

namespace Effects;

/// <summary>The business logic. It knows no clock, no console, no file and no random numbers, only the words for
/// them.</summary>
public static class Raffle
{
    /// <summary>Draws a winner, who must be present.</summary>
    public static Generator<Request, object, string> Draw(params string[] people) => new(async yield =>
    {
        string[] tickets = people;
        while (tickets.Length > 0)
        {
            string name = tickets[await yield.RandomInt(tickets.Length)];
            if (await yield.Confirm($"Is {name} here?"))
            {
                DateTimeOffset now = await yield.ReadClock();
                try
                {
                    int number = await yield.Save($"{now:yyyy-MM-dd HH:mm} {name}");
                    return $"{name} wins, and is number {number} on the list.";
                }
                catch (IOException e)
                {
                    return $"{name} wins, but isn't on the list: {e.Message}";
                }
            }

            tickets = [.. tickets.Except([name])];
        }

        return "Nobody wins.";
    });
}
