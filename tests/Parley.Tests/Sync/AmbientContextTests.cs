using System.Globalization;
using Parley.Tests.Harness;
using Xunit;

namespace Parley.Tests.Sync;

/// <summary>A body runs in the context of whoever advances it, and changes that, as a native iterator does.</summary>
public class AmbientContextTests
{
    [Fact, Row("NET-07")]
    public void What_the_body_sets_is_set_at_the_caller()
    {
        var local = new AsyncLocal<int> { Value = 1 };
        var g = new Generator<int>(async yield =>
        {
            local.Value = 2;
            await yield(local.Value);
            local.Value = 3;
        });
        IEnumerator<int> native = Native();

        g.Next();
        Assert.Equal(2, local.Value);
        Assert.False(g.MoveNext());
        Assert.Equal(3, local.Value);
        native.MoveNext();
        Assert.Equal(4, local.Value);

        IEnumerator<int> Native()
        {
            local.Value = 4;
            yield return 1;
        }
    }

    [Fact, Row("NET-07")]
    public void Culture_that_the_body_sets_is_set_at_the_caller()
    {
        var own = CultureInfo.CurrentCulture;
        var other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        var g = new Generator<CultureInfo>(async yield =>
        {
            await yield(CultureInfo.CurrentCulture);
            CultureInfo.CurrentCulture = other;
        });
        try
        {
            Assert.Same(own, g.Next());
            g.MoveNext();
            Assert.Same(other, CultureInfo.CurrentCulture);
        }
        finally
        {
            CultureInfo.CurrentCulture = own;
        }
    }

    [Fact, Row("NET-07")]
    public void Body_sees_the_context_of_each_thread_that_advances_it()
    {
        var local = new AsyncLocal<int> { Value = 1 };
        var g = new Generator<int>(async yield =>
        {
            while (true) await yield(local.Value);
        });
        Assert.Equal(1, g.Next());
        int elsewhere = 0;
        var thread = new Thread(() =>
        {
            local.Value = 2;
            elsewhere = g.Next();
        });
        thread.Start();
        thread.Join();
        Assert.Equal(2, elsewhere);
        Assert.Equal(1, g.Next());
    }
}
