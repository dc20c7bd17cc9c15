using System.Collections;
using System.Collections.Immutable;

namespace Parley.Tests.Sync;

/// <summary>Loops and Froms over enumerators: those that can be copied split, the others are refused.</summary>
public class ForkEnumeratorTests : SyncTests
{
    private static readonly int[] s_values = [1, 2, 3, 4];

    public static TheoryData<string> Sources { get; } = new(Copied.Keys);
    public static TheoryData<string> Refused { get; } = new(Uncopied.Keys);

    private static Dictionary<string, Func<Generator<int>>> Copied => new()
    {
        ["array"] = () => new(async yield => { foreach (int i in s_values) await yield(i); }),
        ["string"] = () => new(async yield => { foreach (char c in "\u0001\u0002\u0003\u0004") await yield(c); }),
        ["list"] = () => new(async yield => { foreach (int i in new List<int>(s_values)) await yield(i); }),
        ["queue"] = () => new(async yield => { foreach (int i in new Queue<int>(s_values)) await yield(i); }),
        ["stack"] = () => new(async yield => { foreach (int i in new Stack<int>(s_values.Reverse())) await yield(i); }),
        ["linked"] = () => new(async yield => { foreach (int i in new LinkedList<int>(s_values)) await yield(i); }),
        ["set"] = () => new(async yield => { foreach (int i in new HashSet<int>(s_values)) await yield(i); }),
        ["dictionary"] = () => new(async yield =>
        {
            foreach (var (_, i) in s_values.ToDictionary(i => i)) await yield(i);
        }),
        ["keys"] = () => new(async yield => { foreach (int i in s_values.ToDictionary(i => i).Keys) await yield(i); }),
        ["immutable"] = () => new(async yield => { foreach (int i in s_values.ToImmutableArray()) await yield(i); }),
        ["boxed list"] = () => new(async yield =>
        {
            foreach (int i in (IEnumerable<int>)new List<int>(s_values)) await yield(i);
        }),
        ["list of stacks"] = () => new(async yield =>
        {
            foreach (Stack<int> i in s_values.Select(i => new Stack<int>([i])).ToList()) await yield(i.Peek());
        }),
        ["generator"] = () => new(async yield => { foreach (int i in Yielding(s_values)) await yield(i); }),
        ["generator as enumerable"] = () => new(async yield =>
        {
            foreach (int i in (IEnumerable<int>)Yielding(s_values)) await yield(i);
        }),
        ["From of a list"] = () => new(async yield => await yield.From(new List<int>(s_values))),
        ["From of a generator as enumerable"] = () => new(async yield =>
            await yield.From(new Wrapped(Yielding(s_values)))),
        ["local struct"] = () => new(async yield =>
        {
            List<int>.Enumerator e = new List<int>(s_values).GetEnumerator();
            while (e.MoveNext()) await yield(e.Current);
        }),
        ["user's struct"] = () => new(async yield => { foreach (int i in new Range(4)) await yield(i); }),
        ["struct over a generator"] = () => new(async yield =>
        {
            foreach (int i in new Over<Generator<int>>(Yielding(s_values))) await yield(i);
        }),
    };

    private static Dictionary<string, Func<Generator<int>>> Uncopied => new()
    {
        ["SZGenericArrayEnumerator"] = () => new(async yield =>
        {
            foreach (int i in (IEnumerable<int>)s_values) await yield(i);
        }),
        ["Select"] = () => new(async yield => { foreach (int i in s_values.Select(i => i)) await yield(i); }),
        ["Iterator"] = () => new(async yield => { foreach (int i in Iterator()) await yield(i); }),
        ["SortedSet"] = () => new(async yield => { foreach (int i in new SortedSet<int>(s_values)) await yield(i); }),
        ["ImmutableList"] = () => new(async yield => { foreach (int i in s_values.ToImmutableList()) await yield(i); }),
        ["ConcurrentQueue"] = () => new(async yield =>
        {
            foreach (int i in new System.Collections.Concurrent.ConcurrentQueue<int>(s_values)) await yield(i);
        }),
        ["Over"] = () => new(async yield =>
        {
            foreach (int i in new Over<IEnumerator<int>>(((IEnumerable<int>)s_values).GetEnumerator())) await yield(i);
        }),
        ["Reading"] = () => new(async yield => { foreach (int i in new Reading(new Cursor())) await yield(i); }),
        ["ListPartition"] = () => new(async yield => await yield.From(s_values.ToList().Skip(0).Take(4))),
        ["Iterator "] = () => new(async yield => await yield.From(Delegating(new Generator<int>(async below =>
            await below.From(Iterator()))))),
    };

