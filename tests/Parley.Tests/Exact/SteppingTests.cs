using System.Diagnostics;
using System.Reflection;
using Parley.CompilerServices;

namespace Parley.Tests.Exact;

// Stepping into a call of a generator lands in its body, and what leaves the body has no frames of the library: every
// type that a step passes through says so.
public class SteppingTests
{
    public static TheoryData<Type> Passed { get; } =
    [
        .. from type in typeof(Generator<>).Assembly.GetTypes()
           where IsPassed(type)
           select type,
    ];

    [Fact]
    public void All_kinds_are_found()
    {
        string[] names = [.. Passed.Select(row => row.Data.Name)];
        Assert.Superset(
            new HashSet<string>
            {
                "Generator`1", "Generator`2", "Generator`3", "GeneratorExtensions", "YieldExtensions",
                "GeneratorBuilder", "GeneratorBuilder`1", "YieldAwaitable`1", "YieldAwaitable`2",
                "YieldFromAwaitable`1", "YieldFromAwaitable`3", "Box", "Box`1", "EnumerableBox", "Drive", "Raised",
            },
            names.ToHashSet());
    }

    [Theory, MemberData(nameof(Passed))]
    public void A_type_that_a_step_passes_is_stepped_through_and_left_out_of_traces(Type type)
    {
        Assert.True(type.IsDefined(typeof(DebuggerStepThroughAttribute), inherit: false), "[DebuggerStepThrough]");
        Assert.True(type.IsDefined(typeof(StackTraceHiddenAttribute), inherit: false), "[StackTraceHidden]");
    }

    private static bool IsPassed(Type type) =>
        type.IsPublic ? IsCode(type) && !type.IsAssignableTo(typeof(Exception)) && !IsBody(type)
        : type.Name is "Drive" or "Raised" || (type.Name != "EndedBox" && Ancestors(type).Any(a => a.Name == "Box"));

    private static bool IsCode(Type type) =>
        type is { IsInterface: false, IsEnum: false } && !type.IsAssignableTo(typeof(Delegate));

    private static bool IsBody(Type type) => type.Name.Contains(nameof(GeneratorBody), StringComparison.Ordinal);

    private static IEnumerable<Type> Ancestors(Type type)
    {
        for (Type? ancestor = type; ancestor is not null; ancestor = ancestor.BaseType) yield return ancestor;
    }
}
