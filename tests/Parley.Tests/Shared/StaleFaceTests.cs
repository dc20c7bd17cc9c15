using static Parley.GeneratorState;
using static Parley.Tests.Harness.Subject;
using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Shared;

/// <summary>Faces whose generator has been driven otherwise since.</summary>
public class StaleFaceTests
{
    private readonly ArithmeticException _e = new();
    private readonly List<string> _log = [];

    private static IntReturner Adding() => Make<int, int, int>(async yield => await yield(1) + await yield(2));

    [Fact]
    public async Task Its_state_is_its_generators_also_through_another_face()
    {
        var g = Adding();
        var face = g.SelectYield(x => x);
        var second = face.SelectYield(x => x);
        Assert.Equal((Created, Created), (face.State, second.State));
        await g.NextAsync();
        Assert.Equal((Suspended, Suspended), (face.State, second.State));
        await g.CloseAsync();
        Assert.Equal((Closed, Closed), (face.State, second.State));
        HasNoResult(face);
    }

    [Fact]
    public async Task Made_while_its_generator_runs_it_is_driven_from_where_that_is_then()
    {
        IntReturner g = null!, face = null!;
        g = Make<int, int, int>(async yield =>
        {
            face = g.SelectYield(x => 10 * x);
            return await yield(1) + await yield(2);
        });
        await g.NextAsync();
        Assert.Equal(30, await face.RunAsync(async value => { _log.Add($"{value}"); return value; }));
        Assert.Equal(["10", "20"], _log);
    }

    [Fact]
    public async Task Made_in_a_body_that_then_ends_it_has_ended_with_its_result()
    {
        IntReturner g = null!, face = null!;
        g = Make<int, int, int>(async _ =>
        {
            face = g.SelectYield(x => x);
            return 5;
        });
        Assert.False(await g.MoveNextAsync());
        Assert.Equal(Closed, face.State);
        Assert.Equal(5, await face.RunAsync(async value => value));
        Assert.Equal(5, face.Result);
    }

    [Fact]
    public async Task To_run_it_is_to_answer_what_its_generator_yields_now()
    {
        foreach (int faces in new[] { 1, 3 })
        {
            _log.Clear();
            var g = Adding();
            IntReturner face = g;
            for (int i = 0; i < faces; i++) face = face.SelectYield(x => x + 10);
            await face.NextAsync();
            await g.SendAsync(7);
            Assert.Equal(12, await face.RunAsync(async value => { _log.Add($"{value}"); return 5; }));
            Assert.Equal([$"{2 + (10 * faces)}"], _log);
        }
    }

    [Fact]
    public async Task What_it_has_mapped_it_does_not_map_again()
    {
        var face = Adding().SelectYield(x => { _log.Add($"{x}"); return x; });
        await face.NextAsync();
        await face.RunAsync(async value => value);
        Assert.Equal(["1", "2"], _log);
    }

    [Fact]
    public async Task Run_when_its_generator_has_ended_it_gives_the_result()
    {
        var g = Adding();
        var face = g.SelectYield(x => x);
        await face.NextAsync();
        await g.SendAsync(7);
        Assert.False(await g.TrySendAsync(8));
        Assert.Equal(15, await face.RunAsync(async value => throw _e));
    }

    [Fact]
    public async Task A_conversation_and_a_sequence_go_on_from_where_its_generator_is()
    {
        var asking = Make<int, int, string>(async yield => $"{await yield(1)} {await yield(2)}");
        var face = asking.SelectYield(x => x * 10);
        await face.NextAsync();
        await asking.SendAsync(7);
        var eight = Make<int, int>(async yield => { while (true) _log.Add($"{await yield(8)}"); });
        var ended = await face.ConverseAsync(eight);
        Assert.Equal(("7 8", true), (ended.Value, ended.FirstEnded));
        Assert.Equal(["20"], _log);
        var summing = Make<int, int>(async yield => { int sum = 0; while (true) sum += await yield(sum); });
        var operating = summing.SelectYield(x => x * 10);
        await summing.NextAsync();
        await summing.SendAsync(1);
        List<int> sums = [];
        await foreach (int sum in Elements(5, 6).Through(operating)) sums.Add(sum);
        Assert.Equal([60, 120], sums);
        await Expect.Refuses("has ended", async () =>
        {
            await foreach (int _ in Elements(7).Through(operating)) sums.Add(7);
        });
    }

