namespace Parley.Tests.Harness;

/// <summary>
/// Bodies and callers written as letters, so that the same ones run on native iterators and on Parley's generators.
/// Both: n notes where it is and what it sees; s sets the local; w waits and comes back; f waits, with
/// ConfigureAwait(false); i waits for what is over inside the call that is to wait; d awaits what is done.
/// A body: y yields; t throws; what stands in ( ) is delegated to, and if that ends in / and letters, those are its
/// finally; what stands in &lt; &gt; is the same, and what it throws is caught; what stands in { } is the same,
/// advanced once by hand before; what stands in [ ] (n, s, t and y) is a synchronous one.
/// What a body awaits stands again in every kind of body, as a shared method would have contexts of its own.
/// A caller: m advances and comes back; c advances, with ConfigureAwait(false); u advances while the flow of the
/// execution context is suppressed.
/// </summary>
internal static class Script
{
    /// <summary>Runs the caller on the body, twice: the traces with a native iterator and with a generator.</summary>
    public static (List<string> Native, List<string> Parley) Run(string body, string caller, string place) =>
        (Run(NativeOf, body, caller, place), Run(GeneratorOf, body, caller, place));

    private static List<string> Run(
        Func<World, string, IAsyncEnumerable<int>> make, string body, string caller, string place)
    {
        var world = new World();
        return world.Run(place, () => Call(world, make(world, body).GetAsyncEnumerator(), caller));
    }

    private static bool HasFinally(string script) => script.LastIndexOf('/') > script.LastIndexOfAny([')', '>', '}']);

    private static IAsyncEnumerable<int> NativeOf(World world, string script) =>
        HasFinally(script) ? NativeGuarded(world, script) : Native(world, script);

    private static AsyncGenerator<int> GeneratorOf(World world, string script) =>
        HasFinally(script) ? GeneratorGuarded(world, script) : Generator(world, script);

    private static async Task Call(World world, IAsyncEnumerator<int> body, string script)
    {
        foreach (char letter in script)
        {
            try
            {
                switch (letter)
                {
                    case 's': world.Local += 10; break;
                    case 'd': await Task.CompletedTask; break;
                    case 'i': await default(Inline); break;
                    case 'w' or 'f': await world.Later().ConfigureAwait(letter == 'w'); break;
                    case 'm' or 'c':
                        world.Trace.Add($"{await body.MoveNextAsync().ConfigureAwait(letter == 'm')}");
                        break;
                    case 'u':
                        ValueTask<bool> call;
                        using (ExecutionContext.SuppressFlow()) call = body.MoveNextAsync();
                        world.Trace.Add($"{await call}");
                        break;
                }
            }
            catch (FormatException) { world.Note("catch of the caller"); }
            world.Note("caller");
        }

        await body.DisposeAsync();
        world.Note("caller");
    }

    private static async IAsyncEnumerable<int> Native(World world, string script)
    {
        for (int at = 0; at < script.Length; at++)
        {
            string inner = InnerAt(script, at);
            switch (script[at])
            {
                case 'd': await Task.CompletedTask; break;
                case 'i': await default(Inline); break;
                case 'w' or 'f': await world.Later().ConfigureAwait(script[at] == 'w'); break;
                case 'y': yield return at; break;
                case '(': await foreach (int value in NativeOf(world, inner)) yield return value; break;
                case '{':
                    await using (var started = NativeOf(world, inner).GetAsyncEnumerator())
                    {
                        await started.MoveNextAsync();
                        while (await started.MoveNextAsync()) yield return started.Current;
                    }

                    break;
                case '<':
                    await using (IAsyncEnumerator<int> values = NativeOf(world, inner).GetAsyncEnumerator())
                    {
                        while (true)
                        {
                            try { if (!await values.MoveNextAsync()) break; }
                            catch (FormatException) { world.Note("catch"); break; }
                            yield return values.Current;
                        }
                    }

                    break;
                case '[': foreach (int value in NativeSync(world, inner)) yield return value; break;
                case '/': yield break;
                default: Do(world, script[at]); break;
            }

            at += inner.Length;
        }
    }

    private static IEnumerable<int> NativeSync(World world, string script)
    {
        foreach (char letter in script) { if (letter == 'y') yield return letter; else Do(world, letter); }
    }

    private static async IAsyncEnumerable<int> NativeGuarded(World world, string script)
    {
        try { await foreach (int value in Native(world, script)) yield return value; }
        finally
        {
            foreach (char letter in FinallyOf(script))
            {
                if (letter is 'w' or 'f') await world.Later().ConfigureAwait(letter == 'w');
                else Do(world, letter, "finally");
            }
        }
    }

    private static AsyncGenerator<int> Generator(World world, string script) => new(async yield =>
    {
        for (int at = 0; at < script.Length; at++)
        {
            string inner = InnerAt(script, at);
            switch (script[at])
            {
                case 'd': await Task.CompletedTask; break;
                case 'i': await default(Inline); break;
                case 'w' or 'f': await world.Later().ConfigureAwait(script[at] == 'w'); break;
                case 'y': await yield(at); break;
                case '(': await yield.From(GeneratorOf(world, inner)); break;
                case '{':
                    var started = GeneratorOf(world, inner);
                    await started.MoveNextAsync();
                    await yield.From(started);
                    break;
                case '<':
                    try { await yield.From(GeneratorOf(world, inner)); }
                    catch (FormatException) { world.Note("catch"); }
                    break;
                case '[': await yield.From(GeneratorSync(world, inner)); break;
                case '/': return;
                default: Do(world, script[at]); break;
            }

            at += inner.Length;
        }
    });

    private static Generator<int> GeneratorSync(World world, string script) => new(async yield =>
    {
        foreach (char letter in script) { if (letter == 'y') await yield(letter); else Do(world, letter); }
    });

    private static AsyncGenerator<int> GeneratorGuarded(World world, string script) => new(async yield =>
    {
        try { await yield.From(Generator(world, script)); }
        finally
        {
            foreach (char letter in FinallyOf(script))
            {
                if (letter is 'w' or 'f') await world.Later().ConfigureAwait(letter == 'w');
                else Do(world, letter, "finally");
            }
        }
    });

    // What awaits nothing and yields nothing.
    private static void Do(World world, char letter, string who = "body")
    {
        if (letter == 'n') world.Note(who);
        else if (letter == 's') world.Local++;
        else if (letter == 't') throw new FormatException();
    }

    // Of the letters that may stand there, those that do something.
    private static string FinallyOf(string script) =>
        string.Concat(script[(script.LastIndexOf('/') + 1)..].Where("nswf".Contains));

    // What stands between the parenthesis there and its partner; nothing if another letter stands there.
    private static string InnerAt(string script, int open)
    {
        for (int close = open, depth = 0; ; close++)
        {
            depth += "(<[{".Contains(script[close]) ? 1 : ")>]}".Contains(script[close]) ? -1 : 0;
            if (depth <= 0) return script[Math.Min(open + 1, close)..close];
        }
    }
}
