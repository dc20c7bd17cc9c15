using System.Reflection;
using Parley.Engine;

namespace Parley.Forking;

// The fields of copied bodies and closures: what they are made to lead to.
internal partial struct Fork
{
    // The place of an enumerator that isn't in a field of a body.
    private static readonly ForkField s_enumerator = new(null!, IsHidden: true);

    /// <summary>Sets a field of a copied body that holds a reference.</summary>
    internal void MapReferenceField(ForkShape shape, int index, ref object? value)
    {
        if (value is not null) value = MapField(FieldOf(shape, index), value);
    }

    /// <summary>The same for a delegate: mostly the body's yield.</summary>
    internal void MapDelegateField(ForkShape shape, int index, ref Delegate? value)
    {
        if (value is null) return;
        bool isYield = value.GetType() == _rootYield?.GetType() && value.Target == (object)_root;
        value = isYield ? _rootYield : (Delegate)MapField(FieldOf(shape, index), value);
    }

    /// <summary>Sets a field of a copied body that holds a struct of Parley's.</summary>
    internal void MapValueField<T>(ForkShape shape, int index, ref T value)
        where T : struct, IForkableValue<T>
    {
        ForkField field = FieldOf(shape, index);
        _field = field.Home;
        value = value.Forked(ref this, field);
    }

    /// <summary>Sets a field of a copied body that holds another struct, or one that can be null.</summary>
    internal void MapStructField<T>(ForkShape shape, int index, ref T value)
    {
        object? boxed = value;
        if (boxed is not null) value = (T)MapStruct(FieldOf(shape, index), boxed);
    }

    /// <summary>Sets the fields of a copied object by reflection.</summary>
    internal void Rewire(object copy, ForkShape shape)
    {
        if (shape.State is not null) Yield = (int)shape.State.GetValue(copy)!;
        for (int i = 0; i < shape.Fields.Length; i++)
        {
            FieldInfo info = shape.Fields[i].Info;
            object? value = info.GetValue(copy);
            if (value is null) continue;
            ForkField field = FieldOf(shape, i);
            object mapped = MapPart(field, value);
            if (field.IsValue || mapped != value) info.SetValue(copy, mapped);
        }
    }

    // A field of the compiler's own is one like any other unless there is an enumerator in it now.
    private readonly ForkField FieldOf(ForkShape shape, int index)
    {
        ForkField field = shape.Fields[index];
        bool holdsNone = field.IsHidden && (Yield < 0 || field.Loops?.Contains(Yield) == false);
        return holdsNone ? field with { IsHidden = false } : field;
    }

    private object MapField(ForkField field, object value)
    {
        if (_isLast) return FindOnly(value) ?? value;
        _field = field.Home;
        object mapped = field.IsHidden ? MapHidden(field, value)
            : field.IsPassive ? FindOnly(value) ?? value
            : MapObject(value);
        if (mapped == value && CanComeLast(value)) _isKept = true;
        return mapped;
    }

    // Whether it may turn out later that there is a copy.
    private static bool CanComeLast(object value) => value switch
    {
        Delegate function => function.Target is not null,
        IForkable or IForkableHandle => true,
        _ => Closure.Is(value.GetType()),
    };

    // Returns the copy of something that is copied already, or nothing.
    private object? FindOnly(object value) => value switch
    {
        IForkableHandle handle => Find(handle.Core)?.Handle,
        Delegate function => FindDelegate(function),
        _ => Find(value),
    };

    // The copy of what belongs to a body, and the same of everything else.
    private object MapObject(object value)
    {
        if (Find(value) is { } copy) return copy;
        switch (value)
        {
            case Delegate function:
                return MapDelegate(function, canSplit: true);

            case IForkableHandle handle:
                SplitIfOwn(handle.Core);
                return Find(handle.Core)?.Handle ?? value;

            case IForkable generator:
                SplitIfOwn(generator);
                return Map(value);

            default:
                return Closure.Is(value.GetType()) && Owns(value) ? CopyClosure(value) : value;
        }
    }

    /// <summary>Copies a generator whose body runs over a closure that belongs to a body.</summary>
    internal void SplitIfOwn(IForkable generator)
    {
        if (Find(generator) is null && RunsOverOwn(generator)) generator.AddTo(ref this);
    }

