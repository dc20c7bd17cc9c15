using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Parley.Bodies;
using Parley.CompilerServices;
using Parley.Engine;
using Parley.Forking;

namespace Parley.Waiting;

/// <summary>A body on the heap that may also wait for tasks.</summary>
/// <remarks>
/// The framework's builder for asynchronous iterators does the waiting, so that execution contexts and synchronization
/// contexts flow as in those iterators. It resumes this box, never the state machine itself.
/// </remarks>
[DebuggerStepThrough, StackTraceHidden]
internal abstract class AsyncBox : Box, IAsyncStateMachine, IThreadPoolWorkItem
{
    // The thread that runs the body and the one that ends its wait meet here: the second to arrive continues the call.
    private const int Unmet = 0;
    private const int Parked = 1;
    private const int Completed = 2;

    private AsyncIteratorMethodBuilder _builder = AsyncIteratorMethodBuilder.Create();
    private IAsyncDriver? _driver;
    private Contexts _contexts;
    private int _thread;
    private int _meeting;

    /// <summary>The source of the body's token; null if the body takes none.</summary>
    internal AsyncCancellation? Cancellation { get; set; }

    /// <summary>
    /// The body in <paramref name="box"/> awaits a From of <paramref name="outer"/>: the inner gets the body's token,
    /// if both have one. False if that failed; the body is then resumed, and <see cref="Leave"/> throws.
    /// </summary>
    internal static bool TryEnter<TYield>(Resumable box, Generator<TYield> outer, Generator<TYield> inner)
    {
        if (box is not AsyncBox { Cancellation: { } cancellation, Owner: { } owner } || box != outer._box) return true;
        if (inner.Cancellation is not { } below) return true;

        if (cancellation.TryEnter(below)) return true;
        owner.Again();
        return false;
    }

    /// <summary>The body of <paramref name="outer"/> is resumed at its From.</summary>
    internal static void Leave<TYield>(Generator<TYield> outer)
    {
        // It may be somebody else who awaits the From, and is told so, while the body is in another.
        bool isResumed = outer._phase is Phase.Running or Phase.Exiting or Phase.Raising;
        if (isResumed && outer._box is AsyncBox { Cancellation: { } cancellation }) cancellation.Leave();
    }

    /// <summary>The body awaits a task.</summary>
    internal void Wait<TAwaiter>(ref TAwaiter awaiter)
        where TAwaiter : INotifyCompletion
    {
        AsyncBox self = this;
        Owner!.Wait();
        _builder.AwaitOnCompleted(ref awaiter, ref self);
    }

    /// <inheritdoc cref="Wait{TAwaiter}"/>
    internal void WaitUnsafe<TAwaiter>(ref TAwaiter awaiter)
        where TAwaiter : ICriticalNotifyCompletion
    {
        AsyncBox self = this;
        Owner!.Wait();
        _builder.AwaitUnsafeOnCompleted(ref awaiter, ref self);
    }

    /// <summary>
    /// Has <paramref name="driver"/> called when the wait is over. False if it is already over, on this thread: the
    /// caller then continues with <see cref="Resume"/>, and the driver isn't called.
    /// </summary>
    internal bool Park(IAsyncDriver driver)
    {
        _driver = driver;
        if (Interlocked.Exchange(ref _meeting, Parked) == Unmet) return true;
        if (_thread == Environment.CurrentManagedThreadId)
        {
            _contexts.RestoreAll();
            _contexts = default;
            return false;
        }

        // The wait ended on another thread. The body continues in the place where it ended, because the code after a
        // wait mustn't run on the caller's thread.
        _contexts.Place.Post(this);
        return true;
    }

    /// <summary>Resumes the body after its wait, which is over.</summary>
    internal void Resume()
    {
        _meeting = Unmet;
        _driver = null;
        _contexts.Restore();
        _contexts = default;
        Owner!.EndWait();
        RunBody();
    }

    // The wait is over, and the current contexts are those that the body continues in.
    void IAsyncStateMachine.MoveNext()
    {
        if (Volatile.Read(ref _meeting) != Parked)
        {
            _contexts = Contexts.Current;
            _thread = Environment.CurrentManagedThreadId;
            if (Interlocked.Exchange(ref _meeting, Completed) == Unmet) return;
            _contexts = default;
        }

        if (RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            _driver!.Wake();
            return;
        }

        // The end of one call is the end of another one's wait, and so on.
        _contexts = Contexts.Current;
        _contexts.Place.Post(this);
    }

    void IAsyncStateMachine.SetStateMachine(IAsyncStateMachine stateMachine)
    {
    }

    void IThreadPoolWorkItem.Execute() => _driver!.Wake();

    /// <summary>Lets go of the body, even if its last wait's continuation is still referenced somewhere.</summary>
    private protected void Complete() => _builder.Complete();
}

/// <summary>Called when a wait is over.</summary>
internal interface IAsyncDriver
{
    void Wake();
}

/// <summary>The box of a compiled async method that may also wait for tasks.</summary>
[DebuggerStepThrough, StackTraceHidden]
internal sealed class AsyncBox<[DynamicallyAccessedMembers(ForkShape.Needs)] TStateMachine> : AsyncBox
    where TStateMachine : IAsyncStateMachine
{
    private TStateMachine _stateMachine = default!;

    internal override bool Catches => BodyShape<TStateMachine>.HasTry;

    internal override string BodyName => Ended<TStateMachine>.Box.BodyName;

    internal static void Start(out AsyncBox builderField, ref TStateMachine stateMachine)
    {
        var box = new AsyncBox<TStateMachine>();

        // The field first, then the copy, as in Box<TStateMachine>.Start.
        builderField = box;
        box._stateMachine = stateMachine;
    }

    internal override void RunBody() => _stateMachine.MoveNext();

    internal override EndedBox EndBody(Exception? failure)
    {
        Cancellation?.Dispose();
        Complete();
        return Ended<TStateMachine>.With(failure);
    }

    internal override ForkShape Shape => ForkShape<TStateMachine>.Value;

    internal override object? Enclosing => ForkShape<TStateMachine>.EnclosingOf(ref _stateMachine);

    internal override Resumable CopyBody(IBodyOwner owner, ref Fork fork)
    {
        var copy = new AsyncBox<TStateMachine> { _stateMachine = ForkShape<TStateMachine>.Copy(_stateMachine) };
        if (Cancellation is not null) copy.Cancellation = fork.Add(Cancellation);
        return copy;
    }

    internal override bool RunsOverOwn(ref Fork fork) =>
        base.RunsOverOwn(ref fork) | Shape.HoldsOwn(_stateMachine, ref fork);

    internal override void RewireBody(ref Fork fork) => ForkShape<TStateMachine>.Rewire(ref _stateMachine, ref fork);
}
