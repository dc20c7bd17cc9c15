using System.Collections;

namespace Parley.Tests.Programs;

// The endless streams of numbers of CPython's Lib/test/test_generators.py, most of which are made of themselves.
public class StreamTests
{
    private static readonly int[] s_hammingNumbers =
    [
        1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 15, 16, 18, 20, 24,
        25, 27, 30, 32, 36, 40, 45, 48, 50, 54, 60, 64, 72, 75, 80,
        81, 90, 96, 100, 108, 120, 125, 128, 135, 144, 150, 160, 162, 180, 192,
        200, 216, 225, 240, 243, 250, 256, 270, 288, 300, 320, 324, 360, 375, 384,
        400, 405, 432, 450, 480, 486, 500, 512, 540, 576, 600, 625, 640, 648, 675,
    ];

    private static readonly int[] s_fibonacciNumbers =
        [1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987, 1597, 2584];

    private static Generator<int> CountFrom(int start) =>
        new(async yield => { for (int i = start; ; i++) await yield(i); });

    private static Generator<int> Times(int factor, IEnumerable<int> numbers) =>
        new(async yield => { foreach (int number in numbers) await yield(factor * number); });

    private static Generator<int> Sums(Generator<int> left, Generator<int> right) =>
        new(async yield => { while (true) await yield(left.Next() + right.Next()); });

    // Two ascending streams as one; what both have comes once.
    private static Generator<int> Merge(Generator<int> left, Generator<int> right) => new(async yield =>
    {
        left.MoveNext();
        right.MoveNext();
        while (true)
        {
            int least = Math.Min(left.Current, right.Current);
            await yield(least);
            if (left.Current == least) left.MoveNext();
            if (right.Current == least) right.MoveNext();
        }
    });

    // The next values. Unlike LINQ's Take it leaves the generator open.
    private static T[] Read<T>(int count, Generator<T> generator) =>
        [.. Enumerable.Range(0, count).Select(_ => generator.Next())];

    // ---- firstn, intsfrom ----

    [Fact, Row("APP-01")]
    public void The_first_values_of_an_endless_counter_are_read_by_hand() =>
        Assert.Equal([5, 6, 7, 8, 9, 10, 11], Read(7, CountFrom(5)));

    [Fact, Row("APP-01")]
    public void What_was_read_by_hand_is_read_on_later()
    {
        Generator<int> numbers = CountFrom(5);
        Assert.Equal([5, 6, 7], Read(3, numbers));
        Assert.Equal(GeneratorState.Suspended, numbers.State);
        Assert.Equal([8, 9, 10, 11], Read(4, numbers));
    }

    [Fact, Row("APP-01")]
    public void A_generator_over_a_generator_is_read_the_same_way() =>
        Assert.Equal([10, 20, 30, 40, 50, 60, 70, 80, 90, 100], Read(10, Times(10, CountFrom(1))));

    // ---- The recursive sieve: each prime hands what it leaves to the next one ----

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
        Assert.Equal([1, 2, 4, 5, 7, 8], Read(6, NotMultiplesOf(3, CountFrom(1))));

    [Theory, InlineData(Form.Foreach), InlineData(Form.From), Row("APP-02")]
    public void The_sieve_gives_the_primes(Form form) => Assert.Equal(
        [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71],
        Read(20, Sieve(CountFrom(2), form)));

