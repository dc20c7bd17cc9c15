namespace Parley.Tests.Oracle;

/// <summary>Calls that give their outcome as a text.</summary>
internal static class Outcomes
{
    /// <summary>Makes a call, which sends or throws what it is given.</summary>
    public static string Of(string call, Returning generator, int value, Exception thrown)
    {
        try
        {
            switch (call)
            {
                case "Next": return $"{generator.Next()}";
                case "Send": return $"{generator.Send(value)}";
                case "Throw": return $"{generator.Throw(thrown)}";
                case "Close": generator.Close(); return "closed";
                default: throw new ArgumentOutOfRangeException(nameof(call));
            }
        }
        catch (StopIterationException end) { return $"end {end.Value}"; }
        catch (Exception exception) { return $"{exception.GetType().Name} {exception.Message}"; }
    }
}
