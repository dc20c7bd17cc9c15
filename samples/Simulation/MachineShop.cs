using System.Globalization;
using Parley;
using Simulation.Kernel;

namespace Simulation;

/// <summary>
/// Machines make parts, and are interrupted when they break down. There is one mechanic, who tunes an old engine
/// whenever no machine is broken.
/// </summary>
public sealed class MachineShop
{
    private const double Part = 10, Repair = 20, Tuning = 40, MeanTimeToFailure = 60, Shift = 180;
    private const int Urgent = 0, Idle = 1;

    private readonly Simulator _simulator = new();
    private readonly Resource _mechanic;
    private readonly Random _random;
    private readonly Action<string> _write;
    private readonly bool[] _works;
    private readonly int[] _parts;

    private MachineShop(int machines, int seed, Action<string> write)
    {
        _mechanic = new Resource(_simulator, capacity: 1, preempts: true);
        (_random, _write) = (new Random(seed), write);
        (_works, _parts) = (new bool[machines], new int[machines]);
    }

    /// <summary>Writes what happens in a shift, a line an event.</summary>
    public static void Run(int machines, int seed, Action<string> write)
    {
        var shop = new MachineShop(machines, seed, write);
        for (int i = 0; i < machines; i++) shop._simulator.Start(shop.Wear(i, shop._simulator.Start(shop.Machine(i))));
        shop._simulator.Start(shop.Mechanic());
        shop._simulator.Run(until: Shift);
        shop.Write($"the shift ends with {string.Join(" + ", shop._parts)} parts");
    }

    private Generator<Event, Event> Machine(int i) => new(async yield =>
    {
        while (true)
        {
            double left = Part;
            while (left > 0)
            {
                double start = _simulator.Now;
                try
                {
                    _works[i] = true;
                    await yield(_simulator.Timeout(left));
                    left = 0;
                }
                catch (InterruptException)
                {
                    _works[i] = false;
                    left -= _simulator.Now - start;     // the rest is made after the repair
                    Write($"machine {i} breaks down");
                    await yield.From(BeRepaired(i));
                }
            }

            _parts[i]++;
        }
    });

    private Generator<Event, Event> BeRepaired(int i) => new(async yield =>
    {
        using Request mechanic = _mechanic.Request(Urgent);
        await yield(mechanic);
        await yield(_simulator.Timeout(Repair));
        Write($"machine {i} is repaired");
    });

    private Generator<Event, Event> Wear(int i, Process machine) => new(async yield =>
    {
        while (true)
        {
            await yield(_simulator.Timeout(-MeanTimeToFailure * Math.Log(1 - _random.NextDouble())));
            if (_works[i]) machine.Interrupt();
        }
    });

    private Generator<Event, Event> Mechanic() => new(async yield =>
    {
        double left = Tuning;
        while (left > 0)
        {
            using Request time = _mechanic.Request(Idle);
            await yield(time);
            double start = _simulator.Now;
            Write("the mechanic tunes the engine");
            try
            {
                await yield(_simulator.Timeout(left));
                left = 0;
            }
            catch (InterruptException)
            {
                left -= _simulator.Now - start;
                Write("the mechanic is called away");
            }
        }

        Write("the engine is tuned");
    });

    private void Write(string what) =>
        _write(string.Create(CultureInfo.InvariantCulture, $"{_simulator.Now,6:F1}  {what}"));
}
