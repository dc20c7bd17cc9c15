using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using Parley.Bodies;
using Parley.Engine;
using Parley.Waiting;

namespace Parley.Forking;

/// <summary>A fork while it is being made: what has been copied, and where the copies are.</summary>
/// <remarks>
/// <para>First, the generators of the chain are copied as they are. Then each copied body is made to lead to copies;
/// the closures, and other generators, that turn out to belong to it are copied then, and treated in the same way.
/// Fields of which the body's code says that they hold something from elsewhere come last: they lead to a copy only if
/// there is one. Nothing recurses over generators or closures, and no original is changed, so a fork that fails has had
/// no effect.</para>
/// <para>A struct, with room for one generator, because forking one that stands alone is to cost three objects: the
/// generator, its yield and its box.</para>
/// </remarks>
internal partial struct Fork(IForkable root)
{
    private readonly IForkable _root = root;
    private IForkable? _rootCopy;
    private Delegate? _rootYield;                       // the copy's
    private Dictionary<object, object>? _copies;        // all but the root's
    private List<(IForkable Original, IForkable Copy)>? _others; // the generators in there
    private Stack<object>? _closures;                   // copies whose fields are yet to be set
    private List<object>? _kept;                        // other copies with fields that come last
    private bool _isKept;                               // the body being treated is one
    private bool _isRootKept;
    private bool _isLast;
    private bool _isKnown;                              // copies are copies of themselves, too
    private bool _mayOwn;                               // one of the bodies makes closures
    private FieldInfo? _field;                          // the one that is being set
    private Ownership? _ownership;
    private IForkableHandle? _claimed;
    private List<IForkableHandle>? _alsoClaimed;
    private Dictionary<CancellationToken, (AsyncCancellation Original, AsyncCancellation Copy)>? _cancellations;

    /// <summary>The copied box that is being treated.</summary>
    internal Box? Box { get; set; }

    /// <summary>The number of the yield that its body is paused at; negative if it hasn't started.</summary>
    internal int Yield { get; set; }

    /// <summary>True once it comes to the fields that hold something from elsewhere.</summary>
    internal readonly bool IsLast => _isLast;

    internal readonly IForkable Root => _root;

    internal readonly List<(IForkable Original, IForkable Copy)>? Others => _others;

    /// <summary>Whether code and all fields can be read; not so in NativeAOT.</summary>
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))]
    internal static bool CanRead => RuntimeFeature.IsDynamicCodeSupported;

    /// <summary>Makes all other copies, once the root's chain is copied, and the root's body leads to copies.</summary>
    internal void Complete()
    {
        _isRootKept = _isKept;
        int next = 0;
        RewireNew(ref next);
        if (_ownership is { IsOpen: true } ownership) Resolve(ownership, ref next);

        _isLast = true;
        RewireKept();
        if (_cancellations is not null) AsyncCancellation.Complete(_cancellations.Values, in this);
    }

    /// <summary>Lets calls in again.</summary>
    internal readonly void Release()
    {
        _claimed?.Unclaim();
        _alsoClaimed?.ForEach(handle => handle.Unclaim());
    }

    internal void Add(IForkable original, IForkable copy, Delegate? yield)
    {
        _mayOwn |= original.Shape is { MakesClosures: true };
        if (original == _root)
        {
            _rootCopy = copy;
            _rootYield = yield;
            return;
        }

        AddCopy(original, copy);
        (_others ??= []).Add((original, copy));
    }

    /// <summary>Keeps calls out of a generator until the fork is made.</summary>
    internal void Claim(IForkableHandle handle)
    {
        if (!handle.TryClaim()) throw Errors.AlreadyRunningToFork();
        if (_claimed is null) _claimed = handle;
        else (_alsoClaimed ??= []).Add(handle);
    }

    /// <summary>Copies the source of a body's token.</summary>
    internal AsyncCancellation Add(AsyncCancellation original)
    {
        var copy = new AsyncCancellation();
        (_cancellations ??= []).Add(original.Token, (original, copy));
        return copy;
    }

    internal readonly AsyncCancellation? Find(AsyncCancellation? original) =>
        original is not null && _cancellations?.TryGetValue(original.Token, out var pair) == true ? pair.Copy : null;

    internal readonly CancellationToken Map(CancellationToken token) =>
        _cancellations?.TryGetValue(token, out var pair) == true ? pair.Copy.Token : token;

    /// <summary>The copy; null if there is none.</summary>
    internal readonly T? Find<T>(T? original)
        where T : class
    {
        if (original is null) return null;
        if (original == (object)_root) return Unsafe.As<T>(_rootCopy); // a copy has the original's type
        return _copies is not null && _copies.TryGetValue(original, out object? copy) ? Unsafe.As<T>(copy) : null;
    }

    /// <summary>The copy, or the same if there is none.</summary>
    internal readonly T Map<T>(T original)
        where T : class =>
        Find(original) ?? original;

    /// <summary>The same for a struct that can be a default value.</summary>
    internal readonly T MapIfAny<T>(T original)
        where T : class =>
        original is null ? null! : Map(original);

    /// <summary>Copies a generator, and what it delegates to, and returns the copy.</summary>
    internal T Split<T>(T original)
        where T : class, IForkable
    {
        if (Find(original) is null) original.AddTo(ref this);
        return Find(original)!;
    }

    /// <summary>A copy of any object.</summary>
