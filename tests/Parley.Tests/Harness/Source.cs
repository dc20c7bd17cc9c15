using System.Collections;

namespace Parley.Tests.Harness;

/// <summary>An enumerable and its one enumerator, whose calls are recorded, by their names.</summary>
internal sealed class Source<T>(List<string> log, params T[] values) : IEnumerable<T>, IEnumerator<T>
{
    private int _index = -1;

    /// <summary>Called during each call, with its name: to look around, or to throw.</summary>
    public Action<string>? During { get; init; }

    public T Current
    {
        get
        {
            Note(nameof(Current));
            return values[_index];
        }
    }

    object? IEnumerator.Current => Current;

    public IEnumerator<T> GetEnumerator()
    {
        Note(nameof(GetEnumerator));
        return this;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool MoveNext()
    {
        Note(nameof(MoveNext));
        return ++_index < values.Length;
    }

    public void Dispose() => Note(nameof(Dispose));

    public void Reset() => throw new NotSupportedException();

    private void Note(string call)
    {
        log.Add(call);
        During?.Invoke(call);
    }
}