    [Theory, MemberData(nameof(Sources))]
    public void Place_in_it_splits(string source) => PlaceSplits(Copied[source]());

    [Theory, MemberData(nameof(Refused))]
    public void Place_in_it_is_refused_and_nothing_has_changed(string source)
    {
        Generator<int> g = Uncopied[source]();
        g.Fork().At(1); // before it is in the loop
        g.At(1);
        Refuses("can't be copied, ", () => g.Fork());
        g.At(2);
        string message = Refuses("The generator can't be forked where it is", () => g.Fork()).Message;
        if (source != "ListPartition") Assert.Contains(source.Trim(), message, StringComparison.Ordinal);
        g.At(3).At(4);
        Assert.False(g.MoveNext());
        Assert.Equal(GeneratorState.Closed, g.Fork().State);
    }

    [Fact]
    public void Loop_that_an_exception_has_left_is_no_obstacle()
    {
        Generator<int> g = new(async yield =>
        {
            try { foreach (int i in Iterator()) { await yield(i); throw new ArithmeticException(); } }
            catch (ArithmeticException) { }

            await yield(2);
            foreach (int i in Iterator()) await yield(i + 2);
        });
        g.At(1);
        Refuses("can't be copied", () => g.Fork());
        g.At(2);
        g.Fork().At(3);
        g.At(3);
        Refuses("can't be copied", () => g.Fork());
    }

    [Fact]
    public void Enumerator_in_a_local_is_shared()
    {
        Generator<int> g = new(async yield =>
        {
            using IEnumerator<int> e = Iterator().GetEnumerator();
            while (e.MoveNext()) await yield(e.Current);
        });
        g.At(1);
        var fork = g.Fork();
        fork.At(2);
        g.At(3);
    }

    [Fact]
    public void Elements_of_a_loop_are_shared()
    {
        List<Generator<int>> list = [Yielding(1, 2, 3, 4)];
        Generator<int> g = new(async yield =>
        {
            foreach (Generator<int> element in list)
            {
                while (element.MoveNext()) await yield(element.Current);
            }
        });
        g.At(1);
        g.Fork().At(2);
        g.At(3);
    }

    [Fact]
    public void Value_that_an_expression_needs_after_a_yield_is_shared()
    {
        Generator<int, int> other = Yielding<int, int>(1, 2, 3, 4, 5);
        Generator<int, int> g = new(async yield => { while (true) await yield(other.Send(await yield(0))); });
        other.Next();
        g.At(0);
        var fork = g.Fork();
        Assert.Equal((2, 3), (fork.Next(), g.Next()));
    }

    private static IEnumerable<int> Iterator() { foreach (int i in s_values) yield return i; }

    private sealed class Wrapped(IEnumerable<int> source) : IEnumerable<int>
    {
        public IEnumerator<int> GetEnumerator() => source.GetEnumerator();
        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private struct Range(int count)
    {
        public int Current { get; private set; }
        public readonly Range GetEnumerator() => this;
        public bool MoveNext() => ++Current <= count;
    }

    private readonly struct Over<T>(T inside) where T : IEnumerator<int>
    {
        public int Current => inside.Current;
        public Over<T> GetEnumerator() => this;
        public bool MoveNext() => inside.MoveNext();
    }

    private sealed class Cursor { public int Position; }

    private readonly struct Reading(Cursor cursor)
    {
        public int Current => cursor.Position;
        public Reading GetEnumerator() => this;
        public bool MoveNext() => ++cursor.Position <= 4;
    }
}
