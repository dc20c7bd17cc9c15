using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Parley.Tests.Exact;

// A stack trace names where it was thrown, the bodies that it passed, and the caller: nothing of the library.
public partial class StackTraceTests
{
    [Fact]
    public void What_a_body_throws_keeps_its_trace_from_the_throw_to_the_caller() =>
        Assert.Equal([nameof(Fail), nameof(Failing), nameof(Send)], Trace(Send, Started(Failing)));

    [Fact]
    public void What_passes_a_chain_names_each_From()
    {
        Generator<int, int> inner = new(Failing), middle = new(yield => Middle(yield, inner));
        Generator<int, int> bare = new(yield => Bare(yield, middle));
        Assert.Equal([nameof(Fail), nameof(Failing), nameof(Middle), nameof(Bare), nameof(Outer), nameof(Send)],
            Trace(Send, Started(yield => Outer(yield, bare))));
    }

    [Fact]
    public void What_an_enumerable_throws_names_it_and_the_From()
    {
        static IEnumerable<int> Numbers() { yield return 1; Fail(2); }
        Generator<int, int> g = Started(yield => Outer(yield, Numbers()));
        Assert.Equal([nameof(Fail), nameof(Numbers), nameof(Outer), nameof(Next)], Trace(Next, g));
    }

    [Fact]
    public void What_is_thrown_in_names_the_yield_and_each_From()
    {
        Generator<int, int> inner = new(yield => Outer(yield, new Generator<int, int>(Failing)));
        Generator<int, int> outer = Started(yield => Bare(yield, inner));
        Assert.Equal([nameof(Failing), nameof(Outer), nameof(Bare), nameof(Throw)],
            Trace(g => Throw(g, new FormatException()), outer));
    }

    [Fact]
    public void What_was_thrown_elsewhere_and_is_thrown_in_keeps_its_trace()
    {
        static Exception Thrown()
        {
            try { Fail(1); return null!; }
            catch (FormatException exception) { return exception; }
        }
        Generator<int, int> g = Started(yield => Outer(yield, new Generator<int, int>(Failing)));
        Assert.Equal([nameof(Fail), nameof(Thrown), nameof(Failing), nameof(Outer), nameof(Throw)],
            Trace(g => Throw(g, Thrown()), g));
    }

    [Fact]
    public void What_passes_many_levels_names_the_throw_and_the_levels_nearest_to_it()
    {
        Generator<int, int> g = new(Failing);
        for (int i = 0; i < 1000; i++)
        {
            Generator<int, int> inner = g;
            g = new(yield => Bare(yield, inner));
        }

        string[] names = Trace(Send, Started(yield => Outer(yield, g)));
        Assert.Equal((nameof(Fail), nameof(Failing), nameof(Send)), (names[0], names[1], names[^1]));
        Assert.InRange(names.Count(name => name == nameof(Bare)), 50, 80);
    }

    [Fact]
    public void An_object_thrown_in_many_places_names_the_one_where_it_was_thrown_last()
    {
        var exception = new FormatException();
        string[] TraceUnder(int levels, Action<Exception> place)
        {
            Generator<int, int> g = new(yield => FailingAt(yield, place, exception));
            for (; levels > 0; levels--)
            {
                Generator<int, int> inner = g;
                g = new(yield => Outer(yield, inner));
            }

            return Trace(Send, g.Prime());
        }

        for (int i = 0; i < 100; i++) Assert.Equal(nameof(Fail), TraceUnder(0, Fail)[0]);
        Assert.Equal(nameof(Fail), TraceUnder(100, Fail)[0]);
        Assert.Equal([nameof(FailAnew), nameof(FailingAt), nameof(Outer), nameof(Send)], TraceUnder(1, FailAnew));
        Assert.Equal(nameof(FailAnew), TraceUnder(100, FailAnew)[0]);
        Assert.Equal([nameof(Fail), nameof(FailingAt), nameof(Send)], TraceUnder(0, Fail));
    }

    [Fact]
    public void An_object_thrown_in_by_hand_names_the_place_where_it_was_thrown_last()
    {
        var exception = new FormatException();
        Exception Thrown() => Record.Exception(() => Fail(exception))!;
        Exception Anew() => Record.Exception(() => FailAnew(exception))!;
        for (int i = 0; i < 100; i++) Trace(g => Throw(g, exception), Started(Failing));
        foreach (Func<Exception> place in new[] { Thrown, Anew })
        {
            string name = place == Thrown ? nameof(Fail) : nameof(FailAnew);
            Assert.Equal(name, Trace(g => Throw(g, place()), Started(Failing))[0]);
        }
    }

    [Fact]
    public void A_refused_call_begins_at_the_call()
    {
        Generator<int, int> g = new(Failing);
        Assert.Equal([nameof(Send)], Trace(Send, g));
        Assert.Equal([nameof(Throw)], Trace(g => Throw(g, new FormatException()), g));
        Assert.Equal([nameof(Next)], Trace(Next, g));
    }

