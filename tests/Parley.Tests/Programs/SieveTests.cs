using static Parley.Tests.Programs.Streams;

namespace Parley.Tests.Programs;

// The recursive sieve in CPython's Lib/test/test_generators.py: each prime hands what it leaves to the next one.
public class SieveTests
{
    private static Generator<int> NotMultiplesOf(int factor, Generator<int> numbers) => new(async yield =>
    {
        foreach (int number in numbers) { if (number % factor != 0) await yield(number); }
    });

    private static Generator<int> Sieve(Generator<int> numbers, Form form) => new(async yield =>
    {
        int prime = numbers.Next();
        await yield(prime);
        Generator<int> larger = Sieve(NotMultiplesOf(prime, numbers), form);
        if (form == Form.From) await yield.From(larger);
        else foreach (int next in larger) await yield(next);
    });

    [Fact, Row("APP-02")]
    public void One_level_leaves_out_the_multiples_of_its_prime() =>
        Assert.Equal([1, 2, 4, 5, 7, 8], NotMultiplesOf(3, CountFrom(1)).Read(6));

    [Theory, InlineData(Form.Foreach), InlineData(Form.From), Row("APP-02")]
    public void The_sieve_gives_the_primes(Form form) => Assert.Equal(
        [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71],
        Sieve(CountFrom(2), form).Read(20));
}
