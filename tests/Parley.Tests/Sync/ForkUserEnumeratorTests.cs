using System.Buffers;
using System.Collections;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Parley.Tests.Sync;

/// <summary>Loops over structs: those that only read what they hold split, those that change it are refused.</summary>
public class ForkUserEnumeratorTests : SyncTests
{
    private static readonly int[] s_values = [1, 2, 3, 4];

    public static TheoryData<string> Sources { get; } = new(Copied.Keys);
    public static TheoryData<string> Refused { get; } = new(Uncopied.Keys);

    private static Dictionary<string, Func<Generator<int>>> Copied => new()
    {
        ["array"] = () => new(async yield => { foreach (int i in new OverArray<int>(s_values)) await yield(i); }),
        ["list"] = () => new(async yield => { foreach (int i in new OverList([.. s_values])) await yield(i); }),
        ["list by interface"] = () => new(async yield =>
        {
            foreach (int i in new OverReadOnly(new List<int>(s_values))) await yield(i);
        }),
        ["collection of one's own"] = () => new(async yield =>
        {
            foreach (int i in new Numbers(s_values)) await yield(i);
        }),
        ["filter"] = () => new(async yield =>
        {
            foreach (int i in new Where<int>([0, 1, 0, 2, 3, 0, 4], i => i > 0)) await yield(i);
        }),
        ["filter of objects"] = () => new(async yield =>
        {
            foreach (string i in new Where<string>(["1", "", "2", "3", "4"], i => i != "")) await yield(int.Parse(i));
        }),
        ["entries"] = () => new(async yield =>
        {
            foreach (string i in new Entries("1", "2", "3", "4")) await yield(int.Parse(i));
        }),
        ["nested struct"] = () => new(async yield =>
        {
            foreach (int i in new Nested<List<int>.Enumerator>(new List<int>(s_values).GetEnumerator())) await yield(i);
        }),
        ["generator by interface"] = () => new(async yield =>
        {
            foreach (int i in new Nested<IEnumerator<int>>(Yielding(s_values))) await yield(i);
        }),
        ["generator and array"] = () => new(async yield =>
        {
            foreach (int i in new Indexed(Yielding(0, 1, 2, 3), s_values)) await yield(i);
        }),
        ["boxed struct"] = () => new(async yield =>
        {
            foreach (var (i, _) in new SortedList<int, int>(s_values.ToDictionary(i => i))) await yield(i);
        }),
        ["segment"] = () => new(async yield =>
        {
            foreach (int i in new ArraySegment<int>(s_values)) await yield(i);
        }),
        ["frozen"] = () => new(async yield => { foreach (int i in s_values.ToFrozenSet()) await yield(i); }),
        ["immutable stack"] = () => new(async yield =>
        {
            foreach (int i in ImmutableStack.Create(4, 3, 2, 1)) await yield(i);
        }),
        ["keys of stacks"] = () => new(async yield =>
        {
            foreach (int i in s_values.ToDictionary(i => i, i => new Stack<int>()).Keys) await yield(i);
        }),
        ["values that are stacks"] = () => new(async yield =>
        {
            foreach (Stack<int> i in s_values.ToDictionary(i => i, i => new Stack<int>([i])).Values)
            {
                await yield(i.Peek());
            }
        }),
        ["sequence"] = () => new(async yield =>
        {
            foreach (ReadOnlyMemory<int> part in new ReadOnlySequence<int>(s_values))
            {
                for (int i = 0; i < part.Length; i++) await yield(part.Span[i]);
            }
        }),
        ["JSON array"] = () => new(async yield =>
        {
            JsonElement json = JsonElement.Parse("[1, 2, 3, 4]");
            foreach (JsonElement i in json.EnumerateArray()) await yield(i.GetInt32());
        }),
        ["JSON object"] = () => new(async yield =>
        {
            JsonElement json = JsonElement.Parse("""{ "a": 1, "b": 2, "c": 3, "d": 4 }""");
            foreach (JsonProperty i in json.EnumerateObject()) await yield(i.Value.GetInt32());
        }),
        ["keys one by one"] = () => new(async yield =>
        {
            foreach (int i in new ByKey(s_values.ToDictionary(i => i))) await yield(i);
        }),
        ["values that are looked up"] = () => new(async yield =>
        {
            foreach (int i in new LookedUp(s_values.ToDictionary(i => i, i => (object)i))) await yield(i);
        }),
        ["chunks"] = () => new(async yield =>
        {
            var text = new StringBuilder(1, 100);
            foreach (int i in s_values) text.Append(i);
            foreach (ReadOnlyMemory<char> chunk in text.GetChunks())
            {
                for (int i = 0; i < chunk.Length; i++) await yield(chunk.Span[i] - '0');
            }
        }),
    };

