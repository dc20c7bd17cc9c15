using static Parley.GeneratorState;
using static Parley.Tests.Exact.Messages;

namespace Parley.Tests.Exact;

// What Through and Ask say.
public class OperatorMessageTests
{
    private record Number : IRequest<int>;

    [Fact, Message("ClosedOperator")]
    public void A_sequence_through_an_ended_generator_says_that_it_is_good_for_one_enumeration()
    {
        Generator<int, int> g = new(async yield => { while (true) await yield(await yield(0)); });
        var query = ((int[])[1]).Through(g);
        Assert.Equal([1], query);
        Says(ClosedOperator, () => query.First());
    }

    [Fact, Message("NotYielded")]
    public void A_request_that_cannot_be_yielded_says_what_could_be()
    {
        Generator<string, int> g = new(async yield =>
        {
            Says(NotYielded, () => yield.Ask(new Number()));
            await yield("as it was");
        });
        Assert.Equal("as it was", g.Next());
    }

    [Fact, Message("OtherAnswer")]
    public void An_answer_of_another_type_says_what_was_asked_for()
    {
        Generator<Number, object?, int> g = new(async yield => await yield.Ask(new Number()));
        g.Next();
        Says(OtherAnswer, () => g.Send("three"));
        g = new(async yield => await yield.Ask(new Number()));
        g.Next();
        Says(NoAnswer, () => g.MoveNext());
        Assert.Equal(Closed, g.State);
    }
}
