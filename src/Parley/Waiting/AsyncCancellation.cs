using System.Runtime.ExceptionServices;
using Parley.Forking;

namespace Parley.Waiting;

/// <summary>
/// Cancels a body's token when any token registered here is canceled, or that of a body that delegates to this one,
/// until the body has ended.
/// </summary>
internal sealed class AsyncCancellation : IDisposable
{
    private const int Few = 8;

    private readonly CancellationTokenSource _source = new();

    // By the hash code of the token, or the next number that is free. A link is weak because it leads to its token's
    // source, which only its own owner may keep alive; the link lives as long as the source.
    private readonly Dictionary<int, WeakReference<Link>> _links = [];
    private int _pruneAt = Few;

    private volatile AsyncCancellation? _inner;
    private ExceptionDispatchInfo? _failure;
    private volatile bool _ended;

    internal CancellationToken Token => _source.Token;

    internal void Register(CancellationToken token)
    {
        if (!token.CanBeCanceled || _ended || _source.IsCancellationRequested) return;

        // Outside the lock because a token that is already canceled calls back at once. If the token has a link, that
        // is replaced: whether it is still registered can't be known, because a source can be reset.
        var link = new Link(this, token);
        link.Registration = token.UnsafeRegister(static link => ((Link)link!).Cancel(), link);
        CancellationTokenRegistration surplus = link.Registration;
        lock (_links)
        {
            if (!_ended) surplus = Put(link, token);
        }

        surplus.Unregister();
    }

    /// <summary>
    /// The body delegates to the one with <paramref name="inner"/>, which is canceled, too, until
    /// <see cref="Leave"/>: at once, if this one is canceled already. False if that failed.
    /// </summary>
    internal bool TryEnter(AsyncCancellation inner)
    {
        _inner = inner;
        Interlocked.MemoryBarrier(); // either this sees the cancellation, or the cancellation sees the inner
        try
        {
            if (_source.IsCancellationRequested) inner.Cancel();
        }
        catch (AggregateException exception)
        {
            _failure = ExceptionDispatchInfo.Capture(exception);
        }

        return _failure is null;
    }

    /// <summary>The body delegates no longer. Throws what made <see cref="TryEnter"/> fail.</summary>
    internal void Leave()
    {
        _inner = null;
        if (_failure is not { } failure) return;
        _failure = null;
        failure.Throw();
    }

    /// <summary>
    /// For the copies that a fork has made: the tokens that were registered with an original cancel its copy, too, and
    /// a body that delegates has the same body's token below it.
    /// </summary>
    internal static void Complete(
        IEnumerable<(AsyncCancellation Original, AsyncCancellation Copy)> copies, in Fork fork)
    {
        foreach (var (original, copy) in copies) copy._inner = fork.Find(original._inner);
        foreach (var (original, copy) in copies)
        {
            if (original._source.IsCancellationRequested) copy._source.Cancel(); // nobody can listen to it yet
            foreach (CancellationToken token in original.Tokens()) copy.Register(token);
        }
    }

    public void Dispose()
    {
        _ended = true;
        _inner = null;
        lock (_links)
        {
            foreach (WeakReference<Link> reference in _links.Values)
            {
                if (reference.TryGetTarget(out Link? link)) link.Registration.Unregister();
            }

            _links.Clear();
        }
    }

    // Goes down the chain in a loop, because callbacks that call one another would take stack for each level. A token
    // is canceled before those below it: when their cancellation reaches its body, that can see the reason.
    private void Cancel()
    {
        List<Exception>? failures = null;
        for (AsyncCancellation? level = this; level is { _ended: false }; level = level._inner)
        {
            if (level._source.IsCancellationRequested) break; // and so are those below it
            try
            {
                level._source.Cancel();
            }
            catch (AggregateException exception)
            {
                (failures ??= []).AddRange(exception.InnerExceptions);
            }
        }

        if (failures is not null) throw new AggregateException(failures);
    }

    private List<CancellationToken> Tokens()
    {
        List<CancellationToken> tokens = [];
        lock (_links)
        {
            foreach (WeakReference<Link> reference in _links.Values)
            {
                if (reference.TryGetTarget(out Link? link)) tokens.Add(link.Token);
            }
        }

        return tokens;
    }

    // Returns the registration that it takes the place of, if any.
    private CancellationTokenRegistration Put(Link link, CancellationToken token)
    {
        if (_links.Count == _pruneAt) Prune();
        for (int key = token.GetHashCode(); ; key++)
        {
            if (!_links.TryGetValue(key, out WeakReference<Link>? reference))
            {
                _links[key] = new(link);
                return default;
            }

            bool isAlive = reference.TryGetTarget(out Link? other);
            if (isAlive && other!.Token != token) continue;
            reference.SetTarget(link);
            return isAlive ? other!.Registration : default;
        }
    }

    // Takes no more time than adding what has been added since the last time.
    private void Prune()
    {
        // Of a copy, because Mono's can't be changed while it is enumerated.
        foreach ((int key, WeakReference<Link> reference) in _links.ToArray())
        {
            if (!reference.TryGetTarget(out _)) _links.Remove(key);
        }

        _pruneAt = Math.Max(Few, 2 * _links.Count);
    }

    /// <summary>A registration. It is kept alive by the source of the token that it was made with.</summary>
    private sealed class Link(AsyncCancellation cancellation, CancellationToken token)
    {
        internal CancellationToken Token => token;

        internal CancellationTokenRegistration Registration { get; set; }

        internal void Cancel() => cancellation.Cancel();
    }
}
