using System.Collections.Generic;
using System.Threading.Tasks;
using Parley;

namespace Library
{
    /// <summary>What C# 8 can do with Parley, and so Unity can.</summary>
    public static class Averages
    {
        public static Generator<double, double, int> Running() =>
            new Generator<double, double, int>(async yield =>
            {
                double total = 0, average = 0;
                int count = 0;
                while (true)
                {
                    double sample = await yield(average);
                    if (double.IsNaN(sample)) return count;
                    average = (total += sample) / ++count;
                }
            });

        public static Generator<int> Deep(int depth) => new Generator<int>(async yield =>
        {
            if (depth > 0) await yield.From(Deep(depth - 1));
            await yield.From(new List<int> { depth, 10 * depth });
        });

        public static AsyncGenerator<int, int> Sums() => new AsyncGenerator<int, int>(async yield =>
        {
            int total = 0;
            while (true)
            {
                await Task.Yield();
                total += await yield(total);
            }
        });
    }
}
