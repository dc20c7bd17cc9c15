using Parley.Tests.Harness;
using Xunit;

namespace Parley.Tests.Sync;

public class ReentranceTests
{
    public static TheoryData<string> Names => [.. Calls.All.Keys];

    [Theory, Row("RUN-02", "RUN-03"), MemberData(nameof(Names))]
    public void Every_call_from_inside_its_body_is_refused_and_changes_nothing(string call)
    {
        int refused = 0;
        Generator<int, int> g = null!;
        g = new(async yield =>
        {
            int sent = 0;
            while (true)
            {
                Refuses(g, call);
                refused++;
                Assert.Equal(GeneratorState.Running, g.State);
                sent = await yield(sent + 1);
            }
        });
        Assert.Equal(1, g.Next());
        Assert.Equal(GeneratorState.Suspended, g.State);
        Assert.Equal(1, g.Current);
        Assert.Equal(43, g.Send(42));
        Assert.Equal(1, g.Next());
        Assert.Equal(3, refused);
    }

    [Theory, Row("RUN-02", "RUN-03"), MemberData(nameof(Names))]
    public void Uncaught_the_refusal_is_an_exception_of_the_body(string call)
    {
        Generator<int, int> g = null!;
        g = new(async yield =>
        {
            await yield(1);
            Calls.All[call](g);
        });
        Assert.Equal(1, g.Next());
        var error = Assert.Throws<InvalidOperationException>(() => g.Next());
        Assert.Contains("generator already executing", error.Message, StringComparison.Ordinal);
        Assert.Equal(GeneratorState.Closed, g.State);
        Assert.False(g.MoveNext());
    }

    [Theory, Row("RUN-02"), MemberData(nameof(Names))]
    public void A_call_from_what_its_body_drives_by_hand_is_refused_too(string call)
    {
        int refused = 0;
        Generator<int, int> g = null!;
        var driven = new Generator<int>(async yield =>
        {
            Refuses(g, call);
            refused++;
            await yield(1);
        });
        g = new(async yield => await yield(driven.Next()));
        Assert.Equal(1, g.Next());
        Assert.False(g.MoveNext());
        Assert.Equal(1, refused);
    }

    [Fact, Row("RUN-02")]
    public void The_reading_properties_can_be_read_inside()
    {
        var seen = new List<object?>();
        Generator<int, int, int> g = null!;
        g = new(async yield =>
        {
            await yield(1);
            seen.AddRange(g.State, g.Current, g.YieldingFrom, g.TryGetResult(out _));
            return 2;
        });
        Assert.Equal(1, g.Next());
        Assert.False(g.MoveNext());
        Assert.Equal([GeneratorState.Running, 1, null, false], seen);
    }

    [Theory, Row("RUN-04"), MemberData(nameof(Names))]
    public void Every_generator_on_the_chain_that_drives_is_running_and_refuses(string call)
    {
        int refused = 0;
        Generator<int, int> inner = null!, middle = null!, outer = null!;
        inner = new(async yield =>
        {
            for (int i = 1; i <= 2; i++)
            {
                foreach (var g in (Generator<int, int>[])[inner, middle, outer])
                {
                    Assert.Equal(GeneratorState.Running, g.State);
                    Refuses(g, call);
                    refused++;
                }

                await yield(i);
            }
        });
        middle = new(async yield =>
        {
            await yield.From(inner);
            await yield(3);
        });
        outer = new(async yield =>
        {
            await yield.From(middle);
            await yield(4);
        });
        Assert.Equal([1, 2, 3, 4], outer.ToList());
        Assert.Equal(6, refused);
        Assert.All([inner, middle, outer], g => Assert.Equal(GeneratorState.Closed, g.State));
    }

    [Fact, Row("RUN-05")]
    public void When_the_inner_is_driven_directly_its_outers_are_not_running()
    {
        var seen = new List<GeneratorState>();
        Generator<int, int> inner = null!, middle = null!, outer = null!;
        inner = new(async yield =>
        {
            await yield(1);
            seen.AddRange(inner.State, middle.State, outer.State);
            Assert.Same(inner, middle.YieldingFrom);
            Assert.Same(middle, outer.YieldingFrom);
            await yield(2);
            await yield(3);
        });
        middle = new(async yield => await yield.From(inner));
        outer = new(async yield => await yield.From(middle));
        Assert.Equal(1, outer.Next());
        Assert.Equal(2, inner.Next());
        Assert.Equal([GeneratorState.Running, GeneratorState.Suspended, GeneratorState.Suspended], seen);
        Assert.Equal(3, outer.Next());
        Assert.False(outer.MoveNext());
    }

    [Fact, Row("RUN-05")]
    public void When_a_middle_one_is_driven_directly_only_the_outer_is_not_running()
    {
        var seen = new List<GeneratorState>();
        Generator<int, int> inner = null!, middle = null!, outer = null!;
        inner = new(async yield =>
        {
            await yield(1);
            seen.AddRange(inner.State, middle.State, outer.State);
            await yield(2);
        });
        middle = new(async yield => await yield.From(inner));
        outer = new(async yield => await yield.From(middle));
        Assert.Equal(1, outer.Next());
        Assert.Equal(2, middle.Next());
        Assert.Equal([GeneratorState.Running, GeneratorState.Running, GeneratorState.Suspended], seen);
        Assert.False(outer.MoveNext());
    }

    internal static void Refuses(Generator<int, int> g, string call)
    {
        var error = Assert.Throws<InvalidOperationException>(() => Calls.All[call](g));
        Assert.Contains("generator already executing", error.Message, StringComparison.Ordinal);
    }
}
