namespace Parley.Waiting;

/// <summary>Cancels a body's token when any token registered here is canceled, until the body has ended.</summary>
internal sealed class AsyncCancellation : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly List<CancellationTokenRegistration> _registrations = [];
    private bool _ended;

    internal CancellationToken Token => _source.Token;

    internal void Register(CancellationToken token)
    {
        if (!token.CanBeCanceled) return;
        lock (_registrations)
        {
            if (_ended) return;
        }

        // Outside the lock because a token that is already canceled calls back at once.
        CancellationTokenRegistration registration =
            token.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
        lock (_registrations)
        {
            if (!_ended)
            {
                _registrations.Add(registration);
                return;
            }
        }

        registration.Unregister();
    }

    public void Dispose()
    {
        lock (_registrations)
        {
            _ended = true;
            foreach (CancellationTokenRegistration registration in _registrations) registration.Unregister();
            _registrations.Clear();
        }
    }
}