#if NETSTANDARD
    internal static object Clone(object original) => Members.Clone(original);
#else
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = nameof(MemberwiseClone))]
    internal static extern object Clone(object original);
#endif

    [DoesNotReturn]
    internal static void Refuse(object enumerator) => throw Errors.CannotFork(enumerator.GetType());

    /// <summary>How many closures of this type have been copied.</summary>
    internal readonly int Count(Type closure)
    {
        int count = 0;
        foreach (var (original, copy) in _copies!) if (original != copy && copy.GetType() == closure) count++;
        return count;
    }

    /// <summary>How many bodies of this shape have been copied.</summary>
    internal readonly int Count(ForkShape shape)
    {
        int count = _root.Shape == shape ? 1 : 0;
        for (int i = 0; i < _others?.Count; i++) if (_others[i].Original.Shape == shape) count++;
        return count;
    }

    private void AddCopy(object original, object copy)
    {
        _copies ??= new(ReferenceEqualityComparer.Instance);
        _copies.Add(original, copy);
        if (_isKnown) _copies.Add(copy, copy);
    }

    // Sets the fields of the copies that have been made since.
    private void RewireNew(ref int next)
    {
        while (_closures?.Count > 0 || next < _others?.Count)
        {
            object copy = next < _others?.Count ? _others[next++].Copy : _closures!.Pop();
            _isKept = false;
            Rewire(copy);
            if (_isKept) (_kept ??= []).Add(copy);
        }
    }

    // Those with fields that come last.
    private void RewireKept()
    {
        if (_isRootKept) Rewire(_rootCopy!);
        for (int i = 0; i < _kept?.Count; i++) Rewire(_kept[i]);
    }

    // A closure that comes from where another run's could come from, too, is the body's if a field holds it that only
    // the body's own can be in, or if it is in one of those. So this may take several rounds.
    private void Resolve(Ownership ownership, ref int next)
    {
        _copies ??= new(ReferenceEqualityComparer.Instance);
        foreach (object copy in (object[])[.. _copies.Values, _rootCopy!]) _copies.Add(copy, copy);
        _isKnown = true;
        int count;
        do
        {
            count = _copies.Count;
            ownership.Reopen();
            RewireKept();
            RewireNew(ref next);
        }
        while (_copies.Count > count);
        ownership.Close(in this);
    }

    private void Rewire(object copy)
    {
        _field = null;
        if (copy is IForkable generator) generator.Rewire(ref this);
        else Rewire(copy, ForkShape.Of(copy.GetType()));
    }
}
