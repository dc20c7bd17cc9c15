using static Parley.Tests.Harness.Subject;
using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Shared;

public class SendTests
{
    [Fact, Row("SEND-01")]
    public async Task The_paused_yield_evaluates_to_the_sent_value()
    {
        var received = new List<int>();
        var g = Make<string, int>(async yield =>
        {
            received.Add(await yield("a"));
            received.Add(await yield("b"));
            received.Add(await yield("c"));
        });
        await Yields("a", g.NextAsync());
        await Yields("b", g.SendAsync(42));
        Assert.Equal([42], received);
        Assert.Equal((true, "c"), (await g.TrySendAsync(43), g.Current));
        Assert.Equal([42, 43], received);
        Assert.False(await g.TrySendAsync(44));
        Assert.Equal([42, 43, 44], received);
    }

    [Fact, Row("SEND-02")]
    public async Task A_plain_advance_makes_the_yield_evaluate_to_the_default()
    {
        var numbers = new List<int>();
        var counting = Make<int, int>(async yield => { for (int i = 0; i < 3; i++) numbers.Add(await yield(i)); });
        await Yields(0, counting.NextAsync());
        await Yields(1, counting.SendAsync(42));
        await Yields(2, counting.NextAsync());
        Assert.False(await counting.MoveNextAsync());
        Assert.Equal([42, 0, 0], numbers);

        var texts = new List<string?>();
        var reading = Make<int, string?>(async yield => { for (int i = 0; i < 3; i++) texts.Add(await yield(i)); });
        Assert.True(await reading.MoveNextAsync());
        Assert.True(await reading.TrySendAsync("sent"));
        Assert.True(await reading.MoveNextAsync());
        await Ends(() => reading.NextAsync());
        Assert.Equal(["sent", null, null], texts);
    }

    [Fact, Row("SEND-03")]
    public async Task Send_before_the_first_advance_throws_and_stays_created()
    {
        var g = Make<int, int>(async yield => await yield(1));
        await Refuses("can't send non-None value to a just-started generator", () => g.SendAsync(5));
        await Refuses("can't send non-None value to a just-started generator", () => g.TrySendAsync(5));
        Assert.Equal(GeneratorState.Created, g.State);
        await Yields(1, g.NextAsync());
    }

    [Fact, Row("SEND-03")]
    public async Task A_value_refused_before_the_first_advance_arrives_nowhere()
    {
        int received = -1;
        var g = Make<int, int>(async yield => received = await yield(1));
        await Refuses("just-started", () => g.SendAsync(5));
        await Yields(1, g.NextAsync());
        Assert.False(await g.MoveNextAsync());
        Assert.Equal(0, received);
    }

    [Fact, Row("SEND-06")]
    public async Task Send_after_a_return_is_the_end()
    {
        int received = 0;
        var g = await Started(Make<int, int>(async yield => received = await yield(1)));
        Assert.False(await g.TrySendAsync(42));
        await EndsSends(g);
        Assert.Equal(42, received);
    }

    [Fact, Row("SEND-06")]
    public async Task Send_after_a_close_is_the_end()
    {
        var unstarted = Make<int, int>(async yield => await yield(1));
        await unstarted.CloseAsync();
        await EndsSends(unstarted);

        var paused = await Started(Make<int, int>(async yield => await yield(1)));
        await paused.CloseAsync();
        await EndsSends(paused);
    }

    [Fact, Row("SEND-06")]
    public async Task Send_after_a_failure_is_the_end()
    {
        var e = new ArithmeticException();
        var g = await Started(Failing(e));
        await Throws(e, () => g.SendAsync(42));
        await EndsSends(g);
    }

    [Fact, Row("SEND-07")]
    public async Task A_send_that_makes_the_body_return_ends_it_with_the_value()
    {
        var make = () => Make<int, int, int>(async yield => 2 * await yield(1));

        var send = await Started(make());
        await Returns(84, () => send.SendAsync(42));
        Assert.Equal(84, send.Result);

        var trySend = await Started(make());
        Assert.False(await trySend.TrySendAsync(42));
        Assert.Equal(84, trySend.Result);
    }

    [Fact, Row("SEND-08")]
    public async Task Tuples_exceptions_and_ends_are_sent_as_plain_values()
    {
        object[] values =
            [(1, 2), new ArithmeticException(), StopIterationException.FromValue(3), new GeneratorExitException()];
        var received = new List<object?>();
        var g = Make<int, object>(async yield => { while (true) received.Add(await yield(received.Count)); });
        await Yields(0, g.NextAsync());
        for (int i = 0; i < values.Length; i++) await Yields(i + 1, g.SendAsync(values[i]));
        Assert.Equal(values.Length, received.Count);
        Assert.All(values, (value, i) => Assert.Same(value, received[i]));
    }

    [Fact, Row("SEND-08")]
    public async Task An_end_of_static_type_is_sent_as_a_plain_value()
    {
        var sent = new StopIterationException();
        var g = Make<int, StopIterationException?, StopIterationException?>(async yield => await yield(1));
        await Yields(1, g.NextAsync());
        await Returns(sent, () => g.SendAsync(sent));
        Assert.Same(sent, g.Result);
    }

    [Fact, Row("SEND-09")]
    public async Task Next_and_send_mix_freely()
    {
        var received = new List<int>();
        var g = Make<int, int>(async yield => { for (int i = 0; ; i++) received.Add(await yield(i)); });
        await Yields(0, g.NextAsync());
        await Yields(1, g.SendAsync(1));
        await Yields(2, g.NextAsync());
        await Yields(3, g.SendAsync(2));
        Assert.Equal([1, 0, 2], received);
        await Yields(4, g.NextAsync());
        Assert.Equal([1, 0, 2, 0], received);
    }

    [Fact, Row("SEND-09")]
    public async Task A_body_may_ignore_what_is_sent()
    {
        var g = Make<int, int>(async yield => { for (int i = 0; i < 3; i++) await yield(i); });
        await Yields(0, g.NextAsync());
        await Yields(1, g.SendAsync(42));
        await Yields(2, g.NextAsync());
        await Ends(() => g.SendAsync(43));
    }

    /// <summary>Every send to it tells of the end, and changes nothing.</summary>
    private static async Task EndsSends(IntSender g)
    {
        await Ends(() => g.SendAsync(43));
        Assert.False(await g.TrySendAsync(44));
    }
}
