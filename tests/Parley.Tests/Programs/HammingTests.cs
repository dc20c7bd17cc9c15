using static Parley.Tests.Programs.Streams;

namespace Parley.Tests.Programs;

// m235 of CPython's Lib/test/test_generators.py: the numbers 2^i 3^j 5^k in ascending order, made of three streams of
// themselves, which are computed anew at each level.
public class HammingTests
{
    private static Generator<int> Hamming(Form form) => new(async yield =>
    {
        await yield(1);
        Generator<int> rest = Merge(Merge(Times(2, Hamming(form)), Times(3, Hamming(form))), Times(5, Hamming(form)));
        if (form == Form.From) await yield.From(rest);
        else foreach (int number in rest) await yield(number);
    });

    [Theory, InlineData(Form.Foreach), InlineData(Form.From), Row("APP-03")]
    public void One_generator_gives_three_batches(Form form)
    {
        Generator<int> numbers = Hamming(form);
        foreach (int[] batch in HammingNumbers.Chunk(15).Take(3)) Assert.Equal(batch, numbers.Read(15));
    }
}
