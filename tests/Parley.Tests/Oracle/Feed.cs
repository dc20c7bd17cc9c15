using System.Collections;

namespace Parley.Tests.Oracle;

/// <summary>An enumerable that logs being opened and disposed, and may fail at its end or in
/// <see cref="Dispose"/>.</summary>
public sealed class Feed(int[] values, Func<Exception>? fails, Func<Exception>? closeFails)
    : IEnumerable<int>, IEnumerator<int>
{
    private readonly int _number = Stage.Current.Feeds++;
    private int _position = -1;
    public int Current => values[_position];
    object IEnumerator.Current => Current;
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    public IEnumerator<int> GetEnumerator() { Stage.Current.Log($"{this} opened"); return this; }
    public bool MoveNext() => ++_position < values.Length || (fails is null ? false : throw fails());

    public void Dispose()
    {
        Stage.Current.Log($"{this} closed: {Stage.Current.States()}");
        if (closeFails is not null) throw closeFails();
    }

    public void Reset() => throw new NotSupportedException();
    public override string ToString() => $"F{_number}";
}

// The exceptions of programs. Each is numbered as it is made, so that the log tells instances apart.
public class Fault : Exception { public Fault() => Stage.Current.Number(this); }
public sealed class DeepFault : Fault;
public sealed class Mishap : Exception { public Mishap() => Stage.Current.Number(this); }

// Nothing reads the value that Python's has.
public sealed class Stop : StopIterationException
{
    public Stop(int value) : base($"{value}") => Stage.Current.Number(this);
}

public sealed class Leave : GeneratorExitException { public Leave() => Stage.Current.Number(this); }
