using System.Globalization;
using static Parley.Tests.Harness.Subject;
using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Shared;

/// <summary>Trace: every call and its outcome as one line.</summary>
public class TraceTests
{
    private readonly ArithmeticException _e = new();
    private readonly List<string> _lines = [];

    [Fact]
    public async Task Every_call_and_its_outcome_is_a_line()
    {
        var g = Make<int, int, int>(async yield =>
        {
            try { await yield(await yield(1)); } catch (ArithmeticException) { await yield(3); }
            return 4;
        }).Trace(_lines.Add);
        await g.NextAsync();
        await g.SendAsync(10);
        await g.ThrowAsync(_e);
        await g.MoveNextAsync();
        await g.MoveNextAsync();
        await g.TrySendAsync(7);
        await Throws(_e, () => g.ThrowAsync(_e));
        await g.CloseAsync();
        Assert.Equal(4, g.Result);
        Assert.Equal(
        [
            "next -> yield 1", "send 10 -> yield 10", "throw ArithmeticException -> yield 3", "next -> return 4",
            "next -> closed", "send 7 -> closed", "throw ArithmeticException -> throw ArithmeticException",
            "close -> closed",
        ], _lines);
    }

    [Fact]
    public async Task An_end_without_a_value_a_failure_and_closes_have_their_words()
    {
        var returning = Yielding(1).Trace(_lines.Add);
        await returning.NextAsync();
        await returning.MoveNextAsync();
        var failing = Failing(_e).Trace(_lines.Add);
        await failing.NextAsync();
        await Throws(_e, () => failing.NextAsync());
        var closed = Yielding(1).Trace(_lines.Add);
        await closed.NextAsync();
        await closed.CloseAsync();
        var fresh = Yielding(1).Trace(_lines.Add);
        await fresh.CloseAsync();
        var thrown = Yielding(1).Trace(_lines.Add);
        await Throws(_e, () => thrown.ThrowAsync(_e));
        var unlucky = FailingFinally(_e).Trace(_lines.Add);
        await unlucky.NextAsync();
        await Throws(_e, () => unlucky.CloseAsync());
        Assert.Equal(
        [
            "next -> yield 1", "next -> return",
            "next -> yield 1", "next -> throw ArithmeticException",
            "next -> yield 1", "close -> closed",
            "close -> closed",
            "throw ArithmeticException -> throw ArithmeticException",
            "next -> yield 1", "close -> throw ArithmeticException",
        ], _lines);
    }

    [Fact]
    public async Task Returning_and_yielding_in_a_close_have_their_words()
    {
        var returning = Make<int, int, string>(async yield =>
        {
            try { await yield(1); } catch (GeneratorExitException) { }
            return "late";
        }).Trace(_lines.Add);
        await returning.NextAsync();
        await returning.CloseAsync();
        var ignoring = IgnoringExit().Trace(_lines.Add);
        await ignoring.NextAsync();
        await Refuses("ignored", () => ignoring.CloseAsync());
        await ignoring.NextAsync();
        Assert.Equal(
        [
            "next -> yield 1", "close -> return late",
            "next -> yield 1", "close -> throw InvalidOperationException", "next -> yield 3",
        ], _lines);
    }

    [Fact]
    public async Task Misuse_is_a_line_too()
    {
        IntSender g = null!;
        g = Make<int, int>(async yield =>
        {
            Record.Exception(() => Now(g.MoveNextAsync()));
            Record.Exception(() => Now(g.SendAsync(5)));
            Record.Exception(() => Now(g.TryThrowAsync(_e)));
            Record.Exception(() => g.CloseAsync().GetAwaiter().GetResult());
            await yield(1);
        }).Trace(_lines.Add);
        await Refuses("just-started", () => g.SendAsync(3));
        await g.NextAsync();
        await Assert.ThrowsAsync<ArgumentNullException>(async () => await g.ThrowAsync(null!));
        Assert.Equal(
        [
            "send 3 -> throw InvalidOperationException",
            "next -> throw InvalidOperationException", "send 5 -> throw InvalidOperationException",
            "throw ArithmeticException -> throw InvalidOperationException",
            "close -> throw InvalidOperationException",
            "next -> yield 1",
            "throw null -> throw ArgumentNullException",
        ], _lines);
    }

    [Fact]
    public async Task A_resume_is_written_as_what_it_does()
    {
        var g = Make<int, int>(async yield => { await yield(1); await yield.From([2, 3]); }).Trace(_lines.Add);
        await Refuses("just-started", () => g.ResumeAsync(5));
        await Expect.Yields(1, g.ResumeAsync(0));
        await Expect.Yields(2, g.ResumeAsync(7));
        Assert.True(await g.TryResumeAsync(0));
        Assert.False(await g.TryResumeAsync(0));
        Assert.False(await g.TryResumeAsync(1));
        Assert.Equal(
        [
            "send 5 -> throw InvalidOperationException", "next -> yield 1", "send 7 -> yield 2", "send 0 -> yield 3",
            "send 0 -> return", "send 1 -> closed",
        ], _lines);
    }

