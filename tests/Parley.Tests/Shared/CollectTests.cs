using static Parley.Tests.Harness.Subject;
using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Shared;

/// <summary>All of a generator at once, and what its less-typed forms know of it.</summary>
public class CollectTests
{
    private readonly ArithmeticException _e = new();

    [Fact]
    public async Task Values_and_result_come_in_one_call()
    {
        var g = Counting();
        var (values, result) = await g.CollectAsync();
        Assert.Equal([1, 2, 3], values);
        Assert.Equal(6, result);
        await IsClosed(g);
    }

    [Fact]
    public async Task Started_one_gives_what_is_left_and_an_ended_one_its_kept_result()
    {
        var g = await Started(Counting());
        Assert.Equal([2, 3], (await g.CollectAsync()).Values);
        var (values, result) = await g.CollectAsync();
        Assert.Empty(values);
        Assert.Equal(6, result);
    }

    [Fact]
    public async Task One_that_has_ended_without_a_result_says_why()
    {
        var closed = Counting();
        await closed.CloseAsync();
        Assert.Null((await Refuses("no result", () => closed.CollectAsync())).InnerException);
        var failing = FailingFinally(_e);
        await Throws(_e, () => failing.CollectAsync());
        Assert.Same(_e, (await Refuses("no result", () => failing.CollectAsync())).InnerException);
    }

    [Fact]
    public async Task One_that_is_executing_refuses_and_stays_as_it_is()
    {
        var me = Counting();
        me = Make<int, int, int>(async yield =>
        {
            try { Now(me.CollectAsync()); }
            catch (InvalidOperationException e) { Assert.Contains(AlreadyExecuting, e.Message); }

            await yield(1);
            return 2;
        });
        var (values, result) = await me.CollectAsync();
        Assert.Equal([1], values);
        Assert.Equal(2, result);
    }

    [Fact]
    public async Task One_that_delegates_gives_its_inners_values_too()
    {
        var g = Make<int, int, int>(async yield => 10 * await yield.From(Counting()) + await yield.From(Counting()));
        var (values, result) = await g.CollectAsync();
        Assert.Equal([1, 2, 3, 1, 2, 3], values);
        Assert.Equal(66, result);
    }

    [Fact]
    public async Task Null_is_named() => Assert.Equal("generator", (await Throws<ArgumentNullException,
        (List<int>, int)>(() => ((IntReturner)null!).CollectAsync())).ParamName);

    [Fact]
    public async Task Name_is_that_of_the_method_around_the_body_in_every_state()
    {
        IntReturner g = Counting();
        Assert.Equal(nameof(Counting), g.Name);
        await Started(g);
        Assert.Equal(nameof(Counting), g.Name);
        await g.CloseAsync();
        Assert.Equal(nameof(Counting), g.Name);
        Assert.Equal(nameof(Yielding), Yielding(1).Name);
    }

    [Fact]
    public async Task Result_is_known_to_the_less_typed_forms_once_the_body_has_returned()
    {
        IntGenerator g = await Started(Counting());
        Assert.False(g.TryGetResult(out object? result));
        Assert.Null(result);
        await g.MoveNextAsync();
        await g.MoveNextAsync();
        Assert.False(await g.MoveNextAsync());
        Assert.True(g.TryGetResult(out result));
        Assert.Equal(6, result);
        Assert.True(((IntSender)g).TryGetResult(out result));
        Assert.Equal(6, result);
        Assert.True(((IntReturner)g).TryGetResult(out int typed));
        Assert.Equal(6, typed);
        Assert.True(((IntReturner)g).TryGetResult(out result));
        Assert.Equal(6, result);
    }

    [Fact]
    public async Task Body_without_a_value_has_returned_null_and_one_that_was_closed_or_failed_nothing()
    {
        var ended = Yielding();
        Assert.False(await ended.MoveNextAsync());
        Assert.True(ended.TryGetResult(out object? result));
        Assert.Null(result);
        var closed = await Started(Yielding(1));
        await closed.CloseAsync();
        Assert.False(closed.TryGetResult(out result));
        IntGenerator failed = FailingFinally(_e);
        await Started(failed);
        await Throws(_e, () => failed.CloseAsync());
        Assert.False(failed.TryGetResult(out result));
        Assert.Null(result);
    }

    [Fact]
    public async Task Name_and_result_can_be_read_from_inside_and_there_is_no_result_yet()
    {
        var me = Unmade<int>();
        List<object?> seen = [];
        me = Make<int, int, int>(async yield =>
        {
            seen.AddRange([me.Name, me.TryGetResult(out object? result), result]);
            await yield(1);
            return 2;
        });
        await Started(me);
        Assert.Equal([me.Name, false, null], seen);
        Assert.StartsWith(nameof(Name_and_result_can_be_read_from_inside_and_there_is_no_result_yet), me.Name);
    }

    private static IntReturner Counting() => Make<int, int, int>(async yield =>
    {
        int total = 0;
        for (int i = 1; i <= 3; i++)
        {
            await yield(i);
            total += i;
        }

        return total;
    });
}
