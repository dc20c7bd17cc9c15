using System.Reflection;
using Parley.Engine;

namespace Parley.Forking;

/// <summary>Tells which closures belong to the bodies that a fork copies.</summary>
internal sealed class Ownership
{
    private readonly List<ForkShape> _shapes = [];
    private HashSet<object>? _around; // the closures that the bodies are written in, but for the root's
    private List<(object Closure, FieldInfo? Field)>? _open;
    private int _next;
    private int _nextAround;

    /// <summary>True if it has met a closure that may be a body's, which isn't known yet.</summary>
    internal bool IsOpen { get; private set; }

    /// <summary>
    /// True if one of the bodies has made this closure. Its type is then one that the body makes, and the closure
    /// around it is around that body, or is a body's as well. If another run of the body may have made it, it must
    /// also come from where only the body's own are.
    /// </summary>
    /// <param name="closure">The closure.</param>
    /// <param name="field">Where it has been found: the field of a body, or of a closure that is a body's; null if that
    /// is unknown.</param>
    /// <param name="fork">The fork.</param>
    internal bool Owns(object closure, FieldInfo? field, in Fork fork)
    {
        if (_shapes.Count == 0 && RootOf(in fork).Shape is { } root) _shapes.Add(root);
        for (; _next < fork.Others?.Count; _next++) Add(fork.Others[_next].Original.Shape);
        Origin origin = OriginOf(closure, field, in fork);
        if (origin == Origin.Own) return true;
        if (origin == Origin.None) return false;
        IsOpen = true;
        if (origin == Origin.Either && !IsDropped(field, fork.Yield)) (_open ??= []).Add((closure, field));
        return false;
    }

    /// <summary>Looks at everything that is open once more.</summary>
    internal void Reopen() => _open?.Clear();

    /// <summary>Refuses the fork if there is still a closure that may be a body's and may be another run's.</summary>
    internal void Close(in Fork fork)
    {
        if (_open is null) return;
        foreach (var (closure, field) in _open)
        {
            if (fork.Find(closure) is null && !IsAnothers(closure.GetType(), in fork))
            {
                throw Errors.CannotTellWhose(Closure.Describe(field));
            }
        }
    }

    // Whether it is a body's field that isn't used any more, as a Debug build has.
    private bool IsDropped(FieldInfo? field, int yield) =>
        field is not null && _shapes.Exists(shape => shape.Flow?.Drops(field, yield) == true);

    // None if the closure can't be a body's; Foreign if it is only if the one around it is.
    private Origin OriginOf(object closure, FieldInfo? field, in Fork fork)
    {
        Type type = closure.GetType();
        if (ForkShape.Of(type).Owner?.GetValue(closure) is IForkable owner)
        {
            return fork.Find(owner) is null ? Origin.None : Origin.Own;
        }

        bool isMade = IsMade(type);
        object? parent = Closure.ParentOf(closure);
        if ((!isMade && parent is null) || IsOutside(closure, in fork)) return Origin.None;
        if (!Fork.CanRead)
        {
            return parent is not null && fork.Find(parent) is not null ? Origin.Own
                : isMade ? throw Errors.CannotForkNative(type)
                : Origin.None;
        }

        if (parent is not null)
        {
            if (fork.Find(parent) is not null) return Origin.Own;
            if (!IsAround(parent, in fork) && !IsOutside(parent, in fork)) return OriginOf(parent, field, in fork);
            if (!isMade) return Origin.Foreign;
        }

        if (field is not null && Closure.IsParent(field))
        {
            return IsAround(closure, in fork) ? Origin.Foreign : Origin.Own; // as what is in it
        }

        Origin origin = Origin.Foreign;
        foreach (ForkShape shape in _shapes)
        {
            if (shape.Flow?.Makes(type) != true) continue;
            Origin ofShape = shape.Flow.OriginIn(field);
            if (ofShape == Origin.Own) return Origin.Own;
            origin |= ofShape;
        }

        return origin;
    }

    // A face is of the body that its source has.
    private static IForkable RootOf(in Fork fork)
    {
        IForkable root = fork.Root;
        while (root.Source is { } source) root = source;
        return root;
    }

    private bool IsMade(Type type)
    {
        foreach (ForkShape shape in _shapes)
        {
            if (Fork.CanRead ? shape.Flow?.Makes(type) == true : shape.MayMake(type)) return true;
        }

        return false;
    }

    // Each of the bodies that can make such a closure makes one, and all of these are known.
    private bool IsAnothers(Type type, in Fork fork)
    {
        foreach (ForkShape shape in _shapes)
        {
            if (shape.Flow!.Makes(type) && (!shape.Flow.MakesOne(type) || fork.Count(type) < fork.Count(shape)))
            {
                return false;
            }
        }

        return true;
    }

    private void Add(ForkShape? shape)
    {
        if (shape is not null && !_shapes.Contains(shape)) _shapes.Add(shape);
    }

    // Whether the root's body is written in the closure.
    private static bool IsOutside(object closure, in Fork fork)
    {
        for (object? around = RootOf(in fork).Enclosing; around is not null; around = Closure.ParentOf(around))
        {
            if (around == closure) return true;
        }

        return false;
    }

    // Whether another body is.
    private bool IsAround(object closure, in Fork fork)
    {
        for (; _nextAround < fork.Others?.Count; _nextAround++)
        {
            _around ??= new(ReferenceEqualityComparer.Instance);
            object? around = fork.Others[_nextAround].Original.Enclosing;
            while (around is not null && _around.Add(around)) around = Closure.ParentOf(around);
        }

        return _around?.Contains(closure) == true;
    }
}
