namespace Parley.Durable.Tests;

// What happens at one time, and what became due while nothing ran.
public abstract partial class ConversationTests
{
    internal static Generator<string, string, string> Hurry(Durable<string, string> d, string name) =>
        new(async yield =>
        {
            string all = "";
            while (true)
            {
                d.Within(TimeSpan.FromMinutes(1));
                try
                {
                    all += await yield(all);
                }
                catch (TimeoutException)
                {
                    all += "t";
                }
            }
        });

    // A timeout by one process, and an answer by the other at the same time, or both by the same one.
    internal static async Task RaceAsync(World times, World answers, int races)
    {
        var turn = await answers.Talks.StartAsync("a", "");
        for (int i = 0; i < races; i++)
        {
            times.Clock.Advance(TimeSpan.FromMinutes(1));
            if (times != answers) answers.Clock.Advance(TimeSpan.FromMinutes(1));
            Task<bool> answer;
            Task scan;
            if (i % 2 == 0) (scan, answer) = (Task.Run(times.Scan), Task.Run(AnswerAsync));
            else (answer, scan) = (Task.Run(AnswerAsync), Task.Run(times.Scan));
            await Task.WhenAll(scan, answer);
            var next = await answers.Talks.GetAsync("a");
            Assert.Equal(turn.Version + 1, next.Version);
            Assert.Equal(turn.Question + (await answer ? "s" : "t"), next.Question);
            turn = next;
        }

        Assert.Empty((await times.Admin.VerifyAsync()).Faults);

        async Task<bool> AnswerAsync()
        {
            try
            {
                await answers.Talks.SendAsync("a", turn.Version, "s");
                return true;
            }
            catch (ConversationConflictException)
            {
                return false;
            }
        }
    }

    [Fact]
    public Task Of_a_timeout_and_an_answer_at_the_same_time_one_wins() =>
        RaceAsync(_world.With(Hurry), _world, races: 200);

    [Fact]
    public async Task What_became_due_while_nothing_ran_is_done_once_and_at_the_time_when_it_is()
    {
        _world.With((d, days) => new(async yield =>
        {
            await yield.From(d.Sleep(TimeSpan.FromDays(days.Length)));
            await yield.From(d.Run("wake", (key, token) => _world.Do($"{days} {d.UtcNow:dd}")));
            return $"{d.UtcNow:dd}";
        }));
        foreach (string id in (string[])["x", "xx", "xxx", "xxxxxxxxx"]) await _world.Talks.StartAsync(id, id);
        await _world.Restart();
        _world.Clock.Advance(TimeSpan.FromDays(7));
        await Task.WhenAll(_world.Scan(), _world.Scan());
        foreach (string id in (string[])["x", "xx", "xxx"])
        {
            await _world.Until(id, ConversationStatus.Completed);
            Assert.Equal(3, (await _world.Admin.ReadJournalAsync(id)).Count);
        }

        Assert.Equal(["x 04", "xx 04", "xxx 04"], _world.Done.Order());
        Assert.Equal(ConversationStatus.Sleeping, (await _world.Talks.GetAsync("xxxxxxxxx")).Status);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_lets_nothing_time_out_too_soon()
    {
        _world.With(Hurry);
        _world.Clock.Advance(TimeSpan.FromDays(1));
        var begun = await _world.Talks.StartAsync("a", "");
        await _world.Restart();
        await using World past = new World(_store).With(Hurry);
        var turn = await past.Talks.SendAsync("a", begun.Version, "x");
        Assert.Equal(begun.DueAt, turn.DueAt); // as if no time had passed
        await past.Pass(TimeSpan.FromHours(23));
        Assert.Equal(turn, await past.Talks.GetAsync("a"));
        var journal = await past.Admin.ReadJournalAsync("a");
        Assert.Equal(journal[0].At, journal[1].At);
        await past.Pass(TimeSpan.FromHours(1) + TimeSpan.FromMinutes(1));
        Assert.Equal("xt", (await past.Talks.GetAsync("a")).Question);
    }
}
