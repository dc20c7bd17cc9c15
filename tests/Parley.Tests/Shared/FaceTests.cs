using static Parley.GeneratorState;
using static Parley.Tests.Harness.Subject;
using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Shared;

/// <summary>SelectYield and SelectSend: the same generator with another face.</summary>
public class FaceTests
{
    private readonly ArithmeticException _e = new();
    private readonly List<string> _log = [];

    /// <summary>Yields the sum of what it is sent and returns it when it is sent 0; notes what is raised, and what an
    /// advance gives it.</summary>
    private IntReturner Summing() => Make<int, int, int>(async yield =>
    {
        int total = 0;
        while (true)
        {
            try
            {
                int sent = await yield(total);
                _log.Add($"got {sent}");
                if (sent < 0) return total;
                total += sent;
            }
            catch (ArithmeticException) { _log.Add("caught"); total = 100; }
        }
    });

    [Fact]
    public async Task Values_are_mapped_and_sends_advances_throws_and_the_result_pass()
    {
        var g = Summing();
        var face = g.SelectYield(total => $"sum {total}");
        Assert.Equal((Created, null), (face.State, face.Current));
        await Expect.Yields("sum 0", face.NextAsync());
        Assert.Equal((Suspended, Suspended, "sum 0"), (face.State, g.State, face.Current));
        await Expect.Yields("sum 5", face.SendAsync(5));
        await Expect.Yields("sum 5", face.NextAsync());
        await Expect.Yields("sum 100", face.ThrowAsync(_e));
        Assert.False(face.TryGetResult(out _));
        await Expect.Returns(100, () => face.SendAsync(-1));
        Assert.Equal((100, 100, Closed, Closed, null), (face.Result, g.Result, face.State, g.State, face.Current));
        await Expect.ReturnsNothing<int, string>(() => face.NextAsync());
        Assert.Equal(["got 5", "got 0", "caught", "got -1"], _log);
    }

    [Fact]
    public async Task A_send_is_mapped_and_an_advance_is_not()
    {
        List<string> mapped = [];
        var g = Summing();
        var face = g.SelectSend((string s) => { mapped.Add(s); return int.Parse(s); });
        await Expect.Yields(0, face.NextAsync());
        await Expect.Yields(7, face.SendAsync("7"));
        await Expect.Yields(7, face.NextAsync());
        Assert.True(await face.TrySendAsync("1"));
        Assert.Equal((8, 8), (face.Current, g.Current));
        Assert.Equal(["7", "1"], mapped);
        await Expect.Returns(8, () => face.SendAsync("-1"));
        Assert.False(await face.TrySendAsync("nothing to parse"));
        Assert.Equal(["7", "1", "-1"], mapped);
    }

    [Fact]
    public async Task A_send_before_the_start_is_refused_unmapped_and_changes_nothing()
    {
        var g = Summing();
        var face = g.SelectSend((string s) => throw _e);
        await Refuses("just-started", () => face.SendAsync("1"));
        await Refuses("just-started", () => face.TrySendAsync("1"));
        Assert.Equal((Created, Created), (face.State, g.State));
        await Expect.Yields(0, face.NextAsync());
    }

    [Fact]
    public async Task What_a_mapping_throws_is_thrown_in_at_the_paused_yield()
    {
        var g = Summing();
        var face = g.SelectYield(total => total == 5 ? throw _e : $"{total}").SelectSend((string s) =>
            s == "bad" ? throw _e : int.Parse(s));
        await Expect.Yields("0", face.NextAsync());
        await Expect.Yields("100", face.SendAsync("5"));
        await Expect.Yields("100", face.SendAsync("bad"));
        Assert.Equal(["got 5", "caught", "caught"], _log);
        var failing = Summing().SelectSend((string s) => throw new FormatException(s));
        await failing.NextAsync();
        Assert.Equal("text", (await Throws<FormatException, int>(() => failing.SendAsync("text"))).Message);
        Assert.Equal(Closed, failing.State);
        Assert.IsType<FormatException>(Assert.Throws<InvalidOperationException>(() => failing.Result).InnerException);
    }

    [Fact]
    public async Task A_face_of_a_started_generator_is_started_and_its_Current_mapped()
    {
        var g = Summing();
        await g.NextAsync();
        await g.SendAsync(3);
        var face = g.SelectYield(total => total + 0.5);
        Assert.Equal((Suspended, 3.5), (face.State, face.Current));
        await Expect.Yields(4.5, face.SendAsync(1));
        await Expect.Yields(6, g.SendAsync(2));
        await Expect.Yields(9.5, face.SendAsync(3));
        Assert.Same(_e, Record.Exception(() => g.SelectYield<int, int, int, int>(_ => throw _e)));
        Assert.Equal((Suspended, 9), (g.State, g.Current));
    }

