// Simulates queues, whose waits are compared with the formula, and a shift in a machine shop.
//
//   dotnet run --project samples/Simulation
using System.Globalization;
using Simulation;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int Seeds = 20;

Console.WriteLine("clerks  load  expected wait  simulated waits that agree");
foreach (Queue queue in (Queue[])[new(0.5, 1, 1), new(2.1, 1, 3), new(8, 1, 10)])
{
    double expected = queue.ExpectedWait();
    int agree = Enumerable.Range(1, Seeds).AsParallel().Count(seed =>
        queue.SimulateWait(seed) is var (mean, halfWidth) && Math.Abs(mean - expected) <= halfWidth);
    double load = queue.Arrivals / queue.Services / queue.Clerks;
    Console.WriteLine($"{queue.Clerks,6}  {load,4:F2}  {expected,13:F4}  {agree} of {Seeds}");
}

Console.WriteLine();
MachineShop.Run(machines: 2, seed: 5, Console.WriteLine);
