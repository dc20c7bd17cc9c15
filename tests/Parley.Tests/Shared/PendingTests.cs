using static Parley.Tests.Harness.Subject;
using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Shared;

/// <summary>What is on its way out of the body while a finally yields: a returned value, or an exception.</summary>
public class PendingTests
{
    private readonly ArithmeticException _exception = new();

    [Fact, Row("T262-12")]
    public async Task Returned_value_survives_an_exception_caught_in_the_finally()
    {
        var g = await Started(Make<int, int, int>(async yield =>
        {
            try { return 42; }
            finally { try { await yield(1); } catch (ArithmeticException) { } }
        }));
        Assert.False(g.TryGetResult(out _));
        await Returns(42, () => g.ThrowAsync(_exception));
        Assert.Equal(42, g.Result);
    }

    [Fact, Row("T262-12")]
    public async Task Returned_value_is_lost_when_an_exception_leaves_the_finally()
    {
        var g = await Started(Returning());
        await Throws(_exception, () => g.ThrowAsync(_exception));
        HasNoResult(g, _exception);
        await IsClosed(g);
    }

    [Fact, Row("T262-12")]
    public async Task Returned_value_is_lost_when_closed_in_the_finally()
    {
        var g = await Started(Returning());
        await g.CloseAsync();
        HasNoResult(g);
        await IsClosed(g);
    }

    [Fact, Row("T262-12")]
    public async Task Returned_value_comes_after_an_advance_in_the_finally()
    {
        var g = await Started(Returning());
        await Returns(42, () => g.NextAsync());
    }

    [Fact, Row("T262-13")]
    public async Task Exception_is_raised_again_by_an_advance()
    {
        var g = await Started(Raising());
        await Throws(_exception, () => g.NextAsync());
        await IsClosed(g);
    }

    [Fact, Row("T262-13")]
    public async Task Exception_is_dropped_by_a_close()
    {
        var g = await Started(Raising());
        await g.CloseAsync();
        await IsClosed(g);
        HasNoResult(g);
    }

    [Fact, Row("T262-13")]
    public async Task Exception_is_replaced_by_a_throw()
    {
        var g = Raising();
        var other = new InvalidCastException();
        await Yields(1, g.NextAsync());
        await Throws(other, () => g.ThrowAsync(other));
        Assert.Null(other.InnerException);
        await IsClosed(g);
    }

    private static IntReturner Returning() => Make<int, int, int>(async yield =>
    {
        try { return 42; }
        finally { await yield(1); }
    });

    private IntReturner Raising() => Make<int, int, int>(async yield =>
    {
        try { throw _exception; }
        finally { await yield(1); }
    });
}