    /// <summary>The body that is being treated has fields that come last.</summary>
    internal void Defer() => _isKept = true;

    /// <summary>The same for one that is being delegated to: it is copied already.</summary>
    internal void CopyEnclosing(IForkable inner)
    {
        if (!_isLast && _mayOwn) RunsOverOwn(inner);
    }

    /// <summary>Whether this is a closure that belongs to a body, or a delegate that runs over one. If so, it has been
    /// copied from now on.</summary>
    internal bool IsOwn(object? enclosing) =>
        (enclosing is Delegate || (enclosing is not null && Closure.Is(enclosing.GetType())))
        && MapObject(enclosing) != enclosing;

    /// <summary>The copy of a delegate that runs over what belongs to a body, and the same of any other.</summary>
    internal T MapOwn<T>(T function)
        where T : Delegate =>
        (T)(function.HasSingleTarget ? MapObject(function) : MapParts(function, canSplit: true));

    // Faces can be more than the stack holds.
    private bool RunsOverOwn(IForkable generator)
    {
        bool runs = false;
        for (IForkable? node = generator; node is not null; node = node.Source) runs |= node.RunsOverOwn(ref this);
        return runs;
    }

    private bool Owns(object closure)
    {
        if (_isLast || !_mayOwn) return false;
        if ((_ownership ??= new()).Owns(closure, _field, in this)) return true;
        if (_ownership.IsOpen) _isKept = true;
        return false;
    }

    private object CopyClosure(object closure)
    {
        object copy = Clone(closure);
        AddCopy(closure, copy);
        (_closures ??= []).Push(copy);
        return copy;
    }

    private object MapHidden(ForkField field, object value)
    {
        object mapped = MapObject(value);
        if (mapped != value || !ForkShape.Of(value.GetType()).IsEnumerator) return mapped;
        if (value is IForkable or IForkableHandle)
        {
            return Split(value as IForkable ?? ((IForkableHandle)value).Core) is var copy && value is IForkable
                ? copy : copy.Handle;
        }

        if (!value.GetType().IsValueType) Refuse(value);
        return MapStruct(s_enumerator, Clone(value)); // boxed
    }

    /// <summary>Copies the enumerator of a From.</summary>
    internal object MapEnumerator(object enumerator) => MapHidden(s_enumerator, enumerator);

    // `value` is boxed, and nobody else's.
    private object MapStruct(ForkField field, object value)
    {
        if (value is CancellationToken token) return Map(token);
        if (value is IForkableValue known)
        {
            _field = field.Home;
            return known.Forked(ref this, field);
        }

        ForkShape inside = ForkShape.Of(value.GetType());
        if (inside.IsTrimmed)
        {
            throw Closure.IsNamedSo(value.GetType())
                ? Errors.CannotForkNative(value.GetType())
                : Errors.CannotForkTrimmed(value.GetType());
        }

        if (field.IsHidden && !_isLast && inside.CanBeEnumerator &&
            !HiddenEnumerator.KeepsItsPlace(value))
        {
            Refuse(value);
        }

        foreach (ForkField part in inside.Fields)
        {
            bool isElement = field.IsHidden && HiddenEnumerator.IsElement(part.Info); // which the loop has read
            ForkField described = part with
            {
                Home = field.Home,
                IsPassive = field.IsPassive || isElement,
                IsHidden = field.IsHidden && !isElement,
            };

            if (inside.InlineLength > 0) MapElements(described, value, inside.InlineLength);
            else if (part.Info.GetValue(value) is { } held)
            {
                object mapped = MapPart(described, held);
                if (part.IsValue || mapped != held) part.Info.SetValue(value, mapped);
            }
        }

        return value;
    }

    private void MapElements(ForkField described, object array, int length)
    {
        Type type = described.Info.FieldType;
        object?[] elements = InlineElements.Read(array, type, length);
        for (int i = 0; i < length; i++)
        {
            if (elements[i] is { } element) elements[i] = MapPart(described, element);
        }

        InlineElements.Write(array, type, elements);
    }

    private object MapPart(ForkField field, object value) =>
        field.IsValue ? MapStruct(field, value) : MapField(field, value);
}