    private static Dictionary<string, Func<Generator<int>>> Uncopied => new()
    {
        ["OverStack"] = () => new(async yield =>
        {
            foreach (int i in new OverStack(new([4, 3, 2, 1]))) await yield(i);
        }),
        ["OverQueue"] = () => new(async yield => { foreach (int i in new OverQueue(new(s_values))) await yield(i); }),
        ["Emptying"] = () => new(async yield => { foreach (int i in new Emptying([.. s_values])) await yield(i); }),
        ["Counting"] = () => new(async yield => { foreach (int i in new CountingIn(new int[1])) await yield(i); }),
        ["Storing"] = () => new(async yield => { foreach (int i in new Storing(new int[1])) await yield(i); }),
        ["InPlace"] = () => new(async yield => { foreach (int i in new InPlace(new Steps[1])) await yield(i); }),
        ["ByHelper"] = () => new(async yield => { foreach (int i in new ByHelper(new int[1])) await yield(i); }),
        ["ByReference"] = () => new(async yield => { foreach (int i in new ByReference(new int[1])) await yield(i); }),
        ["ByCall"] = () => new(async yield => { foreach (int i in new ByCall(new int[1])) await yield(i); }),
        ["BySpan"] = () => new(async yield => { foreach (int i in new BySpan(new int[1])) await yield(i); }),
        ["ByLookup"] = () => new(async yield =>
        {
            foreach (int i in new ByLookup(s_values.ToDictionary(i => i), new int[1])) await yield(i);
        }),
        ["ByLambda"] = () => new(async yield => { foreach (int i in new ByLambda([0])) await yield(i); }),
        ["ByVariable"] = () => new(async yield => { foreach (int i in new ByVariable([0])) await yield(i); }),
        ["Concat"] = () => new(async yield =>
        {
            IEnumerable<int> one = new List<int> { 1, 2 }, other = new List<int> { 3, 4 };
            foreach (int i in new Concat(one.GetEnumerator(), other.GetEnumerator())) await yield(i);
        }),
        ["Nested"] = () => new(async yield =>
        {
            foreach (int i in new Nested<OverQueue>(new(new(s_values)))) await yield(i);
        }),
        ["Buffering"] = () => new(async yield => { foreach (List<int> i in new Buffering([0])) await yield(i[0]); }),
        ["ChunkEnumerator"] = () => new(async yield =>
        {
            foreach (ReadOnlyMemory<char> chunk in Chunked().GetChunks()) await yield(chunk.Span[0] - '0');
        }),
    };

    [Theory, MemberData(nameof(Sources))]
    public void Struct_that_only_reads_splits(string source) => PlaceSplits(Copied[source]());

    [Theory, MemberData(nameof(Refused))]
    public void Struct_that_changes_what_it_holds_is_refused(string source)
    {
        Generator<int> g = Uncopied[source]();
        g.Fork();
        g.At(1);
        string message = Refuses("The generator can't be forked where it is", () => g.Fork()).Message;
        Assert.Contains(source, message, StringComparison.Ordinal);
        g.At(2);
        Refuses("can't be copied, ", () => g.Fork());
        g.At(3).At(4);
    }

