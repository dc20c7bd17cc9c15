using Parley.Tests.Harness;
using Xunit;
using static Parley.Tests.Programs.Streams;

namespace Parley.Tests.Programs;

// The recursive sieve in CPython's Lib/test/test_generators.py: each prime hands what it leaves to the next one.
public class SieveTests
{
    private static Generator<int> NotMultiplesOf(int factor, Generator<int> numbers) => new(async yield =>
    {
        foreach (int number in numbers)
        {
            if (number % factor != 0) await yield(number);
        }
    });

    private static Generator<int> SieveByForeach(Generator<int> numbers) => new(async yield =>
    {
        int prime = numbers.Next();
        await yield(prime);
        foreach (int larger in SieveByForeach(NotMultiplesOf(prime, numbers))) await yield(larger);
    });

    private static Generator<int> SieveByFrom(Generator<int> numbers) => new(async yield =>
    {
        int prime = numbers.Next();
        await yield(prime);
        await yield.From(SieveByFrom(NotMultiplesOf(prime, numbers)));
    });

    [Fact, Row("APP-02")]
    public void One_level_leaves_out_the_multiples_of_its_prime() =>
        Assert.Equal([1, 2, 4, 5, 7, 8], NotMultiplesOf(3, CountFrom(1)).Read(6));

    [Theory, InlineData(Form.Foreach), InlineData(Form.From), Row("APP-02")]
    public void The_sieve_gives_the_primes(Form form)
    {
        Generator<int> primes = form == Form.From ? SieveByFrom(CountFrom(2)) : SieveByForeach(CountFrom(2));
        Assert.Equal([2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71], primes.Read(20));
    }
}
