using Parley;

namespace Questionnaire;

/// <summary>An interview about a journey by train. It knows nothing of going back.</summary>
public static class Booking
{
    /// <summary>Asks where, who and how, and returns what comes of it.</summary>
    public static Generator<Question, object, string> Interview() => new(async yield =>
    {
        string town = await yield.Choose("Where are you going?", "Ghent", "London");
        if (town == "London" && !await yield.Confirm("Does everybody have a passport?"))
            return "You need passports for London.";

        (int adults, int children) = await yield.From(Travelers);
        if (adults == 0) return "Children can't travel alone.";

        bool isFirst = await yield.Confirm("First class?");
        int fare = (town == "London" ? 60 : 20) * (isFirst ? 2 : 1);
        return $"{fare * adults + fare / 2 * children} euros to {town}.";
    });

    private static async GeneratorBody<(int Adults, int Children)> Travelers(Yield<Question, object> yield)
    {
        int travelers = await yield.Count("How many of you are going?", 2), children = 0;
        for (int i = 1; i <= travelers; i++)
            if (await yield.Confirm($"Is traveler {i} under 12?")) children++;
        return (travelers - children, children);
    }
}