    // Of more than eight chunks, the enumerator has a list, which it changes.
    private static StringBuilder Chunked()
    {
        var text = new StringBuilder("1", 1);
        for (int i = 1; i < 12; i++) text.Append(new string("1234"[i % 4], 2 * text.Capacity));
        return text;
    }

    private struct OverArray<T>(T[] array)
    {
        private int _index = -1;
        public readonly T Current => array[_index];
        public readonly OverArray<T> GetEnumerator() => this;
        public bool MoveNext() => ++_index < array.Length;
    }

    private struct ByKey(Dictionary<int, int> values)
    {
        private int _key;
        public readonly int Current => values[_key];
        public readonly ByKey GetEnumerator() => this;
        public bool MoveNext() => values.ContainsKey(++_key);
    }

    private struct LookedUp(Dictionary<int, object> values)
    {
        private int _key;
        private object? _current;
        public readonly int Current => (int)_current!;
        public readonly LookedUp GetEnumerator() => this;
        public bool MoveNext() => values.TryGetValue(++_key, out _current);
    }

    private struct OverList(List<int> list)
    {
        private int _index;
        public int Current { get; private set; }
        public readonly OverList GetEnumerator() => this;

        public bool MoveNext()
        {
            if (_index >= list.Count) return false;
            Current = list[_index++];
            return true;
        }
    }

    private struct OverReadOnly(IReadOnlyList<int> list) : IEnumerator<int>
    {
        private int _index = -1;
        public readonly int Current => list[_index];
        readonly object IEnumerator.Current => Current;
        public readonly OverReadOnly GetEnumerator() => this;
        public bool MoveNext() => ++_index < list.Count;
        public readonly void Dispose() { }
        public void Reset() => _index = -1;
    }

    private sealed class Numbers(int[] values)
    {
        public int Count => values.Length;
        public int this[int index] => values[index];
        public Enumerator GetEnumerator() => new(this);

        public struct Enumerator(Numbers numbers)
        {
            private int _index = -1;
            public readonly int Current => numbers[_index];
            public bool MoveNext() => ++_index < numbers.Count;
        }
    }

    private struct Where<T>(T[] array, Func<T, bool> condition)
    {
        private int _index = -1;
        public readonly T Current => array[_index];
        public readonly Where<T> GetEnumerator() => this;

        public bool MoveNext()
        {
            while (++_index < array.Length)
            {
                if (condition(array[_index])) return true;
            }

            return false;
        }
    }

    private struct Entries(params string[] values)
    {
        private readonly Entry[] _entries =
            [.. values.SelectMany(value => (Entry[])[default, new() { Value = value }])];
        private int _index;
        private string? _current;
        public readonly string Current => _current!;
        public readonly Entries GetEnumerator() => this;

        public bool MoveNext()
        {
            while (_index < _entries.Length)
            {
                ref Entry entry = ref _entries[_index++];
                if (entry.Value is null) continue;
                _current = entry.Value;
                return true;
            }

            return false;
        }

        private struct Entry { public string? Value; }
    }

    private struct Nested<T>(T inside) where T : IEnumerator<int>
    {
        private T _inside = inside;
        public int Current => _inside.Current;
        public readonly Nested<T> GetEnumerator() => this;
        public bool MoveNext() => _inside.MoveNext();
        public void Dispose() => _inside.Dispose();
    }

    private readonly struct Indexed(IEnumerator<int> indices, int[] values)
    {
        public int Current => values[indices.Current];
        public Indexed GetEnumerator() => this;
        public bool MoveNext() => indices.MoveNext();
    }

    private readonly struct OverStack(Stack<int> stack)
    {
        public int Current => stack.Peek() - 10;
        public OverStack GetEnumerator() => this;

        public bool MoveNext()
        {
            if (stack.Peek() > 10) stack.Pop();
            if (stack.Count == 0) return false;
            stack.Push(stack.Pop() + 10);
            return true;
        }
    }

