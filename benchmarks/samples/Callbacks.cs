namespace Samples;

/// <summary>The least that a simulator can do: an agenda of callbacks. What a process would keep in its locals is in
/// fields, and its code is in pieces.</summary>
internal sealed class Callbacks
{
    private readonly PriorityQueue<Action, (double Time, long Order)> _agenda = new();
    private double _now;
    private long _scheduled;

    public static void Clocks(int clocks, int ticks)
    {
        var simulator = new Callbacks();
        for (int i = 1; i <= clocks; i++) new Ticking(simulator, 1 + 1.0 / i, ticks).Begin();
        simulator.Run();
    }

    /// <summary>How long each customer of an M/M/c queue waited.</summary>
    public static List<double> Queue(double arrivals, double services, int clerks, int seed, int customers)
    {
        var simulator = new Callbacks();
        var random = new Random(seed);
        var waiting = new Queue<double>();
        var waits = new List<double>(customers);
        int free = clerks, left = customers;
        Action arrive = () => { }, leave = () => { };
        arrive = () =>
        {
            waiting.Enqueue(simulator._now);
            Serve();
            if (--left > 0) simulator.Schedule(arrive, Exponential(arrivals));
        };
        leave = () =>
        {
            free++;
            Serve();
        };
        simulator.Schedule(arrive, Exponential(arrivals));
        simulator.Run();
        return waits;

        double Exponential(double rate) => -Math.Log(1 - random.NextDouble()) / rate;

        void Serve()
        {
            if (free == 0 || !waiting.TryDequeue(out double arrival)) return;
            free--;
            waits.Add(simulator._now - arrival);
            simulator.Schedule(leave, Exponential(services));
        }
    }

    private void Schedule(Action action, double delay) => _agenda.Enqueue(action, (_now + delay, _scheduled++));

    private void Run()
    {
        while (_agenda.TryDequeue(out Action? action, out var moment))
        {
            _now = moment.Time;
            action();
        }
    }

    private sealed class Ticking(Callbacks simulator, double period, int left)
    {
        private Action? _tick;

        public void Begin() => simulator.Schedule(_tick = Tick, period);

        private void Tick()
        {
            if (--left > 0) simulator.Schedule(_tick!, period);
        }
    }
}