    [Fact]
    public async Task A_face_of_one_that_has_ended_has_ended_with_its_result_or_failure()
    {
        var returned = Make<int, int, int>(async _ => 3);
        await returned.MoveNextAsync();
        var face = returned.SelectYield(x => $"{x}");
        Assert.Equal((Closed, 3), (face.State, face.Result));
        Assert.False(await face.MoveNextAsync());
        var failed = FailingFinally(_e);
        await AdvancesTo(2, failed);
        await Throws(_e, () => failed.NextAsync());
        var failedFace = failed.SelectYield(x => x);
        Assert.Same(_e, Assert.Throws<InvalidOperationException>(() => failedFace.Result).InnerException);
        var closed = Summing();
        await closed.CloseAsync();
        HasNoResult(closed.SelectYield(x => x));
    }

    [Fact]
    public async Task Close_and_Throw_before_the_start_are_its_generators()
    {
        var g = Yielding(1);
        await g.SelectYield(x => x).CloseAsync();
        await IsClosed(g);
        var other = Yielding(1);
        var face = other.SelectYield(x => x);
        await Throws(_e, () => face.ThrowAsync(_e));
        await IsClosed(other, face);
    }

    [Fact]
    public async Task Close_closes_both_and_keeps_a_value_that_is_returned()
    {
        var g = Make<int, int, int>(async yield =>
        {
            try { await yield(1); } catch (GeneratorExitException) { }
            return 2;
        });
        var face = g.SelectYield(x => x);
        await face.NextAsync();
        await face.CloseAsync();
        Assert.Equal((Closed, Closed, 2, 2), (g.State, face.State, g.Result, face.Result));
        await face.CloseAsync();
    }

    [Fact]
    public async Task A_thrown_exit_reaches_the_yield_as_it_is()
    {
        Exception? seen = null;
        var exit = new GeneratorExitException("mine");
        var face = Make<int>(async yield =>
        {
            try { await yield(1); } catch (GeneratorExitException e) { seen = e; }
            await yield(2);
        }).SelectYield(x => -x);
        await Expect.Yields(-1, face.NextAsync());
        await Expect.Yields(-2, face.ThrowAsync(exit));
        Assert.Same(exit, seen);
    }

    [Fact]
    public async Task One_that_ignores_the_exit_is_still_suspended_and_so_is_its_face()
    {
        var g = IgnoringExit();
        var face = g.SelectYield(x => x * 10);
        await Expect.Yields(10, face.NextAsync());
        await Refuses("generator ignored GeneratorExit", () => face.CloseAsync());
        Assert.Equal((Suspended, Suspended, 10), (face.State, g.State, face.Current));
        await Expect.Yields(30, face.NextAsync());
        await face.CloseAsync();
        await IsClosed(g, face);
    }

    [Fact]
    public async Task After_an_ignored_exit_a_send_is_still_a_send()
    {
        var face = Make<int, int>(async yield =>
        {
            try { await yield(1); } catch (GeneratorExitException) { }
            while (true) await yield(await yield(0));
        }).SelectSend((string s) => s.Length);
        await face.NextAsync();
        await Refuses("generator ignored GeneratorExit", () => face.CloseAsync());
        await Expect.Yields(3, face.SendAsync("abc"));
    }

    [Fact]
    public async Task Delegated_to_it_gets_sends_advances_throws_and_gives_the_result()
    {
        List<string> mapped = [];
        var g = Summing();
        var face = g.SelectSend((string? s) => { mapped.Add($"{s}"); return int.Parse($"{s}"); });
        var middle = Make<int, string?, int>(async yield => await yield.From(face));
        var outer = Make<int, string?, int>(async yield => 1000 + await yield.From(middle));
        await Expect.Yields(0, outer.NextAsync());
        Assert.Same(face, middle.YieldingFrom);
        await Expect.Yields(5, outer.SendAsync("5"));
        await Expect.Yields(5, outer.NextAsync());
        await Expect.Yields(11, face.SendAsync("6"));
        await Expect.Yields(18, outer.SendAsync("7"));
        Assert.Equal((18, 18, 18), (outer.Current, face.Current, g.Current));
        await Expect.Yields(100, outer.ThrowAsync(_e));
        await Expect.Returns(1100, () => outer.SendAsync("-1"));
        Assert.Equal(["5", "6", "7", "-1"], mapped);
        Assert.Equal(["got 5", "got 0", "got 6", "got 7", "caught", "got -1"], _log);
    }