    private struct OverQueue(Queue<int> queue) : IEnumerator<int>
    {
        public int Current { get; private set; }
        readonly object IEnumerator.Current => Current;
        public readonly OverQueue GetEnumerator() => this;

        public bool MoveNext()
        {
            if (queue.Count == 0) return false;
            Current = queue.Dequeue();
            return true;
        }

        public readonly void Dispose() { }
        public readonly void Reset() => throw new NotSupportedException();
    }

    private struct Emptying(List<int> list)
    {
        public int Current { get; private set; }
        public readonly Emptying GetEnumerator() => this;

        public bool MoveNext()
        {
            if (list.Count == 0) return false;
            Current = list[0];
            list.RemoveAt(0);
            return true;
        }
    }

    private readonly struct CountingIn(int[] count)
    {
        public int Current => count[0];
        public CountingIn GetEnumerator() => this;
        public bool MoveNext() => ++count[0] <= 4;
    }

    private readonly struct Storing(int[] count)
    {
        public int Current => count[0];
        public Storing GetEnumerator() => this;

        public bool MoveNext()
        {
            int next = count[0] + 1;
            count[0] = next;
            return next <= 4;
        }
    }

    private struct Steps
    {
        private int _step;
        public int Next() => ++_step;
    }

    private struct InPlace(Steps[] steps)
    {
        public int Current { get; private set; }
        public readonly InPlace GetEnumerator() => this;
        public bool MoveNext() => (Current = steps[0].Next()) <= 4;
    }

    private struct ByHelper(int[] count)
    {
        public int Current { get; private set; }
        public readonly ByHelper GetEnumerator() => this;
        public bool MoveNext() => (Current = Count(count)) <= 4;
        private static int Count(int[] count) => ++count[0];
    }

    private struct ByReference(int[] count)
    {
        public int Current { get; private set; }
        public readonly ByReference GetEnumerator() => this;
        private readonly ref int Count => ref count[0];
        public bool MoveNext() => (Current = ++Count) <= 4;
    }

    private struct ByCall(int[] count)
    {
        public int Current { get; private set; }
        public readonly ByCall GetEnumerator() => this;
        public bool MoveNext() => (Current = Interlocked.Increment(ref count[0])) <= 4;
    }

    private struct BySpan(int[] count)
    {
        public int Current { get; private set; }
        public readonly BySpan GetEnumerator() => this;

        public bool MoveNext()
        {
            Span<int> span = count;
            return (Current = ++span[0]) <= 4;
        }
    }

    private readonly struct ByLookup(Dictionary<int, int> values, int[] current)
    {
        public int Current => current[0];
        public ByLookup GetEnumerator() => this;
        public bool MoveNext() => values.TryGetValue(current[0] + 1, out current[0]);
    }

    private struct ByLambda(List<int> count)
    {
        public int Current { get; private set; }
        public readonly ByLambda GetEnumerator() => this;

        public bool MoveNext()
        {
            List<int> list = count;
            Func<int> next = () => ++list[0];
            return (Current = next()) <= 4;
        }
    }

    private struct ByVariable(List<int> count)
    {
        public int Current { get; private set; }
        public readonly ByVariable GetEnumerator() => this;

        public bool MoveNext()
        {
            Get(out List<int> list);
            return (Current = ++list[0]) <= 4;
        }

        private readonly void Get(out List<int> list) => list = count;
    }

    private struct Concat(params IEnumerator<int>[] sources)
    {
        private int _index;
        public readonly int Current => sources[_index].Current;
        public readonly Concat GetEnumerator() => this;

        public bool MoveNext()
        {
            while (!sources[_index].MoveNext())
            {
                if (++_index == sources.Length) return false;
            }

            return true;
        }
    }

    private struct Buffering(List<int> buffer)
    {
        private int _value;
        public readonly List<int> Current => buffer;
        public readonly Buffering GetEnumerator() => this;

        public bool MoveNext()
        {
            buffer.Clear();
            buffer.Add(++_value);
            return _value <= 4;
        }
    }
}