    [Fact]
    public void A_misplaced_yield_begins_at_its_await() => Assert.Equal(
        [nameof(Misplacing), nameof(Next), nameof(Nesting), nameof(Next)],
        Trace(Next, new Generator<int, int>(Nesting)));

    private static Generator<int, int> Started(Func<Yield<int, int>, GeneratorBody> body) =>
        new Generator<int, int>(body).Prime();

    private static async GeneratorBody Failing(Yield<int, int> yield) => Fail(await yield(1));

    private static async GeneratorBody Middle(Yield<int, int> yield, Generator<int, int> inner)
    {
        using (new MemoryStream()) await yield.From(inner);
    }

    private static async GeneratorBody FailingAt(Yield<int, int> yield, Action<Exception> place, Exception exception)
    {
        await yield(0);
        place(exception);
    }

    private static async GeneratorBody Bare(Yield<int, int> yield, Generator<int, int> inner) =>
        await yield.From(inner);

    private static async GeneratorBody Outer(Yield<int, int> yield, IEnumerable<int> inner)
    {
        try { await yield.From(inner); }
        catch (NotSupportedException) { }
    }

    private static async GeneratorBody Nesting(Yield<int, int> yield) =>
        Next(new Generator<int, int>(_ => Misplacing(yield)));

    private static async GeneratorBody Misplacing(Yield<int, int> other) => await other(1);

    [MethodImpl(NoInlining)] private static void Fail(int value) => throw new FormatException($"{value}");
    [MethodImpl(NoInlining)] private static void Fail(Exception exception) => throw exception;
    [MethodImpl(NoInlining)] private static void FailAnew(Exception exception) => throw exception;
    [MethodImpl(NoInlining)] private static void Next(Generator<int, int> g) => g.Next();
    [MethodImpl(NoInlining)] private static void Send(Generator<int, int> g) => g.Send(0);
    [MethodImpl(NoInlining)] private static void Throw(Generator<int, int> g, Exception e) => g.Throw(e);

    // The methods of the trace, down to the one that the test calls.
    private static string[] Trace(Action<Generator<int, int>> call, Generator<int, int> g)
    {
        string trace = Record.Exception(() => call(g))!.StackTrace!;
        Assert.DoesNotMatch(@"at Parley\.(?!Tests\.)", trace);
        IEnumerable<string> names = Method().Matches(trace).Select(match => match.Groups["name"].Value);
        return [.. names.TakeWhile(name => name.Length > 0)];
    }

    // "at A.B.Method(" of a method; "at A.B.<Test>g__Method|1_0()+MoveNext(" of an iterator in one; else a lambda's.
    [GeneratedRegex(@"^ +at \S+?\.(?:<\w+>g__(?<name>\w+)\|[^.]+|(?<name>\w+)|<[^(]+)\(", RegexOptions.Multiline)]
    private static partial Regex Method();

    // ---- Stepping into a call lands in the body: every type that a step passes through is stepped through ----

    public static TheoryData<Type> Passed { get; } = [.. typeof(Generator<>).Assembly.GetTypes().Where(IsPassed)];

    [Fact]
    public void All_kinds_are_found() => Assert.Superset(
        new HashSet<string>
        {
            "Generator`1", "Generator`2", "Generator`3", "GeneratorExtensions", "YieldExtensions",
            "GeneratorBuilder", "GeneratorBuilder`1", "YieldAwaitable`1", "YieldAwaitable`2",
            "YieldFromAwaitable`1", "YieldFromAwaitable`3", "Box", "Box`1", "EnumerableBox", "Drive", "Raised",
        },
        Passed.Select(row => row.Data.Name).ToHashSet());

    [Theory, MemberData(nameof(Passed))]
    public void A_type_that_a_step_passes_is_stepped_through_and_left_out_of_traces(Type type)
    {
        Assert.True(type.IsDefined(typeof(DebuggerStepThroughAttribute), inherit: false), "[DebuggerStepThrough]");
        Assert.True(type.IsDefined(typeof(StackTraceHiddenAttribute), inherit: false), "[StackTraceHidden]");
    }

    private static bool IsPassed(Type type) =>
        type.IsPublic ? IsCode(type) && !IsData(type) && !IsBody(type)
        : type.Name is "Drive" or "Raised" || (type.Name != "EndedBox" && Ancestors(type).Any(a => a.Name == "Box"));

    private static bool IsData(Type type) =>
        type.IsAssignableTo(typeof(Exception)) || type.IsAssignableTo(typeof(Attribute));

    private static bool IsCode(Type type) =>
        type is { IsInterface: false, IsEnum: false } && !type.IsAssignableTo(typeof(Delegate));

    private static bool IsBody(Type type) => type.Name.Contains(nameof(GeneratorBody), StringComparison.Ordinal);

    private static IEnumerable<Type> Ancestors(Type type)
    {
        for (Type? ancestor = type; ancestor is not null; ancestor = ancestor.BaseType) yield return ancestor;
    }
}