    [Fact]
    public async Task Delegated_to_when_started_it_goes_on_from_where_it_stands()
    {
        var g = Yielding(1, 2, 3, 4);
        await g.NextAsync();
        var face = g.SelectYield(x => x * 10);
        var outer = Delegating(face);
        await Expect.Yields(20, outer.NextAsync());
        await Expect.Yields(3, g.NextAsync());
        await Expect.Yields(40, outer.NextAsync());
        Assert.False(await outer.MoveNextAsync());
        await IsClosed(g, face);
    }

    [Fact]
    public async Task Closing_an_outer_closes_it_first()
    {
        var face = Noting(_log, "inner").SelectYield(x => x);
        var outer = Noting(_log, "outer", face);
        await outer.NextAsync();
        await outer.CloseAsync();
        await IsClosed(face, outer);
        Assert.Equal(["inner", "outer"], _log);
    }

    [Fact]
    public async Task An_exit_that_it_ignores_is_an_error_at_the_From()
    {
        List<Exception> seen = [];
        var face = IgnoringExit().SelectYield(x => x * 10);
        var outer = await Started(Passing(seen, face.SelectYield(x => x / 10)));
        await Refuses("generator ignored GeneratorExit", () => outer.CloseAsync());
        Assert.Single(seen);
        await IsClosed(outer);
        Assert.Equal(Suspended, face.State);
        await Expect.Yields(30, face.NextAsync());
    }

    [Fact]
    public async Task What_fails_it_is_raised_at_the_From()
    {
        List<Exception> seen = [];
        var outer = await Started(Passing(seen, Failing(_e).SelectYield(x => x)));
        await Throws(_e, () => outer.NextAsync());
        Assert.Same(_e, Assert.Single(seen));
    }

    [Fact]
    public async Task YieldingFrom_is_its_generators()
    {
        var inner = Yielding(1, 2);
        var g = Delegating(inner);
        var face = g.SelectYield(x => x);
        Assert.Null(face.YieldingFrom);
        await face.NextAsync();
        Assert.Same(inner, face.YieldingFrom);
        Assert.Same(inner, g.YieldingFrom);
        await face.CloseAsync();
        Assert.Null(face.YieldingFrom);
    }

    [Fact]
    public async Task Below_an_enumerable_an_advance_passes_and_a_send_is_refused_there()
    {
        var g = Make<int, int>(async yield =>
        {
            try { await yield.From([1, 2, 3]); } catch (InvalidOperationException) { await yield(-1); }
        });
        var face = g.SelectYield(x => x * 10);
        await Expect.Yields(10, face.NextAsync());
        await Expect.Yields(20, face.NextAsync());
        await Expect.Yields(-10, face.SendAsync(0));
    }

    [Fact]
    public async Task To_resume_it_is_to_resume_its_generator()
    {
        var g = Make<int, int, int>(async yield =>
        {
            _log.Add($"got {await yield(1)}");
            await yield.From([2, 3]);
            return 4;
        });
        var face = g.SelectSend((int n) => { _log.Add($"mapped {n}"); return n; });
        await Expect.Refuses("just-started", () => face.ResumeAsync(5));
        Assert.Equal((Created, Created), (face.State, g.State));
        await Expect.Yields(1, face.ResumeAsync(0));
        await Expect.Yields(2, face.ResumeAsync(0));
        await Expect.Yields(3, face.ResumeAsync(0));
        await Expect.Returns(4, () => face.ResumeAsync(0));
        Assert.Equal(["mapped 0", "got 0", "mapped 0", "mapped 0"], _log);
    }

    [Fact]
    public async Task Resumed_below_another_it_advances_an_enumerable()
    {
        var g = Make<int, int>(async yield => await yield.From([1, 2])).SelectSend((int n) => n);
        var outer = Make<int, int>(async yield => await yield.From(g));
        await Expect.Yields(1, outer.ResumeAsync(0));
        await Expect.Yields(2, outer.ResumeAsync(0));
        Assert.False(await outer.TryResumeAsync(0));
    }

    [Fact]
    public async Task Resumed_after_its_generator_was_started_directly_it_sends()
    {
        var g = Summing();
        var face = g.SelectSend((string s) => int.Parse(s));
        await Expect.Yields(0, g.NextAsync());
        await Expect.Yields(7, face.ResumeAsync("7"));
    }

