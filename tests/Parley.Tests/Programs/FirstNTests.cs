using static Parley.Tests.Programs.Streams;

namespace Parley.Tests.Programs;

// After firstn and intsfrom in CPython's Lib/test/test_generators.py.
public class FirstNTests
{
    [Fact, Row("APP-01")]
    public void The_first_values_of_an_endless_counter_are_read_by_hand() =>
        Assert.Equal([5, 6, 7, 8, 9, 10, 11], CountFrom(5).Read(7));

    [Fact, Row("APP-01")]
    public void What_was_read_by_hand_is_read_on_later()
    {
        Generator<int> numbers = CountFrom(5);
        Assert.Equal([5, 6, 7], numbers.Read(3));
        Assert.Equal(GeneratorState.Suspended, numbers.State);
        Assert.Equal([8, 9, 10, 11], numbers.Read(4));
    }

    [Fact, Row("APP-01")]
    public void A_generator_over_a_generator_is_read_the_same_way() =>
        Assert.Equal([10, 20, 30, 40, 50, 60, 70, 80, 90, 100], Times(10, CountFrom(1)).Read(10));
}
