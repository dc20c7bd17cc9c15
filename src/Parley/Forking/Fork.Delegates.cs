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

    private Delegate MapDelegate(Delegate function, bool canSplit)
    {
        if (Find(function) is { } known) return known;
        RuntimeHelpers.EnsureSufficientExecutionStack(); // a delegate's target can be a delegate
        if (function.HasSingleTarget) return function.Target is null ? function : MapSingle(function, canSplit);
        Delegate[] parts = function.GetInvocationList();
        bool changed = false;
        for (int i = 0; i < parts.Length; i++)
        {
            Delegate part = MapDelegate(parts[i], canSplit);
            changed |= part != (object)parts[i];
            parts[i] = part;
        }

        return changed ? Keep(function, Delegate.Combine(parts)!) : function;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The method is there: a delegate has it.")]
    private Delegate MapSingle(Delegate function, bool canSplit)
    {
        object target = function.Target!;
        object mapped = canSplit ? MapObject(target) : FindOnly(target) ?? target;
        if (mapped == target) return function;
        if (mapped == _rootCopy && function.GetType() == _rootYield?.GetType()) return _rootYield;
        if (mapped is IForkable generator && generator.NewYield(function) is { } yield) return Keep(function, yield);
        return Keep(function, Delegate.CreateDelegate(function.GetType(), mapped, function.Method));
    }

    private Delegate Keep(Delegate function, Delegate copy)
    {
        (_copies ??= new(ReferenceEqualityComparer.Instance)).Add(function, copy);
        return copy;
    }
}
