namespace Parley.Tests.Programs;

// PEP 342, examples 1 and 2: a pipeline of consumers. What the decorator of example 1 does, Prime() does.
public class PageLayoutTests
{
    private readonly List<string> _log = [];

    // Sends on what it is sent, in pages; the last one when it is closed, and then closes the next consumer.
    private static Generator<object?, T> Pager<T>(int size, Generator<object?, List<T>> destination) =>
        new Generator<object?, T>(async yield =>
        {
            while (true)
            {
                List<T> page = [];
                try { while (page.Count < size) page.Add(await yield()); }
                catch (GeneratorExitException)
                {
                    if (page.Count > 0) destination.Send(page);
                    destination.Close();
                    return;
                }

                destination.Send(page);
            }
        }).Prime();

    private Generator<object?, List<T>> Sink<T>(Func<List<T>, string> show) =>
        new Generator<object?, List<T>>(async yield =>
        {
            try { while (true) _log.Add(show(await yield())); }
            finally { _log.Add("sink closed"); }
        }).Prime();

    // Pages of two of the numbers from 0, to the end.
    private static void Send(int items, Generator<object?, List<int>> destination)
    {
        Generator<object?, int> pages = Pager(2, destination);
        try { for (int i = 0; i < items; i++) pages.Send(i); pages.Close(); }
        finally { Assert.Equal(GeneratorState.Closed, pages.State); }
    }

    private static string Show(List<int> page) => $"[{string.Join(", ", page)}]";

    [Theory, Row("APP-12")]
    [InlineData(5, "[0, 1] [2, 3] [4] sink closed")]
    [InlineData(4, "[0, 1] [2, 3] sink closed")]
    [InlineData(0, "sink closed")]
    public void The_exit_flushes_a_half_page_and_closes_the_next_consumer(int items, string expected)
    {
        Send(items, Sink<int>(Show));
        Assert.Equal(expected, string.Join(' ', _log));
    }

    [Fact, Row("APP-12")]
    public void The_exit_goes_down_a_longer_pipeline_behind_the_last_pages()
    {
        Send(5, Pager(2, Sink<List<int>>(sheet => string.Join(" and ", sheet.Select(Show)))));
        Assert.Equal(["[0, 1] and [2, 3]", "[4]", "sink closed"], _log);
    }

    [Theory, InlineData(1), InlineData(2), Row("APP-12")]
    public void What_the_next_consumer_throws_reaches_whoever_sends_or_closes(int items)
    {
        var full = new IOException("The disk is full.");
        Generator<object?, List<int>> sink = new Generator<object?, List<int>>(async yield =>
        {
            await yield();
            throw full;
        }).Prime();
        Assert.Same(full, Record.Exception(() => Send(items, sink)));
        Assert.Equal(GeneratorState.Closed, sink.State);
    }
}
