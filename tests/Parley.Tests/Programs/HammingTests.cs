using Parley.Tests.Harness;
using Xunit;
using static Parley.Tests.Programs.Streams;

namespace Parley.Tests.Programs;

// m235 of CPython's Lib/test/test_generators.py: the numbers 2^i 3^j 5^k in ascending order, made of three streams of
// themselves, which are computed anew at each level.
public class HammingTests
{
    internal static readonly int[] Numbers =
    [
        1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 15, 16, 18, 20, 24,
        25, 27, 30, 32, 36, 40, 45, 48, 50, 54, 60, 64, 72, 75, 80,
        81, 90, 96, 100, 108, 120, 125, 128, 135, 144, 150, 160, 162, 180, 192,
        200, 216, 225, 240, 243, 250, 256, 270, 288, 300, 320, 324, 360, 375, 384,
        400, 405, 432, 450, 480, 486, 500, 512, 540, 576, 600, 625, 640, 648, 675,
    ];

    private static Generator<int> HammingByForeach() => new(async yield =>
    {
        await yield(1);
        Generator<int> rest = Merge(
            Merge(Times(2, HammingByForeach()), Times(3, HammingByForeach())), Times(5, HammingByForeach()));
        foreach (int number in rest) await yield(number);
    });

    private static Generator<int> HammingByFrom() => new(async yield =>
    {
        await yield(1);
        await yield.From(Merge(Merge(Times(2, HammingByFrom()), Times(3, HammingByFrom())), Times(5, HammingByFrom())));
    });

    [Theory, InlineData(Form.Foreach), InlineData(Form.From), Row("APP-03")]
    public void One_generator_gives_three_batches(Form form)
    {
        Generator<int> numbers = form == Form.From ? HammingByFrom() : HammingByForeach();
        Assert.Equal(Numbers[..15], numbers.Read(15));
        Assert.Equal(Numbers[15..30], numbers.Read(15));
        Assert.Equal(Numbers[30..45], numbers.Read(15));
    }
}
