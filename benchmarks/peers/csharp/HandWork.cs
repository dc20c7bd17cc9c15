using System.Runtime.CompilerServices;

namespace Parley.Peers;

/// <summary>
/// The same with hand-written classes in the form into which the compiler lowers an iterator: a state, a field for the
/// value handed out and one for the value sent in, behind one abstract class. This is what C# could do if iterators
/// were two-way.
/// </summary>
internal static class HandWork
{
    internal static Dictionary<string, Func<IEnumerable<Figure>>> Items { get; } = new()
    {
        ["send"] = () => [new("send", Measure.Time(Send))],
        ["send_3"] = () => [new("send_3", Measure.Time(SendToThree))],
        ["iterate"] = () => [new("iterate", Measure.Time(Iterate))],
        ["tree"] = () => [new("tree", Measure.Time(WalkTrees) / Node.Count)],
        ["mem"] = () => [new("mem", Measure.Alive(() => Started(new Sum())))],
    };

    private static TwoWay Started(TwoWay g)
    {
        g.Send(0);
        return Hide(g);
    }

    // The caller of a two-way generator doesn't know its class.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TwoWay Hide(TwoWay g) => g;

    private static long Send(int n)
    {
        TwoWay g = Started(new Sum());
        int last = 0;
        for (int i = 0; i < n; i++)
        {
            g.Send(1);
            last = g.Current;
        }

        return Measure.Expect(n, last);
    }

    private static long SendToThree(int n)
    {
        TwoWay[] three = [Started(new Sum()), Started(new Difference()), Started(new Parity())];
        int last = 0;
        for (int i = 0, next = 0; i < n; i++)
        {
            var g = three[next];
            g.Send(1);
            last += g.Current;
            next = next == 2 ? 0 : next + 1;
        }

        return Measure.Expect(Measure.SumOfThree(n), last);
    }

    private static long Iterate(int n)
    {
        long sum = 0;
        TwoWay g = Hide(new Count(n));
        while (g.Send(0)) sum += g.Current;
        return Measure.Expect((long)n * (n - 1) / 2, sum);
    }

    private static long WalkTrees(int n)
    {
        long sum = 0;
        for (int i = 0; i < n; i++)
        {
            TwoWay g = Hide(new Walk(Node.Tree));
            while (g.Send(0)) sum += g.Current;
        }

        return Measure.Expect((long)n * Node.Count * (Node.Count - 1) / 2, sum);
    }

    private abstract class TwoWay
    {
        private protected int _sent;

        internal int Current { get; private protected set; }

        internal bool Send(int value)
        {
            _sent = value;
            return MoveNext();
        }

        private protected abstract bool MoveNext();
    }

    private sealed class Sum : TwoWay
    {
        private int _state;
        private int _total;

        private protected override bool MoveNext()
        {
            switch (_state)
            {
                case 0:
                    _state = -1;
                    _total = 0;
                    break;
                case 1:
                    _state = -1;
                    _total += _sent;
                    break;
                default:
                    return false;
            }

            Current = _total;
            _state = 1;
            return true;
        }
    }

    private sealed class Difference : TwoWay
    {
        private int _state;
        private int _total;

        private protected override bool MoveNext()
        {
            switch (_state)
            {
                case 0:
                    _state = -1;
                    _total = 0;
                    break;
                case 1:
                    _state = -1;
                    _total -= _sent;
                    break;
                default:
                    return false;
            }

            Current = _total;
            _state = 1;
            return true;
        }
    }

    private sealed class Parity : TwoWay
    {
        private int _state;
        private int _total;

        private protected override bool MoveNext()
        {
            switch (_state)
            {
                case 0:
                    _state = -1;
                    _total = 0;
                    break;
                case 1:
                    _state = -1;
                    _total ^= _sent;
                    break;
                default:
                    return false;
            }

            Current = _total;
            _state = 1;
            return true;
        }
    }

    private sealed class Count(int n) : TwoWay
    {
        private int _state;
        private int _i;

        private protected override bool MoveNext()
        {
            switch (_state)
            {
                case 0:
                    _state = -1;
                    _i = 0;
                    break;
                case 1:
                    _state = -1;
                    _i++;
                    break;
                default:
                    return false;
            }

            if (_i >= n) return false;
            Current = _i;
            _state = 1;
            return true;
        }
    }

    // With its own stack instead of one iterator per node.
    private sealed class Walk(Node? node) : TwoWay
    {
        private readonly Stack<Node> _path = new();

        private protected override bool MoveNext()
        {
            for (; node is not null; node = node.Left) _path.Push(node);
            if (!_path.TryPop(out node)) return false;
            Current = node.Value;
            node = node.Right;
            return true;
        }
    }
}
