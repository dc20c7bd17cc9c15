using System.Globalization;
using Simulation;

namespace Parley.Tests.Samples;

public class QueueTests
{
    [Theory, InlineData(0.5, 1, 1.0), InlineData(2.1, 3, 0.5470), InlineData(8, 10, 0.2046)]
    public void The_formula_gives_what_the_tables_do(double arrivals, int clerks, double wait) =>
        Assert.Equal(wait, new Queue(arrivals, 1, clerks).ExpectedWait(), 4);

    [Theory, InlineData(0.5, 1), InlineData(2.1, 3), InlineData(8, 10)]
    public void At_least_17_of_20_confidence_intervals_contain_the_expected_wait(double arrivals, int clerks)
    {
        var queue = new Queue(arrivals, Services: 1, clerks);
        double expected = queue.ExpectedWait();
        int agree = Enumerable.Range(1, 20).Count(seed =>
        {
            (double mean, double halfWidth) = queue.SimulateWait(seed);
            Assert.InRange(halfWidth, 0, expected / 5);
            return Math.Abs(mean - expected) <= halfWidth;
        });
        Assert.InRange(agree, 17, 20);
    }

    [Fact]
    public void In_the_machine_shop_every_repair_interrupts_the_mechanic_and_no_work_is_lost()
    {
        for (int seed = 0; seed < 100; seed++)
        {
            var log = new List<string>();
            MachineShop.Run(machines: 3, seed, log.Add);
            string[] events = [.. log.Select(line => line[8..])];
            double[] times = [.. log.Select(line => double.Parse(line[..6], CultureInfo.InvariantCulture))];
            Assert.Equal(times.Order(), times);
            for (int machine = 0; machine < 3; machine++)
            {
                string name = $"machine {machine} ";
                string[] own = [.. events.Where(e => e.StartsWith(name, StringComparison.Ordinal))];
                Assert.Equal(own.Select((_, i) => name + (i % 2 == 0 ? "breaks down" : "is repaired")), own);
                double broken = 0;
                for (int i = 0; i < events.Length; i++)
                {
                    if (events[i] == name + "breaks down") broken -= times[i];
                    if (events[i] == name + "is repaired") broken += times[i];
                }

                if (own.Length % 2 == 1) broken += 180;
                string[] parts = events[^1]["the shift ends with ".Length..^" parts".Length].Split(" + ");
                double made = (180 - broken) / 10;
                Assert.InRange(made - int.Parse(parts[machine], CultureInfo.InvariantCulture), -0.1, 1.1);
            }
        }
    }
}
