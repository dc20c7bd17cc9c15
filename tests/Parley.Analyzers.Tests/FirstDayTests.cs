namespace Parley.Analyzers.Tests;

/// <summary>What people write on their first day. It compiles, and no rule has anything to say.</summary>
public class FirstDayTests
{
    [Fact]
    public Task A_pipeline() => IsFine("""
        static Generator<string> Read(IEnumerable<string> lines) => new(async yield => await yield.From(lines));

        static Generator<string> Grep(string word, Generator<string> lines) => new(async yield =>
        {
            foreach (string line in lines)
            {
                if (line.Contains(word)) await yield(line);
            }
        });

        foreach (string line in Grep("b", Read(["a", "ab", "b"]))) Console.WriteLine(line);
        """);

    [Fact]
    public Task A_tokenizer_with_lookahead() => IsFine("""
        static Generator<string, bool> Tokens(string text) => new(async yield =>
        {
            foreach (string token in text.Split(' '))
            {
                // Whoever sends true wants to see the same token again.
                while (await yield(token)) { }
            }
        });

        using var tokens = Tokens("let x = 1");
        string first = tokens.Next(), again = tokens.Send(true), second = tokens.Send(false);
        while (tokens.TrySend(false)) Console.WriteLine(tokens.Current);
        """);

    [Fact]
    public Task A_scheduler() => IsFine("""
        static Generator<string, int> Job(string name, int steps) => new(async yield =>
        {
            for (int i = 1; i <= steps; i++) await yield($"{name}{i}");
        });

        var ready = new Queue<Generator<string, int>>([Job("a", 2), Job("b", 3)]);
        for (int i = 0; i < 3; i++) ready.Enqueue(Job($"c{i}", i));
        while (ready.TryDequeue(out var job))
        {
            if (job.TryResume(0)) ready.Enqueue(job);
        }
        """);

    [Fact]
    public Task A_context_manager() => IsFine("""
        static Generator<List<string>> Transaction() => new(async yield =>
        {
            List<string> rows = [];
            try { await yield(rows); }
            catch (Exception e)
            {
                Console.WriteLine($"rolled back: {e.Message}");
                throw;
            }
            finally { Console.WriteLine("done"); }
            Console.WriteLine("committed");
        });

        bool done = GeneratorScope.Run(Transaction, rows => rows.Add("a"));
        await GeneratorScope.RunAsync(Transaction, async rows => { await Task.Yield(); rows.Add("b"); });
        """);

    [Fact]
    public Task A_tree_walk() => IsFine("""
        static Generator<int> Walk(Tree? tree) => new(async yield =>
        {
            if (tree is null) return;
            await yield.From(Walk(tree.Left));
            await yield(tree.Value);
            await yield.From(Walk(tree.Right));
        });

        Console.WriteLine(string.Join(" ", Walk(new(new(null, 1, null), 2, new(null, 3, null)))));

        record Tree(Tree? Left, int Value, Tree? Right);
        """);

    [Fact]
    public Task Paging_with_retry_by_throw() => IsFine("""
        static Generator<int, string?> Pages(int count) => new(async yield =>
        {
            for (int page = 1; page <= count; page++)
            {
                for (int attempt = 1; ; attempt++)
                {
                    try { Console.WriteLine(await yield(page)); break; }
                    catch (TimeoutException) when (attempt < 3) { }
                }
            }
        });

        using var pages = Pages(3);
        int asked = pages.Next();
        asked = pages.Throw(new TimeoutException());
        while (pages.TrySend($"page {asked}")) asked = pages.Current;
        """);

    [Fact]
    public Task A_chat_with_streamed_tokens() => IsFine("""
        static AsyncGenerator<string, string> Chat() => new(async (yield, token) =>
        {
            string question = await yield("Hello!");
            while (question != "")
            {
                foreach (string word in question.Split(' '))
                {
                    await Task.Delay(1, token);
                    await yield(word);
                }
                question = await yield("\n");
            }
        });

        await using var chat = Chat();
        Console.Write(await chat.NextAsync());
        Console.Write(await chat.SendAsync("how are you"));
        while (chat.Current != "\n" && await chat.TryResumeAsync("")) Console.Write(chat.Current);
        """);

    [Fact]
    public Task A_framing_protocol() => IsFine("""
        static Generator<byte[]?, byte> Frames() => new(async yield =>
        {
            byte[]? frame = null;
            while (true)
            {
                var next = new byte[await yield(frame)];
                for (int i = 0; i < next.Length; i++) next[i] = await yield(null);
                frame = next;
            }
        });

        var frames = Frames().Prime();
        foreach (byte value in new byte[] { 2, 7, 8, 1, 9 })
        {
            if (frames.Send(value) is { } frame) Console.WriteLine(frame.Length);
        }
        """);

    [Fact]
    public Task A_fixture() => IsFine("""
        static Generator<string> TemporaryFile() => new(async yield =>
        {
            string path = Path.GetTempFileName();
            try { await yield(path); }
            finally { File.Delete(path); }
        });

        using (var fixture = TemporaryFile())
        {
            File.WriteAllText(fixture.Next(), "content");
        }
        """);

    [Fact]
    public Task Infinite_queries() => IsFine("""
        static Generator<int> Naturals() => new(async yield => { for (int i = 0; ; i++) await yield(i); });

        var squares = Naturals().Select(i => i * i).Where(i => i % 2 == 0);
        foreach (int square in squares.Take(5)) Console.WriteLine(square);
        int big = Naturals().First(i => i > 100);
        var numbers = Naturals();
        List<int> some = numbers.Take(3).ToList();
        var state = numbers.State;
        """);

    [Fact]
    public Task The_mind_of_an_enemy() => IsFine("""
        static Generator<string, int> Enemy() => new(async yield =>
        {
            int distance = await yield("wait");
            while (true)
            {
                while (distance > 10) distance = await yield("patrol");
                distance = await yield.From(Chase(distance));
            }
        });

        static Generator<string, int, int> Chase(int distance) => new(async yield =>
        {
            while (distance is > 1 and < 20) distance = await yield("chase");
            return distance > 1 ? distance : await yield("bite");
        });

        var enemy = Enemy().Prime();
        foreach (int distance in new[] { 30, 9, 5, 1, 30 }) Console.WriteLine(enemy.Send(distance));
        enemy.Close();
        """);

    [Fact]
    public Task Averages() => IsFine("""
        static Generator<double, double, int> RunningAverage() => new(async yield =>
        {
            double total = 0, average = 0;
            int count = 0;
            while (true)
            {
                double sample = await yield(average);
                if (double.IsNaN(sample)) return count;
                average = (total += sample) / ++count;
            }
        });

        var g = RunningAverage();
        g.Next();
        g.Send(10);
        g.Send(30);
        g.TrySend(double.NaN);
        int samples = g.Result;
        """);

    private static async Task IsFine(string program)
    {
        var compilation = Verify.Compile(program);
        Assert.Empty(compilation.GetDiagnostics().Where(it =>
            it.DefaultSeverity > Microsoft.CodeAnalysis.DiagnosticSeverity.Info));
        Assert.Empty(await Verify.Found(compilation));
    }
}
