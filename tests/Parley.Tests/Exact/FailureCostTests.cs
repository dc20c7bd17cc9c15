namespace Parley.Tests.Exact;

// .NET copies the trace of an exception that is raised again, so what a failure allocates tells how it grows: with the
// levels, and not with their square.
public class FailureCostTests
{
    [Fact]
    public void Through_levels_that_each_handle_another_exception() => Measure.GrowsWith(levels =>
    {
        Generator<int> g = Failing();
        for (int i = 0; i < levels; i++)
        {
            Generator<int> inner = g;
            g = new(async yield =>
            {
                try { await yield.From(inner); }
                finally
                {
                    try { throw new NotSupportedException(); }
                    catch (NotSupportedException) { }
                }
            });
        }
        g.Next();
        Assert.Throws<FormatException>(() => g.Next());
    });

    [Fact]
    public void Through_levels_without_a_try() => Measure.GrowsWith(levels =>
    {
        Generator<int> g = Failing();
        for (int i = 0; i < levels; i++)
        {
            Generator<int> inner = g;
            g = new(async yield => await yield.From(inner));
        }
        g.Next();
        Assert.Throws<FormatException>(() => g.Next());
    });

    [Theory, InlineData(1), InlineData(2)]
    public void Thrown_by_hand_into_one_generator_after_another(int objects) => Measure.GrowsWith(generators =>
    {
        Exception[] thrown = [.. Enumerable.Range(0, objects).Select(_ => new FormatException())];
        for (int i = 0; i < generators; i++)
        {
            Generator<int> g = new(async yield => { try { await yield(1); } finally { thrown.GetHashCode(); } });
            g.Next();
            Assert.Same(thrown[i % objects], Record.Exception(() => g.Throw(thrown[i % objects])));
        }
    });

    [Fact]
    public void Through_nested_loops() => Measure.GrowsWith(levels =>
    {
        static Generator<int> Loop(int level) => level == 0 ? Failing() : new(async yield =>
        {
            foreach (int value in Loop(level - 1)) await yield(value);
        });
        Generator<int> g = Loop(levels / 4);
        g.Next();
        Assert.Throws<FormatException>(() => g.Next());
    });

    private static Generator<int> Failing() => new(async yield => { await yield(1); throw new FormatException(); });
}
