namespace Parley.Tests.Sync;

/// <summary>Blocks without an await, inside one another or around a generator that they close.</summary>
public class ScopeTests : SyncTests
{
    [Theory, InlineData(false), InlineData(true), Row("SCOPE-12")]
    public void Each_run_makes_a_new_generator_also_a_nested_one(bool valued)
    {
        int depth = 0, deepest = 0, setUps = 0;
        Generator<int> Level() => new(async yield =>
        {
            setUps++;
            deepest = Math.Max(deepest, ++depth);
            try { await yield(depth); }
            finally { depth--; }
        });
        void Nest(int level)
        {
            if (level == 10) return;
            Assert.True(valued
                ? GeneratorScope.Run(Level, next => { Nest(next); return level; }) == new ScopeResult<int>(true, level)
                : GeneratorScope.Run(Level, Nest));
        }

        Nest(0);
        Assert.Equal((10, 10, 0), (setUps, deepest, depth));
    }

    [Fact]
    public void Block_may_close_the_generator_itself()
    {
        Generator<int> g = Counting(() => _log.Add("finally"));
        Assert.True(GeneratorScope.Run(() => g, _ => g.Close()));
        _log.Reads("finally");
    }

    // As with any synchronous call, and as in a using.
    [Fact]
    public void What_the_block_or_the_body_sets_in_the_ambient_context_stays()
    {
        AsyncLocal<int> block = new(), body = new();
        GeneratorScope.Run(
            () => new Generator<int>(async yield => { await yield(1); body.Value = 2; }),
            value => { block.Value = value; });
        Assert.Equal((1, 2), (block.Value, body.Value));
        Assert.True(GeneratorScope.Run(() => Yielding(3), value => block.Value = value).Completed);
        Assert.Equal(3, block.Value);
    }

    [Fact]
    public void An_asynchronous_block_is_refused_before_anything_happens()
    {
        var g = Counting(() => _log.Add("finally"));
        IsRefused(() => GeneratorScope.Run(() => g, async _ => await Task.Yield()));
        IsRefused(() => GeneratorScope.Run(() => g, async _ => 5));
        IsRefused(() => GeneratorScope.Run(() => g, _ => default(ValueTask)));
        IsRefused(() => GeneratorScope.Run(() => g, _ => new ValueTask<int>(5)));
        Assert.Equal(GeneratorState.Created, g.State);
    }

    [Fact]
    public void Respond_may_close_the_generator()
    {
        var g = Echoing();
        Refuses("no result", () => g.Run(_ => { g.Close(); return 1; }));
        Assert.Equal(GeneratorState.Closed, g.State);
    }

    private static void IsRefused<T>(Func<T> call) =>
        Assert.Contains("RunAsync", Assert.Throws<ArgumentException>(() => { call(); }).Message);
}
