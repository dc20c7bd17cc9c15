using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Parley.Durable.Analyzers;

/// <summary>Whether a variable is written where it is used.</summary>
internal static class Writing
{
    public static bool IsWritten(this IOperation use) => use.Parent switch
    {
        IDeconstructionAssignmentOperation it => it.Target == use,
        IAssignmentOperation it => it.Target == use,
        IIncrementOrDecrementOperation => true,
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } => true,
        IEventAssignmentOperation it => it.EventReference == use,
        ITupleOperation tuple => tuple.IsWritten(),
        _ => false,
    };

    /// <summary>True if this is written, or a part of what it holds.</summary>
    public static bool IsWrittenInto(this IOperation use)
    {
        while (!use.IsWritten())
        {
            bool isPart = use.Parent switch
            {
                IArrayElementReferenceOperation it => it.ArrayReference == use,
                IMemberReferenceOperation it => it.Instance == use,
                _ => false,
            };
            if (!isPart) return false;
            use = use.Parent!;
        }
        return true;
    }
}
