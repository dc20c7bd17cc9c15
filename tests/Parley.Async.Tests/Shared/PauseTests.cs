using Parley.Tests.Model;

namespace Parley.Tests.Shared;

/// <summary>Each pause in the copies of the tests runs; in the tests as they are there are none.</summary>
[Collection(nameof(Pause))]
public class PauseTests
{
    private static readonly bool s_isCopy = typeof(PauseTests).Namespace != "Parley.Tests.Shared";

    private int _seen = Pause.Count;

    [Fact]
    public async Task A_test_begins_with_one() => Ran(1);

    [Fact]
    public Task A_test_that_is_a_call_begins_with_one() => Task.Run(() => Ran(1));

    [Fact]
    public async Task A_body_begins_with_one()
    {
        Ran(1);
        await Runs(1, Make<int>(async _ => { }));
    }

    [Fact]
    public async Task Each_block_begins_with_one()
    {
        Ran(1);
        await Runs(1 + 3, Make<int>(async yield =>
        {
            try { throw new ArithmeticException(); }
            catch (ArithmeticException) { }
            finally { }
        }));
    }

    [Fact]
    public async Task Before_each_yield_is_one_and_behind_each_statement()
    {
        Ran(1);
        await Runs(1 + 2, Make<int>(async yield => { await yield(1); }));
        await Runs(1 + 2, Make<int>(async yield => { await yield.From([1]); }));
        await Runs(1 + 2, Make<int, int>(async yield => { int x = await yield(1); }));
        await Runs(1 + 3, Make<int>(async yield => { if (s_isCopy || !s_isCopy) await yield(1); }));
        await Runs(1 + 3, Make<int, int>(async yield => { await yield(1 + await yield(1)); }));
    }

    [Fact]
    public async Task Before_each_value_that_is_returned_is_one()
    {
        Ran(1);
        await Runs(1 + 2, Make<int, int, int>(async yield => { return 1 + await yield(1); }));
    }

    [Fact]
    public async Task Body_that_is_an_expression_has_those_of_a_block()
    {
        Ran(1);
        await Runs(1 + 2, Make<int>(async yield => await yield(1)));
        await Runs(1 + 2, Make<int, int, int>(async yield => await yield(1)));
        await Runs(1 + 2, Make<int, int, int>(Named));
    }

    [Fact]
    public async Task Bodies_of_the_model_have_them()
    {
        Ran(1);
        Part part = new(Act.Yield, 0, Thrown.Fault, Guard.Nothing, Answer.GoOn, false);
        ScriptRun.Trace(new Model.Script([[part]], [new(Verb.Next, 0, Thrown.Fault)]), byHand: false);
        Assert.Equal(s_isCopy, Pause.Count > _seen);
    }

    private static async IntBody Named(Yield<int, int> yield) => await yield(1);

    private async Task Runs(int pauses, IntGenerator generator)
    {
        while (await generator.MoveNextAsync()) { }
        Ran(pauses);
    }

    private void Ran(int pauses) { Assert.Equal(s_isCopy ? pauses : 0, Pause.Count - _seen); _seen = Pause.Count; }
}