    [Fact]
    public async Task What_drives_it_is_seen_and_so_is_a_loop()
    {
        IntReturner Adding() => Make<int, int, int>(async yield => await yield(1) + await yield(2)).Trace(_lines.Add);
        Assert.Equal(30, await Adding().RunAsync(async value => 10 * value));
        Assert.Equal(["next -> yield 1", "send 10 -> yield 2", "send 20 -> return 30"], _lines);
        _lines.Clear();
        await Throws(_e, () => Adding().RunAsync(async value => throw _e));
        Assert.Equal(["next -> yield 1", "throw ArithmeticException -> throw ArithmeticException"], _lines);
        _lines.Clear();
        await foreach (int _ in Adding()) break;
        Assert.Equal(["next -> yield 1", "close -> closed"], _lines);
        _lines.Clear();
        Assert.Equal(0, (await Adding().CollectAsync()).Result);
        Assert.Equal(["next -> yield 1", "next -> yield 2", "next -> return 0"], _lines);
    }

    [Fact]
    public async Task What_formatting_a_value_throws_is_written_in_its_place()
    {
        var traced = Make<object, object, object>(async yield => await yield(await yield(new Mute())))
            .Trace(_lines.Add);
        Assert.IsType<Mute>(await traced.NextAsync());
        await Expect.Yields(5, traced.SendAsync(5));
        Assert.False(await traced.TrySendAsync(new Mute()));
        Assert.IsType<Mute>(traced.Result);
        const string Mute = "Mute (TimeoutException in ToString)";
        Assert.Equal([$"next -> yield {Mute}", "send 5 -> yield 5", $"send {Mute} -> return {Mute}"], _lines);
    }

    [Fact]
    public async Task Calls_through_an_outers_From_are_lines_and_reading_is_not()
    {
        var inner = Make<int, int, int>(async yield =>
        {
            try { return await yield(await yield(1)); } catch (ArithmeticException) { return 9; }
        });
        var traced = inner.Trace(_lines.Add);
        var outer = Make<int, int, int>(async yield => await yield.From(traced));
        await outer.NextAsync();
        await outer.SendAsync(2);
        Assert.Equal((2, 2, GeneratorState.Suspended), (outer.Current, traced.Current, traced.State));
        await Expect.Returns(9, () => outer.ThrowAsync(_e));
        Assert.Equal(["next -> yield 1", "send 2 -> yield 2", "throw ArithmeticException -> return 9"], _lines);
        _lines.Clear();
        var closing = Yielding(1).Trace(_lines.Add);
        var around = await Started(Delegating(closing));
        await around.CloseAsync();
        Assert.Equal(["next -> yield 1", "close -> closed"], _lines);
    }

    [Fact]
    public async Task Write_comes_last_and_what_it_throws_reaches_the_caller()
    {
        var g = Make<int, int, int>(async yield => await yield(await yield(1)));
        bool fails = true;
        var traced = g.Trace(line =>
        {
            _lines.Add($"{line}, {g.State}");
            if (fails) throw _e;
        });
        var outer = Make<int, int, int>(async yield => await yield.From(traced));
        await Throws(_e, () => outer.NextAsync());
        Assert.Equal((1, 1, 1), (g.Current, traced.Current, outer.Current));
        Assert.Equal(GeneratorState.Suspended, traced.State);
        fails = false;
        await Expect.Yields(2, traced.SendAsync(2));
        fails = true;
        await Throws(_e, () => traced.SendAsync(3));
        Assert.Equal((3, 3), (g.Result, traced.Result));
        await Throws(_e, () => traced.NextAsync());
        fails = false;
        await Expect.Returns(3, () => outer.NextAsync());
        Assert.Equal(
        [
            "next -> yield 1, Suspended", "send 2 -> yield 2, Suspended", "send 3 -> return 3, Closed",
            "next -> closed, Closed",
        ], _lines);
    }

    [Fact]
    public async Task Values_are_in_the_invariant_culture_on_one_line()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = culture;
        try
        {
            var g = Make<object?, double, object?>(async yield =>
            {
                await yield(1.5);
                await yield((2.5, "x"));
                await yield("a\nb\r\t\0\u2028é");
                return null;
            }).Trace(_lines.Add);
            while (await g.MoveNextAsync()) Assert.Same(culture, CultureInfo.CurrentCulture);
            var sent = Make<object?, double>(async yield => { while (true) await yield(null); }).Trace(_lines.Add);
            await sent.NextAsync();
            await sent.SendAsync(-0.25);
        }
        finally { CultureInfo.CurrentCulture = before; }
        Assert.Equal(
        [
            "next -> yield 1.5", "next -> yield (2.5, x)", @"next -> yield a\nb\r\t\u0000\u2028é",
            "next -> return null", "next -> yield null", "send -0.25 -> yield null",
        ], _lines);
    }

    [Fact]
    public async Task A_trace_of_a_started_or_ended_generator_is_started_or_ended()
    {
        var g = Make<int, int>(async yield => await yield(await yield(1)));
        await g.NextAsync();
        var traced = g.Trace(_lines.Add);
        Assert.Equal((GeneratorState.Suspended, 1), (traced.State, traced.Current));
        await traced.SendAsync(2);
        await g.MoveNextAsync();
        await traced.MoveNextAsync();
        await g.Trace(_lines.Add).MoveNextAsync();
        Assert.Equal(["send 2 -> yield 2", "next -> closed", "next -> closed"], _lines);
    }

    private sealed class Mute
    {
        public override string ToString() => throw new TimeoutException();
    }
}
