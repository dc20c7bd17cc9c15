using Parley;
using Simulation.Kernel;

namespace Samples;

internal static class Clock
{
    public static void Run(int clocks, int ticks)
    {
        var simulator = new Simulator();
        for (int i = 1; i <= clocks; i++) simulator.Start(Tick(1 + 1.0 / i));
        simulator.Run();

        Generator<Event, Event> Tick(double period) => new(async yield =>
        {
            for (int i = 0; i < ticks; i++) await yield(simulator.Timeout(period));
        });
    }
}
