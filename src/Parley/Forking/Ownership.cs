using System.Reflection;
using Parley.Engine;

namespace Parley.Forking;

/// <summary>Tells which closures belong to the bodies that a fork copies.</summary>
internal sealed class Ownership
{
    private readonly HashSet<ForkShape> _shapes = [];
    // The closures that the bodies are written in, and those that the root is.
    private readonly HashSet<object> _around = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<object> _outside = new(ReferenceEqualityComparer.Instance);

    private int _next = -1;

    /// <summary>
    /// True if a body's method has made this closure. Its type is then one that the method makes, and the closure
    /// around it is around that body, or is the body's as well. A closure of the same type that another run of the
    /// method has made, around which is another closure, isn't.
    /// </summary>
    internal bool Owns(object closure, in Fork fork)
    {
        AddBodies(in fork);
        Type type = closure.GetType();
        if (_outside.Contains(closure)) return false;
        if (!Fork.CanRead)
        {
            return _shapes.Any(shape => shape.MayMake(type)) ? throw Errors.CannotForkNative(type) : false;
        }

        bool makes = _shapes.Any(shape => shape.Flow?.Makes(type) == true);
        if (Closure.ParentOf(closure) is not { } parent) return makes;
        return (makes && _around.Contains(parent)) || fork.Find(parent) is not null || Owns(parent, in fork);
    }

    /// <summary>Of a closure's field: whether it may lead to another closure of the body.</summary>
    internal bool MayOwn(FieldInfo field, in Fork fork)
    {
        AddBodies(in fork);
        if (Closure.IsParent(field)) return true;
        ForkShape[] makers = [.. _shapes.Where(shape => shape.Flow?.Makes(field.DeclaringType!) == true)];
        return makers.Length == 0 || Array.Exists(makers, shape => shape.Flow!.MayKeep(field));
    }

    private void AddBodies(in Fork fork)
    {
        if (_next < 0)
        {
            for (IForkable? node = fork.Root; node is not null; node = node.Source) Add(node);
            _outside.UnionWith(_around);
            _next = 0;
        }

        for (; _next < fork.Others?.Count; _next++) Add(fork.Others[_next].Original);
    }

    private void Add(IForkable generator)
    {
        if (generator.Shape is { } shape) _shapes.Add(shape);
        for (object? around = generator.Enclosing; around is not null && Closure.Is(around.GetType());)
        {
            if (!_around.Add(around)) return;
            around = Closure.ParentOf(around);
        }
    }
}
