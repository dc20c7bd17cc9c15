namespace Parley.Forking;

/// <summary>What is known so far of what something may lead to. When more is found out, the methods that have asked are
/// followed again.</summary>
internal sealed class Fact(BodyFlow flow)
{
    private readonly HashSet<MethodFlow> _readers = [];
    private Origin _origin;

    internal Origin Read()
    {
        if (flow.Running is { } reader) _readers.Add(reader);
        return _origin;
    }

    internal void Add(Origin origin)
    {
        if ((_origin | origin) == _origin) return;
        _origin |= origin;
        foreach (MethodFlow reader in _readers) flow.FollowAgain(reader);
    }
}