    // ---- m235: the numbers 2^i 3^j 5^k in ascending order, of streams that are computed anew at each level ----

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
        foreach (int[] batch in s_hammingNumbers.Chunk(15).Take(3)) Assert.Equal(batch, Read(15, numbers));
    }

    // ---- LazyList: a sequence that is fed by a generator, which reads it ----

    private sealed class LazyList<T> : IEnumerable<T>
    {
        private readonly List<T> _known = [];
        private readonly Generator<T> _source;
        public LazyList(Func<LazyList<T>, Generator<T>> source) => _source = source(this);

        public T this[int index]
        {
            get
            {
                while (index >= _known.Count) _known.Add(_source.Next());
                return _known[index];
            }
        }

        public Generator<T> GetEnumerator() => new(async yield => { for (int i = 0; ; i++) await yield(this[i]); });
        IEnumerator<T> IEnumerable<T>.GetEnumerator() => GetEnumerator();
        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private static LazyList<int> LazyHamming(Form form) => new(all => new(async yield =>
    {
        await yield(1);
        Generator<int> rest = Merge(Merge(Times(2, all), Times(3, all)), Times(5, all));
        if (form == Form.From) await yield.From(rest);
        else foreach (int number in rest) await yield(number);
    }));

    private static LazyList<int> LazyFibonacci(Form form) => new(all => new(async yield =>
    {
        await yield(1);
        await yield(2);
        Generator<int> rest = Sums(all.GetEnumerator(), Tail(all.GetEnumerator(), form));
        if (form == Form.From) await yield.From(rest);
        else foreach (int sum in rest) await yield(sum);
    }));

    private static Generator<int> Tail(Generator<int> numbers, Form form) => new(async yield =>
    {
        numbers.MoveNext();
        if (form == Form.From) await yield.From(numbers);
        else foreach (int number in numbers) await yield(number);
    });

    [Theory, InlineData(Form.Foreach), InlineData(Form.From), Row("APP-04")]
    public void Five_batches_of_Hamming_numbers_by_index(Form form)
    {
        LazyList<int> numbers = LazyHamming(form);
        Assert.All(Enumerable.Range(0, 75), i => Assert.Equal(s_hammingNumbers[i], numbers[i]));
    }

    [Theory, InlineData(Form.Foreach), InlineData(Form.From), Row("APP-04")]
    public void Fibonacci_numbers_from_their_own_head_and_tail(Form form) =>
        Assert.Equal(s_fibonacciNumbers, Read(17, LazyFibonacci(form).GetEnumerator()));

    // ---- "Running after your tail": a generator reads copies of itself ----

    private sealed class Link<T>
    {
        public T? Value;
        public Link<T>? Next;
    }

    // Several readers of one source. What all of them have read is let go.
    private static Generator<T>[] Tee<T>(int readers, Generator<T> source)
    {
        var head = new Link<T>();
        return [.. Enumerable.Range(0, readers).Select(_ => Reader(head))];

        Generator<T> Reader(Link<T> link) => new(async yield =>
        {
            for (; link.Next is not null || source.MoveNext(); link = link.Next)
            {
                if (link.Next is null) (link.Value, link.Next) = (source.Current, new());
                await yield(link.Value!);
            }
        });
    }

    private static Generator<int> HammingOfCopies(Form form)
    {
        Generator<int>[] copies = [];
        copies = Tee<int>(4, new(async yield =>
        {
            await yield(1);
            Generator<int> rest = Merge(Times(2, copies[1]), Merge(Times(3, copies[2]), Times(5, copies[3])));
            if (form == Form.From) await yield.From(rest);
            else foreach (int number in rest) await yield(number);
        }));
        return copies[0];
    }

    private static Generator<int> FibonacciOfCopies(Form form)
    {
        Generator<int>[] copies = [];
        copies = Tee<int>(3, new(async yield =>
        {
            await yield(1);
            await yield(2);
            copies[2].MoveNext();
            if (form == Form.From) await yield.From(Sums(copies[1], copies[2]));
            else foreach (int sum in Sums(copies[1], copies[2])) await yield(sum);
        }));
        return copies[0];
    }

    [Theory, InlineData(Form.Foreach), InlineData(Form.From), Row("APP-05")]
    public void Five_batches_of_Hamming_numbers(Form form) =>
        Assert.Equal(s_hammingNumbers, Read(75, HammingOfCopies(form)));

    [Theory, InlineData(Form.Foreach), InlineData(Form.From), Row("APP-05")]
    public void Fibonacci_numbers_from_two_copies_of_themselves(Form form) =>
        Assert.Equal(s_fibonacciNumbers, Read(17, FibonacciOfCopies(form)));

    [Fact, Row("APP-05")]
    public void A_tee_ends_for_every_reader_at_the_end_of_its_source() =>
        Assert.All(Tee<int>(2, new(async yield => await yield.From([1, 2, 3]))), copy => Assert.Equal([1, 2, 3], copy));
}
