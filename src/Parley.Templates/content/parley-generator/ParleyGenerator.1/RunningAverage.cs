using Parley;

namespace ParleyGenerator._1;

/// <summary>Hands out the average of what it has been sent so far.</summary>
public static class RunningAverage
{
    /// <summary>A new one, which returns the number of samples when it is sent NaN.</summary>
    public static Generator<double, double, int> Create() => new(async yield =>
    {
        double total = 0, average = 0;
        int count = 0;
        while (true)
        {
            double sample = await yield(average); // hands out the average, waits for what is sent
            if (double.IsNaN(sample)) return count;
            average = (total += sample) / ++count;
        }
    });
}
