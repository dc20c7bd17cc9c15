using static Parley.Tests.Programs.Streams;

namespace Parley.Tests.Programs;

// "Running after your tail" in CPython's Lib/test/test_generators.py: a generator reads copies of itself.
public class TeeTests
{
    private sealed class Link<T>
    {
        public T? Value;
        public Link<T>? Next;
    }

    // Several readers of one source. What all of them have read is let go.
    private static Generator<T>[] Tee<T>(Generator<T> source, int readers)
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

    private static Generator<int> Hamming(Form form)
    {
        Generator<int>[] copies = [];
        copies = Tee(new Generator<int>(async yield =>
        {
            await yield(1);
            Generator<int> rest = Merge(Times(2, copies[1]), Merge(Times(3, copies[2]), Times(5, copies[3])));
            if (form == Form.From) await yield.From(rest);
            else foreach (int number in rest) await yield(number);
        }), 4);
        return copies[0];
    }

    private static Generator<int> Fibonacci(Form form)
    {
        Generator<int>[] copies = [];
        copies = Tee(new Generator<int>(async yield =>
        {
            await yield(1);
            await yield(2);
            copies[2].MoveNext();
            if (form == Form.From) await yield.From(Sums(copies[1], copies[2]));
            else foreach (int sum in Sums(copies[1], copies[2])) await yield(sum);
        }), 3);
        return copies[0];
    }

    [Theory, InlineData(Form.Foreach), InlineData(Form.From), Row("APP-05")]
    public void Five_batches_of_Hamming_numbers(Form form)
    {
        Generator<int> numbers = Hamming(form);
        foreach (int[] batch in HammingNumbers.Chunk(15)) Assert.Equal(batch, numbers.Read(15));
    }

    [Theory, InlineData(Form.Foreach), InlineData(Form.From), Row("APP-05")]
    public void Fibonacci_numbers_from_two_copies_of_themselves(Form form) =>
        Assert.Equal(FibonacciNumbers, Fibonacci(form).Read(17));

    [Fact, Row("APP-05")]
    public void A_tee_ends_for_every_reader_at_the_end_of_its_source()
    {
        Generator<int>[] copies = Tee(new Generator<int>(async yield => await yield.From([1, 2, 3])), 2);
        Assert.All(copies, copy => Assert.Equal([1, 2, 3], copy));
    }
}
