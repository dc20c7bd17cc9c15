namespace Parley.Tests.Sync;

/// <summary>A synchronous generator that is driven by what takes time.</summary>
public class RunTests : SyncTests
{
    [Fact]
    public async Task Body_stays_synchronous_while_its_answers_are_awaited()
    {
        var gate = new TaskCompletionSource<int>();
        var g = Echoing();
        ValueTask<int> run = g.RunAsync(async value => await gate.Task);
        Assert.False(run.IsCompleted);
        Assert.Equal(GeneratorState.Suspended, g.State);
        gate.SetResult(42);
        Assert.Equal(42, await run);
    }

    [Fact]
    public async Task Token_is_respond_s_and_nothing_checks_it_between_answers()
    {
        var canceled = new CancellationToken(canceled: true);
        Assert.Equal(7, await Echoing().RunAsync(async (value, token) => token == canceled ? 7 : 0, canceled));
        Assert.Equal(1, await Echoing().RunAsync(async (value, token) => token == default ? 1 : 0));
    }

    [Fact]
    public async Task Canceled_answer_cancels_the_call_and_can_be_caught_by_the_body()
    {
        using var source = new CancellationTokenSource();
        var g = new Generator<int, int, string>(async yield =>
        {
            try { await yield(1); return "answered"; }
            catch (OperationCanceledException) { return "canceled"; }
        });
        ValueTask<string> run = g.RunAsync(
            async (value, token) => { await Task.Delay(Timeout.Infinite, token); return 1; }, source.Token);
        source.Cancel();
        Assert.Equal("canceled", await run);
        Task<int> uncaught = Echoing().RunAsync(
            async (value, token) => { token.ThrowIfCancellationRequested(); return 1; }, source.Token).AsTask();
        await Assert.ThrowsAsync<OperationCanceledException>(() => uncaught);
        Assert.True(uncaught.IsCanceled);
    }

    [Fact]
    public async Task Answers_of_a_type_that_the_send_type_includes_are_inferred()
    {
        var g = new Generator<string, object, string>(async yield => $"{await yield("a")}, {await yield("b")}");
        Assert.Equal("x, x", g.Run(question => "x"));
        g = new(async yield => $"{await yield("a")}, {await yield("b")}");
        Assert.Equal("1, 1", await g.RunAsync(async question => 1));
    }

    [Fact]
    public void Respond_may_drive_the_generator_on()
    {
        var g = new Generator<int, int, int>(async yield =>
        {
            int total = 0;
            for (int i = 1; i <= 4; i++) total += await yield(i);
            return total;
        });
        Assert.Equal(30, g.Run(value => { if (value == 1) g.Send(10); return 10; }) - 10);
    }

    [Fact]
    public void What_is_set_in_the_ambient_context_stays()
    {
        AsyncLocal<int> first = new(), second = new();
        Generator<int, int> Setting(AsyncLocal<int> local) => new(async yield => local.Value = 10 * await yield(1));
        Setting(first).Run(value => second.Value = value);
        Assert.Equal((10, 1), (first.Value, second.Value));
        (first.Value, second.Value) = (0, 0);
        Generator<int, int> speaking = new(async yield => { second.Value = 2; await yield(await yield(3)); });
        speaking.Converse(Setting(first));
        Assert.Equal((30, 2), (first.Value, second.Value));
    }

    [Fact]
    public void Generator_that_has_no_body_is_refused_and_stays_as_it_is()
    {
        var g = new Generator<int, int>(_ => default);
        Refuses("no body of its own", () => g.Run(value => value));
        Assert.Equal(GeneratorState.Created, g.State);
    }

    [Fact]
    public void Exception_of_respond_is_raised_once_and_no_error_for_the_end()
    {
        var raised = Measure.Raised(() =>
            Assert.Equal(0, new Generator<int, int, int>(async yield =>
            {
                try { return await yield(1); }
                catch (ArithmeticException) { return 0; }
            }).Run(value => throw _e)));
        Assert.Equal([_e, _e], raised);
    }
}
