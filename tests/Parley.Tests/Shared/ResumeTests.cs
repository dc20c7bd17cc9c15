using static Parley.Tests.Harness.Subject;
using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Shared;

/// <summary>The call for drivers, which starts a generator and goes on with it.</summary>
public class ResumeTests
{
    private readonly List<string> _log = [];

    [Fact]
    public async Task Default_starts_and_every_value_is_sent_from_then_on()
    {
        var g = Summing();
        await Expect.Yields(0, g.ResumeAsync(0));
        await Expect.Yields(5, g.ResumeAsync(5));
        await Expect.Yields(5, g.ResumeAsync(0));
        await Yields(7, g, g.TryResumeAsync(2));
        await Returns(7, () => g.ResumeAsync(-1));
        await IsClosed(g);
    }

    [Fact]
    public async Task Trying_tells_of_the_end_without_an_exception()
    {
        var g = Summing();
        await Yields(0, g, g.TryResumeAsync(0));
        Assert.False(await g.TryResumeAsync(-1));
        Assert.False(await g.TryResumeAsync(0));
        Assert.False(await g.TryResumeAsync(1));
        Assert.Equal(0, g.Result);
        await ReturnsNothing<int, int>(() => g.ResumeAsync(0));
        await ReturnsNothing<int, int>(() => g.ResumeAsync(1));
    }

    [Fact]
    public async Task Any_other_value_is_refused_before_the_start_and_changes_nothing()
    {
        var g = Summing();
        await Refuses("can't send non-None value to a just-started generator", () => g.ResumeAsync(1));
        await Refuses("can't send non-None value to a just-started generator", () => g.TryResumeAsync(1));
        Assert.Equal(GeneratorState.Created, g.State);
        await Expect.Yields(0, g.ResumeAsync(0));
    }

    [Fact]
    public async Task Null_is_the_default_of_a_reference()
    {
        var g = Make<string?, string?>(async yield =>
        {
            for (string? sent = "first"; ; sent = await yield(sent ?? "null")) { }
        });
        await Expect.Yields("first", g.ResumeAsync(null));
        await Expect.Yields("null", g.ResumeAsync(null));
        await Expect.Yields("x", g.ResumeAsync("x"));
        var empty = Make<string, string>(async yield => await yield("never"));
        await Refuses("just-started", () => empty.ResumeAsync(""));
    }

    [Fact]
    public async Task Default_is_what_equals_it()
    {
        var g = Make<int, Modulo>(async yield => { for (Modulo sent = new(1); ; sent = await yield(sent.Value)) { } });
        await Refuses("just-started", () => g.ResumeAsync(new(8)));
        await Expect.Yields(1, g.ResumeAsync(new(7)));
        await Expect.Yields(14, g.ResumeAsync(new(14)));
    }

    [Fact]
    public async Task Closed_one_has_ended()
    {
        var g = Summing();
        await g.CloseAsync();
        Assert.False(await g.TryResumeAsync(0));
        Assert.False(await g.TryResumeAsync(1));
    }

    [Fact]
    public async Task Innermost_generator_gets_the_value()
    {
        var outer = Make<int, int, int>(async yield => await yield.From(Summing()));
        await Expect.Yields(0, outer.ResumeAsync(0));
        await Expect.Yields(4, outer.ResumeAsync(4));
        await Expect.Yields(4, outer.ResumeAsync(0));
        await Returns(4, () => outer.ResumeAsync(-1));
    }

    [Fact]
    public async Task Inner_that_somebody_else_has_driven_gets_the_value_too()
    {
        var inner = Summing();
        var outer = Make<int, int>(async yield => await yield.From(inner));
        await Expect.Yields(0, outer.ResumeAsync(0));
        await Expect.Yields(1, inner.ResumeAsync(1));
        await Expect.Yields(3, outer.ResumeAsync(2));
        await Expect.Yields(3, outer.ResumeAsync(0));
        await Expect.Yields(6, inner.ResumeAsync(3));
    }

    [Fact]
    public async Task Inner_without_sends_is_advanced()
    {
        var outer = Make<int, int>(async yield => await yield.From(Yielding(1, 2, 3)));
        await Expect.Yields(1, outer.ResumeAsync(0));
        await Expect.Yields(2, outer.ResumeAsync(0));
        await Expect.Yields(3, outer.ResumeAsync(5));
        await Ends(() => outer.ResumeAsync(5));
    }

    [Fact]
    public async Task Enumerable_is_advanced_by_the_default_and_refuses_any_other_value()
    {
        var g = Make<int, int>(async yield =>
        {
            try { await yield.From([1, 2, 3]); }
            catch (InvalidOperationException e) { _log.Add(e.Message); }

            await yield(9);
        });
        await Expect.Yields(1, g.ResumeAsync(0));
        await Expect.Yields(2, g.ResumeAsync(0));
        await Yields(3, g, g.TryResumeAsync(0));
        await Expect.Yields(9, g.ResumeAsync(4));
        Assert.Contains("no send", Assert.Single(_log), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Enumerable_further_down_is_advanced_and_ends_like_any()
    {
        var g = Make<int, int>(async yield =>
        {
            await yield.From(Make<int, int>(async yield => await yield.From([1, 2])));
            await yield(await yield(3));
        });
        for (int i = 1; i <= 3; i++) await Expect.Yields(i, g.ResumeAsync(0));
        await Expect.Yields(8, g.ResumeAsync(8));
    }

    [Fact]
    public async Task Resuming_from_inside_the_body_is_refused()
    {
        var me = Unmade<int>() as IntSender;
        me = Make<int, int>(async yield =>
        {
            foreach (int value in (int[])[0, 1])
            {
                try { Now(me!.TryResumeAsync(value)); }
                catch (InvalidOperationException e) { _log.Add(e.Message); }
            }

            await yield(1);
        });
        await Expect.Yields(1, me.ResumeAsync(0));
        Assert.Equal(2, _log.Count);
        Assert.All(_log, text => Assert.Contains(AlreadyExecuting, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Failure_reaches_the_caller()
    {
        var e = new ArithmeticException();
        var g = Failing(e);
        await Expect.Yields(1, g.ResumeAsync(0));
        await Throws(e, () => g.ResumeAsync(0));
        await IsClosed(g);
    }

    // Two are equal if they differ by a multiple of seven.
    private readonly struct Modulo(int value) : IEquatable<Modulo>
    {
        public int Value => value;
        public bool Equals(Modulo other) => (value - other.Value) % 7 == 0;
        public override bool Equals(object? obj) => obj is Modulo other && Equals(other);
        public override int GetHashCode() => 0;
    }

    // Yields the sum of what it is sent and returns it when that is negative.
    private static IntReturner Summing() => Make<int, int, int>(async yield =>
    {
        int total = 0;
        while (true)
        {
            int sent = await yield(total);
            if (sent < 0) return total;
            total += sent;
        }
    });
}
