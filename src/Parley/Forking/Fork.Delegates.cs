using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Parley.Forking;

// Delegates whose target is copied: there is one more for the copy.
internal partial struct Fork
{
    // The copy of a delegate, if there is one now without splitting anything.
    private Delegate? FindDelegate(Delegate function) =>
        Leads(function) && MapDelegate(function, canSplit: false) is var copy && copy != (object)function ? copy : null;

    // Parts of one that has several are mapped once all copies are there.
    private readonly bool Leads(Delegate function) => !function.HasSingleTarget ? _isLast : function.Target switch
    {
        null => false,
        IForkableHandle handle => Find(handle.Core) is not null,
        Delegate => true,
        var target => Find(target) is not null,
    };

    // A delegate's target can be a delegate.
    private Delegate MapDelegate(Delegate function, bool canSplit)
    {
        Stack<Delegate>? around = null;
        while (Find(function) is null && function is { HasSingleTarget: true, Target: Delegate inner })
        {
            (around ??= []).Push(function);
            function = inner;
        }

        Delegate mapped = Find(function)
            ?? (function.HasSingleTarget ? MapSingle(function, canSplit) : MapCombined(function, canSplit));
        while (around?.TryPop(out Delegate? outer) == true)
        {
            mapped = mapped == (object)function ? outer : Keep(outer, Create(outer, mapped));
            function = outer;
        }

        return mapped;
    }

    private Delegate MapCombined(Delegate function, bool canSplit)
    {
        Delegate mapped = MapParts(function, canSplit);
        if (!_isLast) _isKept = true; // until it is known of each of its parts
        return !_isLast || mapped == (object)function ? function : Keep(function, mapped);
    }

    private Delegate MapParts(Delegate function, bool canSplit)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack(); // a part can have parts
        Delegate[] parts = function.GetInvocationList();
        bool changed = false;
        for (int i = 0; i < parts.Length; i++)
        {
            Delegate part = MapDelegate(parts[i], canSplit);
            changed |= part != (object)parts[i];
            parts[i] = part;
        }

        return changed ? Delegate.Combine(parts)! : function;
    }

    private Delegate MapSingle(Delegate function, bool canSplit)
    {
        if (function.Target is not { } target) return function;
        object mapped = canSplit ? MapObject(target) : FindOnly(target) ?? target;
        if (mapped == target) return function;
        if (mapped == _rootCopy && function.GetType() == _rootYield?.GetType()) return _rootYield;
        Delegate? yield = (mapped as IForkable)?.NewYield(function);
        return Keep(function, yield ?? Create(function, mapped));
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The method is there: a delegate has it.")]
    private static Delegate Create(Delegate function, object target) =>
        Delegate.CreateDelegate(function.GetType(), target, function.Method);

    private Delegate Keep(Delegate function, Delegate copy)
    {
        AddCopy(function, copy);
        return copy;
    }
}
