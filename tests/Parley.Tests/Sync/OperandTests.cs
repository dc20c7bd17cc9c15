using Parley.Tests.Harness;
using Xunit;

namespace Parley.Tests.Sync;

public class OperandTests
{
    [Fact, Row("T262-10")]
    public void Assignment_from_a_yield_that_is_closed_does_not_happen()
    {
        int x = 1;
        var g = new Generator<int, int>(async yield =>
        {
            try
            {
                x = await yield(0);
            }
            finally
            {
                x++;
            }
        });
        g.Next();
        g.Close();
        Assert.Equal(2, x);
    }

    [Fact, Row("T262-10")]
    public void Assignment_from_a_yield_that_is_thrown_into_does_not_happen()
    {
        int x = 1;
        var g = new Generator<int, int>(async yield => x = await yield(0));
        g.Next();
        Assert.Throws<ArithmeticException>(() => g.Throw(new ArithmeticException()));
        Assert.Equal(1, x);
    }

    [Fact, Row("T262-14")]
    public void Yield_of_a_yield_hands_out_what_the_inner_one_was_sent()
    {
        var g = new Generator<string, string, string>(async yield => await yield(await yield("a")));
        Assert.Equal("a", g.Next());
        Assert.Equal("b", g.Send("b"));
        Assert.Equal("c", Assert.Throws<StopIterationException<string>>(() => g.Send("c")).Value);
    }

    [Fact, Row("T262-14")]
    public void Yields_in_an_expression_run_left_to_right()
    {
        var g = new Generator<int, int, int>(async yield => await yield(1) + 10 * await yield(2));
        Assert.Equal(1, g.Next());
        Assert.Equal(2, g.Send(5));
        Assert.Equal(75, Assert.Throws<StopIterationException<int>>(() => g.Send(7)).Value);
    }

    [Fact, Row("T262-14")]
    public void Yields_as_arguments_elements_and_conditions_run_in_order()
    {
        var g = new Generator<int, int, string>(async yield =>
        {
            int[] elements = [await yield(1), await yield(2)];
            string text = string.Join(",", await yield(3), await yield(4));
            bool both = await yield(5) == 50 && await yield(6) == 60;
            return $"{elements[0]} {elements[1]} {text} {both} {await yield(7)}";
        });
        for (int i = 1; i <= 7; i++)
        {
            Assert.Equal(i, i == 1 ? g.Next() : g.Send(10 * (i - 1)));
        }

        Assert.Equal("10 20 30,40 True 70", Assert.Throws<StopIterationException<string>>(() => g.Send(70)).Value);
    }

    [Fact, Row("T262-17")]
    public void Yielded_enumerable_is_handed_out_unopened()
    {
        List<string> log = [];
        var source = new Source<int>(log, 1, 2);
        var g = new Generator<IEnumerable<int>>(async yield => await yield(source));
        Assert.Same(source, g.Next());
        Assert.False(g.MoveNext());
        Assert.Empty(log);
    }

    [Fact, Row("T262-22")]
    public void Yielded_task_is_handed_out_unawaited()
    {
        var task = new TaskCompletionSource().Task;
        var g = new Generator<Task>(async yield => await yield(task));
        Assert.Same(task, g.Next());
    }

    [Fact, Row("T262-17")]
    public void Yielded_generator_is_handed_out_unstarted()
    {
        var inner = new Generator<int>(async yield => await yield(1));
        var g = new Generator<Generator<int>>(async yield => await yield(inner));
        Assert.Same(inner, g.Next());
        Assert.False(g.MoveNext());
        Assert.Equal(GeneratorState.Created, inner.State);
    }
}
