using static Parley.Tests.Harness.Subject;
using static Parley.Tests.Shared.Forks;

namespace Parley.Tests.Shared;

/// <summary>The variables of a body's lambdas and local functions split, whatever else those use: the compiler makes
/// them static, or methods of something around the body, if they use none of the body's.</summary>
public class ForkLocalFunctionTests
{
    private readonly int _one = 1;

    [Fact]
    public async Task Variable_of_a_local_function_that_uses_none_of_the_body_splits()
    {
        await Splits(() => Make<int>(async yield =>
        {
            Func<int> From(int value) => () => value++;
            Func<int> next = From(1);
            while (true) await yield(next());
        }));
        await Splits(() => Make<int>(async yield =>
        {
            static Func<int> From(int value) => () => value++;
            Func<int> next = From(1);
            while (true) await yield(next());
        }));
        await Splits(() => Make<int>(async yield =>
        {
            static Func<int> From<T>(T value) => value is int number ? () => number++ : () => 0;
            Func<int> next = From(1);
            while (true) await yield(next());
        }));
        await Splits(() => Make<int>(async yield =>
        {
            Func<int, Func<int>> from = From;
            Func<int> next = from(1);
            while (true) await yield(next());

            Func<int> From(int value) => () => value++;
        }));
        await Splits(() => Make<int>(async yield =>
        {
            int count = 0;
            Func<int> From(int value)
            {
                value += count; // in a struct that is passed
                return () => value++;
            }
            Func<int> next = From(1);
            while (true) await yield(next());
        }));
    }

    [Fact]
    public async Task Variable_of_a_local_function_that_others_in_the_body_use_splits()
    {
        await Splits(() => Make<int>(async yield =>
        {
            Func<Func<int>> make = () => Twice(1);
            Func<int> next = make();
            while (true) await yield(next());

            static Func<int> From(int value) => () => value++;
            static Func<int> Twice(int value)
            {
                Func<int> inner = From(value);
                return () => inner() + inner();
            }
        }));
        await Splits(() => Make<int>(async yield =>
        {
            Func<int> next = Even(4);
            while (true) await yield(next());

            static Func<int> Even(int value) => value == 0 ? From(value) : Odd(value - 1);
            static Func<int> Odd(int value) => Even(value - 1);
            static Func<int> From(int value) => () => value++;
        }));
    }

    [Fact]
    public async Task Variable_of_a_lambda_or_local_function_that_uses_something_outside_splits()
    {
        int two = 2;
        await Splits(() => Make<int>(async yield =>
        {
            Func<int, Func<int>> from = value => { value += two; return () => value++; };
            Func<int> next = from(1);
            while (true) await yield(next());
        }));
        await Splits(() => Make<int>(async yield =>
        {
            Func<int> From(int value) { value += two; return () => value++; }
            Func<int> next = From(1);
            while (true) await yield(next());
        }));
        await Splits(() => Make<int>(async yield =>
        {
            Func<int, Func<int>> from = value => { value += _one; return () => value++; };
            Func<int> next = from(1);
            while (true) await yield(next());
        }));
        await Splits(() => Make<int>(async yield =>
        {
            Func<int> From(int value) { value += _one; return () => value++; }
            Func<int> next = From(1);
            while (true) await yield(next());
        }));
        await Splits(() => Make<int>(async yield =>
        {
            Func<int, Func<int>> from = value => () => (value++ * _one) + two;
            Func<int> next = from(1);
            while (true) await yield(next());
        }));
    }

    [Fact]
    public async Task Variable_of_a_local_function_around_the_body_is_shared()
    {
        static Func<int> Before(int value) => () => value++;

        await IsShared(Make<int>(async yield =>
        {
            Func<int> next = Before(1);
            while (true) await yield(next());
        }));
        await IsShared(Make<int>(async yield =>
        {
            Func<int> next = Behind(1);
            while (true) await yield(next());
        }));
        Assert.Equal(1, Behind(1)());

        static Func<int> Behind(int value) => () => value++;
    }

    private static async Task IsShared(IntGenerator g)
    {
        Assert.Equal(1, await g.NextAsync());
        var fork = g.Fork();
        Assert.Equal(2, await g.NextAsync());
        Assert.Equal(3, await fork.NextAsync());
    }
}