    [Fact]
    public async Task One_that_is_not_new_can_not_open_a_scope()
    {
        var g = Adding();
        var face = g.SelectYield(x => x);
        await g.NextAsync();
        await Refuses("already been started", () => Scope("RunAsync", () => face, _ => _log.Add("block")));
        Assert.Equal((1, 0), (g.Current, _log.Count));
    }

    [Fact]
    public async Task Resumed_with_the_default_it_sends_the_default_mapped()
    {
        foreach (int faces in new[] { 1, 3 })
        {
            var g = Make<int, int>(async yield => { while (true) _log.Add($"{await yield(1)}"); });
            var face = g.SelectSend((int x) => x + 1);
            for (int i = 1; i < faces; i++) face = face.SelectSend((int x) => x + 1);
            await g.NextAsync();
            await Expect.Yields(1, face.ResumeAsync(0));
            Assert.Equal($"{faces}", _log[^1]);
        }
    }

    [Fact]
    public async Task What_has_failed_its_generator_is_told_but_not_raised_again()
    {
        foreach (bool started in new[] { false, true })
        {
            var g = FailingFinally(_e);
            var face = g.SelectYield(x => x);
            var second = face.SelectYield(x => x);
            if (started) await second.NextAsync();
            else await g.NextAsync();
            await Throws(_e, () => g.ThrowAsync(new TimeoutException()));
            Assert.Equal((Closed, Closed), (face.State, second.State));
            Assert.False(await second.MoveNextAsync());
            HasNoResult(second, _e);
            HasNoResult(face, _e);
            Assert.Same(_e, (await Assert.ThrowsAsync<StopIterationException<int>>(
                async () => await face.NextAsync())).InnerException);
        }
    }

    [Fact]
    public async Task Its_end_before_the_call_gives_no_value_to_that_call()
    {
        foreach (bool below in new[] { false, true })
        {
            var g = Adding();
            var face = g.SelectYield(x => x);
            if (below) face = face.SelectYield(x => x);
            await face.NextAsync();
            await g.SendAsync(1);
            Assert.False(await g.TrySendAsync(2));
            await Expect.ReturnsNothing<int, int>(() => face.SendAsync(1));
            Assert.Equal(3, face.Result);
        }
    }

    [Fact]
    public async Task Behind_a_From_its_end_by_another_call_ends_the_From()
    {
        foreach (bool fails in new[] { false, true })
        {
            var g = fails ? FailingFinally(_e) : Adding();
            var face = g.SelectYield(x => x);
            var outer = Make<int, int, string>(async yield =>
            {
                await yield.From((IntGenerator)face);
                return "on";
            });
            await Expect.Yields(1, outer.NextAsync());
            Assert.NotNull(await Record.ExceptionAsync(async () => await g.ThrowAsync(new TimeoutException())));
            await Expect.Returns("on", () => outer.NextAsync());
        }
    }

    private static async IAsyncEnumerable<int> Elements(params int[] elements)
    {
        foreach (int element in elements)
        {
            await Task.Yield();
            yield return element;
        }
    }

