using System.Globalization;
using Simulation;

namespace Samples;

/// <summary>The simulator beside a scheduler of callbacks.</summary>
internal static class Simulations
{
    private const int Clocks = 1000, Ticks = 500, Customers = 300_000;

    public static string[] Measure() =>
    [
        "| | generators | callbacks |",
        "|---|---:|---:|",
        Row($"{Clocks:N0} clocks that tick {Ticks} times each: ticks", Clocks * Ticks,
            () => Clock.Run(Clocks, Ticks), () => Callbacks.Clocks(Clocks, Ticks)),
        Row("the queue with three clerks: customers", Customers,
            () => new Queue(2.1, 1, 3).Simulate(seed: 1, Customers),
            () => Callbacks.Queue(arrivals: 2.1, services: 1, clerks: 3, seed: 1, Customers)),
    ];

    private static string Row(string what, int count, Action generators, Action callbacks)
    {
        Best[] best = [Best.Of(generators), Best.Of(callbacks)];
        return $"| {what} | {string.Join(" | ", best.Select(b => string.Create(CultureInfo.InvariantCulture,
            $"{count / b.Seconds / 1e6:F1} million/s, {(double)b.Bytes / count:F0} B each")))} |";
    }
}
