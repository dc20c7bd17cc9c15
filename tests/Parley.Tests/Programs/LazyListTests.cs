using System.Collections;
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

        public Generator<T> GetEnumerator() => new(async yield => { for (int i = 0; ; i++) await yield(this[i]); });

        IEnumerator<T> IEnumerable<T>.GetEnumerator() => GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private static Generator<int> Hamming(LazyList<int> all, Form form) => new(async yield =>
    {
        await yield(1);
        Generator<int> rest = Merge(Merge(Times(2, all), Times(3, all)), Times(5, all));
        if (form == Form.From) await yield.From(rest);
        else foreach (int number in rest) await yield(number);
    });

    private static Generator<int> Fibonacci(LazyList<int> all, Form form) => new(async yield =>
    {
        await yield(1);
        await yield(2);
        Generator<int> rest = Sums(all.GetEnumerator(), Tail(all.GetEnumerator(), form));
        if (form == Form.From) await yield.From(rest);
        else foreach (int sum in rest) await yield(sum);
    });

    private static Generator<int> Tail(Generator<int> numbers, Form form) => new(async yield =>
    {
        numbers.MoveNext();
        if (form == Form.From) await yield.From(numbers);
        else foreach (int number in numbers) await yield(number);
    });

    [Theory, InlineData(Form.Foreach), InlineData(Form.From), Row("APP-04")]
    public void Five_batches_of_Hamming_numbers_by_index(Form form)
    {
        var numbers = new LazyList<int>(all => Hamming(all, form));
        foreach (int[] batch in Enumerable.Range(0, 75).Chunk(15))
        {
            Assert.Equal(batch.Select(i => HammingNumbers[i]), batch.Select(i => numbers[i]));
        }
    }

    [Theory, InlineData(Form.Foreach), InlineData(Form.From), Row("APP-04")]
    public void Fibonacci_numbers_from_their_own_head_and_tail(Form form) => Assert.Equal(
        FibonacciNumbers, new LazyList<int>(all => Fibonacci(all, form)).GetEnumerator().Read(17));
}
