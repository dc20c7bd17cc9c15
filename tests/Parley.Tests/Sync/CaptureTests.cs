using Parley.Tests.Harness;
using Xunit;

namespace Parley.Tests.Sync;

public class CaptureTests
{
    [Fact, Row("T262-15")]
    public void Captured_variables_are_shared_with_the_outside_in_both_directions()
    {
        int n = 1;
        var g = new Generator<int>(async yield =>
        {
            await yield(n);
            n++;
            await yield(n);
        });
        Assert.Equal(1, g.Next());
        n = 10;
        Assert.Equal(11, g.Next());
        Assert.Equal(11, n);
    }

    [Theory, Row("T262-15"), InlineData(false), InlineData(true)]
    public void Closure_made_in_the_body_still_counts_after_the_end(bool closes)
    {
        var g = new Generator<Func<int>>(async yield =>
        {
            int count = 0;
            await yield(() => ++count);
            count += 10;
        });
        var counter = g.Next();
        Assert.Equal(1, counter());
        if (closes) g.Close();
        else Assert.False(g.MoveNext());
        Assert.Equal(GeneratorState.Closed, g.State);
        Assert.Equal(closes ? 2 : 12, counter());
    }

    [Fact, Row("T262-15")]
    public void Generators_of_one_factory_have_locals_of_their_own()
    {
        var count = (int from) => new Generator<int>(async yield =>
        {
            for (int i = from; ; i++) await yield(i);
        });
        Generator<int> a = count(1), b = count(10);
        Assert.Equal((1, 10, 2, 11), (a.Next(), b.Next(), a.Next(), b.Next()));
    }

    [Fact, Row("T262-16")]
    public void Argument_errors_of_a_factory_come_at_its_call()
    {
        bool entered = false;
        Generator<int> upTo(int limit)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(limit);
            return new(async yield =>
            {
                entered = true;
                for (int i = 0; i < limit; i++) await yield(i);
            });
        }

        Assert.Equal("limit", Assert.Throws<ArgumentOutOfRangeException>(() => upTo(-1)).ParamName);
        var g = upTo(1);
        Assert.False(entered);
        Assert.Equal([0], g);
    }

    [Fact, Row("T262-16")]
    public void Check_inside_the_body_comes_at_the_first_advance()
    {
        var g = new Generator<int>(async yield =>
        {
            ArgumentOutOfRangeException.ThrowIfNegative(-1);
            await yield(1);
        });
        Assert.Throws<ArgumentOutOfRangeException>(() => g.Next());
        Assert.Equal(GeneratorState.Closed, g.State);
    }
}