    [Fact]
    public async Task A_less_typed_face_keeps_the_result()
    {
        foreach (bool before in new[] { false, true })
        {
            IntSender g = Make<int, int, string>(async yield => $"{await yield(1)}");
            if (before)
            {
                await g.NextAsync();
                Assert.False(await g.TrySendAsync(6));
            }

            IntSender face = g.SelectYield(x => x).SelectYield(x => x);
            if (!before)
            {
                await face.NextAsync();
                Assert.False(face.TryGetResult(out object? none));
                Assert.Null(none);
                Assert.False(await face.TrySendAsync(6));
            }

            Assert.True(face.TryGetResult(out object? result));
            Assert.Equal("6", result);
        }

        IntSender talking = Make<int, int, string>(async yield => $"{await yield(1)}");
        var echo = Make<int, int>(async yield => { int said = await yield(0); while (true) said = await yield(said); });
        Assert.Equal("1", (await talking.SelectYield(x => x).ConverseAsync(echo)).Value);
    }

    [Fact]
    public async Task It_has_its_generators_result_as_soon_as_that_has_ended()
    {
        foreach (bool below in new[] { false, true })
        {
            var g = Adding();
            var face = g.SelectYield(x => x);
            if (below) face = face.SelectYield(x => x);
            IntSender lessTyped = ((IntSender)face).SelectYield(x => x);
            Assert.False(face.TryGetResult(out _));
            await g.RunAsync(async value => value);
            Assert.Equal(Closed, face.State);
            Assert.True(lessTyped.TryGetResult(out object? result));
            Assert.Equal((3, 3), (result, face.Result));
            Assert.True(face.TryGetResult(out int typed));
            Assert.Equal(3, typed);
        }

        var failed = FailingFinally(_e);
        var failedFace = failed.SelectYield(x => x);
        await failed.NextAsync();
        await Throws(_e, () => failed.ThrowAsync(new TimeoutException()));
        HasNoResult(failedFace, _e);
    }

    [Fact]
    public async Task What_is_thrown_in_after_the_end_changes_nothing()
    {
        foreach (int faces in new[] { 1, 2, 3 })
        {
            var g = Adding();
            IntReturner face = g;
            for (int i = 0; i < faces; i++) face = face.SelectYield(x => x);
            await face.NextAsync();
            await g.RunAsync(async value => value);
            await Throws(_e, () => face.ThrowAsync(_e));
            Assert.Equal((3, 3), (face.Result, g.Result));
            var failed = FailingFinally(_e);
            IntReturner failedFace = failed;
            for (int i = 0; i < faces; i++) failedFace = failedFace.SelectYield(x => x);
            await failed.NextAsync();
            await Throws(_e, () => failed.ThrowAsync(new TimeoutException()));
            var late = new FormatException();
            await Throws(late, () => failedFace.ThrowAsync(late));
            HasNoResult(failedFace, _e);
        }
    }

    [Fact]
    public async Task Behind_a_From_what_is_thrown_in_after_the_end_is_raised_there_and_changes_nothing()
    {
        foreach (int faces in new[] { 1, 2 })
        {
            var g = Adding();
            IntReturner face = g;
            for (int i = 0; i < faces; i++) face = face.SelectYield(x => x);
            var outer = Make<int, int, string>(async yield =>
            {
                try { await yield.From(face); return "returned"; }
                catch (ArithmeticException) { return "raised"; }
            });
            await outer.NextAsync();
            await g.SendAsync(1);
            Assert.False(await g.TrySendAsync(2));
            await Expect.Returns("raised", () => outer.ThrowAsync(_e));
            Assert.Equal(3, face.Result);
        }
    }

    [Fact]
    public async Task Closed_through_an_outer_it_keeps_its_end()
    {
        var g = FailingFinally(_e);
        var face = g.SelectYield(x => x);
        var outer = await Started(Delegating(face));
        await Throws(_e, () => g.ThrowAsync(new TimeoutException()));
        await outer.CloseAsync();
        HasNoResult(face, _e);
        IntGenerator returning = Make<int, int, int>(async yield =>
        {
            try { await yield(1); } catch (GeneratorExitException) { }
            return 5;
        });
        IntGenerator lessTyped = returning.SelectYield(x => x);
        await (await Started(Delegating(lessTyped))).CloseAsync();
        Assert.True(lessTyped.TryGetResult(out object? result));
        Assert.Equal(5, result);
    }
}