    [Fact]
    public async Task While_it_runs_both_are_running_and_refuse_calls()
    {
        IntSender g = null!;
        IntSender face = null!;
        g = Make<int, int>(async yield =>
        {
            _log.Add($"{g.State} {face.State} {face.YieldingFrom is null}");
            Assert.IsType<InvalidOperationException>(Record.Exception(() => Now(face.MoveNextAsync())));
            Assert.IsType<InvalidOperationException>(Record.Exception(() => Now(face.SendAsync(1))));
            Assert.IsType<InvalidOperationException>(Record.Exception(() => Now(g.MoveNextAsync())));
            await yield(1);
        });
        face = g.SelectYield(x => x);
        await Expect.Yields(1, face.NextAsync());
        Assert.Equal(["Running Running True"], _log);
        Assert.False(await face.MoveNextAsync());
    }

    [Fact]
    public async Task Made_while_its_generator_runs_it_has_been_started()
    {
        IntReturner g = null!, face = null!;
        g = Make<int, int, int>(async yield =>
        {
            face = g.SelectYield(x => x * 10);
            return await yield(await yield(1));
        });
        await Expect.Yields(1, g.NextAsync());
        Assert.Equal((Suspended, 0), (face.State, face.Current));
        await Expect.Yields(20, face.SendAsync(2));
        await Expect.Returns(3, () => face.SendAsync(3));
    }

    [Fact]
    public async Task A_call_on_it_while_its_generator_is_driven_directly_is_refused_and_changes_nothing()
    {
        IntSender face = null!;
        var g = Make<int, int>(async yield =>
        {
            await yield(1);
            Assert.IsType<InvalidOperationException>(Record.Exception(() => Now(face.MoveNextAsync())));
            Assert.IsType<InvalidOperationException>(Record.Exception(() => Now(face.SendAsync(1))));
            await yield(2);
            await yield(await yield(3));
        });
        face = g.SelectYield(x => x * 10);
        await Expect.Yields(10, face.NextAsync());
        await Expect.Yields(2, g.NextAsync());
        Assert.Equal((Suspended, 10), (face.State, face.Current));
        await Expect.Yields(30, face.NextAsync());
        await Expect.Yields(40, face.SendAsync(4));
    }

    [Fact]
    public async Task One_that_was_finished_directly_has_ended_for_its_face_too()
    {
        var g = Make<int, int, int>(async yield => { await yield(1); return 2; });
        var face = g.SelectYield(x => x);
        await face.NextAsync();
        Assert.False(await g.MoveNextAsync());
        Assert.False(await face.TrySendAsync(1));
        Assert.Equal((Closed, 2), (face.State, face.Result));
    }

    [Fact]
    public async Task Faces_of_faces_map_in_order_and_without_sends_too()
    {
        var face = Yielding(1, 2).SelectYield(x => x + 1).SelectYield(x => x * 10).SelectYield(x => $"{x}!");
        await Expect.Yields("20!", face.NextAsync());
        await Expect.Yields("30!", face.NextAsync());
        await Expect.Ends(() => face.NextAsync());
    }

    [Fact]
    public async Task It_can_be_driven_like_any()
    {
        var face = Make<int, int, int>(async yield => await yield(1) + await yield(2))
            .SelectYield(x => $"{x}").SelectSend((string s) => s.Length);
        Assert.Equal(5, await face.RunAsync(async question => question + (question == "1" ? "!" : "!!")));
        var words = Make<string, string, string>(async yield => $"{await yield("one")} {await yield("three")}");
        var lengths = Make<int, int>(async yield => { for (int x = await yield(); ;) x = await yield(x); });
        var end = await words.ConverseAsync(lengths.SelectSend((string s) => s.Length).SelectYield(x => $"{x}"));
        Assert.Equal(new ConverseResult(true, "3 5"), end);
        await IsClosed(lengths);
        var (values, result) = await Make<int, int, int>(async yield => { await yield(1); return 2; })
            .SelectYield(x => x * 10).CollectAsync();
        Assert.Equal((10, 2), (Assert.Single(values), result));
    }

    [Fact]
    public async Task It_has_the_name_and_the_untyped_result_of_its_generator()
    {
        var g = Summing();
        var face = g.SelectYield(x => $"{x}").SelectSend((string s) => s.Length).Trace(_ => { });
        Assert.Equal((nameof(Summing), false), (face.Name, face.TryGetResult(out object? result)));
        Assert.Null(result);
        await face.NextAsync();
        Assert.False(await g.TrySendAsync(-1));
        Assert.False(await face.MoveNextAsync());
        Assert.Equal((nameof(Summing), true), (face.Name, face.TryGetResult(out result)));
        Assert.Equal(0, result);
    }

    [Fact]
    public async Task A_loop_over_it_closes_both()
    {
        var g = Noting(_log, "g");
        await foreach (string value in g.SelectYield(x => $"{x}")) { _log.Add(value); break; }
        await IsClosed(g);
        Assert.Equal(["1", "g"], _log);
    }
}
