using System.Diagnostics.CodeAnalysis;

namespace Parley.Bodies;

/// <summary>A generator without a yield of its own that passes on what it is sent.</summary>
internal interface IReceiver<in TSend>
{
    /// <summary>Keeps a sent value for the step that follows. Without one, that step is an advance.</summary>
    void Receive(TSend value);
}

/// <summary>A value that was sent, if any.</summary>
internal struct Sent<TSend>
{
    private TSend? _value;
    private bool _isSent;

    internal void Put(TSend value)
    {
        _value = value;
        _isSent = true;
    }

    internal bool TryTake([MaybeNullWhen(false)] out TSend value)
    {
        value = _value;
        bool isSent = _isSent;
        this = default;
        return isSent;
    }
}
