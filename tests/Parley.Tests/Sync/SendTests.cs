using Parley.Tests.Harness;
using Xunit;

namespace Parley.Tests.Sync;

public class SendTests
{
    [Fact, Row("SEND-04")]
    public void Null_and_the_default_are_sends_too()
    {
        var texts = new Generator<int, string?>(async yield => await yield(1));
        Assert.Throws<InvalidOperationException>(() => texts.Send(null));
        Assert.Throws<InvalidOperationException>(() => texts.TrySend(null));
        Assert.Equal(GeneratorState.Created, texts.State);
        Assert.Equal(1, texts.Next());

        var numbers = new Generator<int, int>(async yield => await yield(1));
        Assert.Throws<InvalidOperationException>(() => numbers.Send(default));
        Assert.Throws<InvalidOperationException>(() => numbers.TrySend(default));
        Assert.Equal(GeneratorState.Created, numbers.State);
        Assert.Equal(1, numbers.Next());
    }

    [Fact, Row("SEND-05")]
    public void A_loop_that_adds_up_what_is_sent_keeps_its_locals()
    {
        var g = new Generator<int, int>(async yield =>
        {
            int sum = 0;
            while (true) sum += await yield(sum);
        });
        Assert.Equal(0, g.Next());
        Assert.Equal(10, g.Send(10));
        Assert.Equal(20, g.Send(10));
        Assert.True(g.TrySend(10));
        Assert.Equal(30, g.Current);
    }
}
