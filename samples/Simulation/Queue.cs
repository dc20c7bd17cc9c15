using Parley;
using Simulation.Kernel;

namespace Simulation;

/// <summary>An M/M/c queue: customers come at random, and each is served by one of several clerks.</summary>
/// <param name="Arrivals">How many come in a unit of time.</param>
/// <param name="Services">How many a clerk can serve in a unit of time.</param>
/// <param name="Clerks">How many clerks there are.</param>
public sealed record Queue(double Arrivals, double Services, int Clerks)
{
    private const int WarmUp = 2000, Batches = 20, BatchSize = 5000;
    private const double T975 = 2.093;  // Student's t with 19 degrees of freedom

    /// <summary>The mean wait by Erlang's formula.</summary>
    public double ExpectedWait()
    {
        double load = Arrivals / Services, blocking = 1;
        for (int i = 1; i <= Clerks; i++) blocking = load * blocking / (i + load * blocking);
        double delayed = blocking / (1 - load / Clerks * (1 - blocking));
        return delayed / (Clerks * Services - Arrivals);
    }

    /// <summary>The mean wait of simulated customers, and half the width of its 95 % confidence interval.</summary>
    public (double Mean, double HalfWidth) SimulateWait(int seed)
    {
        List<double> waits = Simulate(seed, WarmUp + Batches * BatchSize);
        double[] means = [.. waits.Skip(WarmUp).Chunk(BatchSize).Select(batch => batch.Average())];
        double mean = means.Average();
        double variance = means.Sum(x => (x - mean) * (x - mean)) / (Batches - 1);
        return (mean, T975 * Math.Sqrt(variance / Batches));
    }

    /// <summary>How long each of the customers waited, in the order in which they were served.</summary>
    public List<double> Simulate(int seed, int customers)
    {
        var simulator = new Simulator();
        var clerks = new Resource(simulator, Clerks);
        var random = new Random(seed);
        var waits = new List<double>(customers);
        simulator.Start(Source());
        simulator.Run();
        return waits;

        double Exponential(double rate) => -Math.Log(1 - random.NextDouble()) / rate;

        Generator<Event, Event> Source() => new(async yield =>
        {
            for (int i = 0; i < customers; i++)
            {
                await yield(simulator.Timeout(Exponential(Arrivals)));
                simulator.Start(Customer());
            }
        });

        Generator<Event, Event> Customer() => new(async yield =>
        {
            double arrival = simulator.Now;
            using Request clerk = clerks.Request();
            await yield(clerk);
            waits.Add(simulator.Now - arrival);
            await yield(simulator.Timeout(Exponential(Services)));
        });
    }
}
