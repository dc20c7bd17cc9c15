using System.Reflection;
using Parley.Engine;

namespace Parley.Forking;

/// <summary>Tells which closures belong to the bodies that a fork copies.</summary>
internal sealed class Ownership
{
    private readonly List<ForkShape> _shapes = [];
    private readonly List<object> _outside = []; // the closures that the root's body is written in
    private HashSet<object>? _around;            // those that the others are

    private List<(object Closure, FieldInfo? Field)>? _open;
    private int _next = -1;

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
        AddBodies(in fork);
        Origin origin = OriginOf(closure, field, in fork);
        if (origin == Origin.Own) return true;
        if (origin == Origin.None) return false;
        IsOpen = true;
        if (origin == Origin.Either) (_open ??= []).Add((closure, field));
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
                throw Errors.CannotTell(closure.GetType(), field);
            }
        }
    }

    // None if the closure can't be a body's; Foreign if it is only if the one around it is.
    private Origin OriginOf(object closure, FieldInfo? field, in Fork fork)
    {
        Type type = closure.GetType();
        if (Contains(_outside, closure)) return Origin.None;
        bool isMade = IsMade(type);
        if (!Fork.CanRead) return isMade ? throw Errors.CannotForkNative(type) : Origin.None;
        if (Closure.ParentOf(closure) is { } parent)
        {
            if (fork.Find(parent) is not null) return Origin.Own;
            bool isAround = Contains(_outside, parent) || _around?.Contains(parent) == true;
            if (!isAround) return OriginOf(parent, field, in fork);
            if (!isMade) return Origin.Foreign;
        }

        if (!isMade) return Origin.None;
        if (field is not null && Closure.IsParent(field))
        {
            return _around?.Contains(closure) == true ? Origin.Foreign : Origin.Own; // as what is in it
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

    private void AddBodies(in Fork fork)
    {
        if (_next < 0)
        {
            _next = 0;
            if (fork.Root.Shape is { } shape) _shapes.Add(shape);
            for (object? around = fork.Root.Enclosing; around is not null && Closure.Is(around.GetType());)
            {
                _outside.Add(around);
                around = Closure.ParentOf(around);
            }
        }

        for (; _next < fork.Others?.Count; _next++) Add(fork.Others[_next].Original);
    }

    private void Add(IForkable generator)
    {
        if (generator.Shape is { } shape && !_shapes.Contains(shape)) _shapes.Add(shape);
        for (object? around = generator.Enclosing; around is not null && Closure.Is(around.GetType());)
        {
            if (!(_around ??= new(ReferenceEqualityComparer.Instance)).Add(around)) return;
            around = Closure.ParentOf(around);
        }
    }

    private static bool Contains(List<object> objects, object value)
    {
        foreach (object one in objects) if (one == value) return true;
        return false;
    }
}
