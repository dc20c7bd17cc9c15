using System.Collections;
using Parley.Tests.Harness;
using Xunit;
using static Parley.Tests.Programs.Streams;

namespace Parley.Tests.Programs;

// LazyList of CPython's Lib/test/test_generators.py: a sequence that is fed by a generator, which reads it.
public class LazyListTests
{
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

        public Generator<T> GetEnumerator() => new(async yield =>
        {
            for (int i = 0; ; i++) await yield(this[i]);
        });

        IEnumerator<T> IEnumerable<T>.GetEnumerator() => GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private static Generator<int> Sums(Generator<int> left, Generator<int> right) => new(async yield =>
    {
        while (true) await yield(left.Next() + right.Next());
    });

    private static class ByForeach
    {
        public static Generator<int> Hamming(LazyList<int> all) => new(async yield =>
        {
            await yield(1);
            foreach (int number in Merge(Merge(Times(2, all), Times(3, all)), Times(5, all))) await yield(number);
        });

        public static Generator<int> Fibonacci(LazyList<int> all) => new(async yield =>
        {
            await yield(1);
            await yield(2);
            foreach (int sum in Sums(all.GetEnumerator(), Tail(all.GetEnumerator()))) await yield(sum);
        });

        private static Generator<int> Tail(Generator<int> numbers) => new(async yield =>
        {
            numbers.MoveNext();
            foreach (int number in numbers) await yield(number);
        });
    }

    private static class ByFrom
    {
        public static Generator<int> Hamming(LazyList<int> all) => new(async yield =>
        {
            await yield(1);
            await yield.From(Merge(Merge(Times(2, all), Times(3, all)), Times(5, all)));
        });

        public static Generator<int> Fibonacci(LazyList<int> all) => new(async yield =>
        {
            await yield(1);
            await yield(2);
            await yield.From(Sums(all.GetEnumerator(), Tail(all.GetEnumerator())));
        });

        private static Generator<int> Tail(Generator<int> numbers) => new(async yield =>
        {
            numbers.MoveNext();
            await yield.From(numbers);
        });
    }

    [Theory, InlineData(Form.Foreach), InlineData(Form.From), Row("APP-04")]
    public void Five_batches_of_Hamming_numbers_by_index(Form form)
    {
        var numbers = new LazyList<int>(form == Form.From ? ByFrom.Hamming : ByForeach.Hamming);
        foreach (int[] batch in Enumerable.Range(0, 75).Chunk(15))
        {
            Assert.Equal(batch.Select(i => HammingTests.Numbers[i]), batch.Select(i => numbers[i]));
        }
    }

    [Theory, InlineData(Form.Foreach), InlineData(Form.From), Row("APP-04")]
    public void Fibonacci_numbers_from_their_own_head_and_tail(Form form)
    {
        var numbers = new LazyList<int>(form == Form.From ? ByFrom.Fibonacci : ByForeach.Fibonacci);
        Assert.Equal(
            [1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987, 1597, 2584],
            numbers.GetEnumerator().Read(17));
    }
}
