namespace Parley.Tests.Context;

/// <summary>What runs on the stack of the code that ends a wait leaves nothing there, as natively.</summary>
public class CompletingStackTests
{
    private readonly AsyncLocal<int> _local = new();
    private readonly Gate _gate = new();

    [Theory, InlineData(false), InlineData(true)]
    public async Task What_an_inner_sets_where_the_flow_is_suppressed_stays_off_the_stack_that_ends_a_wait(bool native)
    {
        await using IAsyncEnumerator<int> outer = native ? Native() : new AsyncGenerator<int>(async yield =>
        {
            await _gate;
            await yield.From(new AsyncGenerator<int>(async yield => { _local.Value = 5; await yield(1); }));
        });
        async IAsyncEnumerator<int> Native() { await _gate; await foreach (int value in Inner()) yield return value; }
        async IAsyncEnumerable<int> Inner() { await Task.CompletedTask; _local.Value = 5; yield return 1; }
        ValueTask<bool> call;
        using (ExecutionContext.SuppressFlow()) call = outer.MoveNextAsync();
        await EndWaitOf(call);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Contexts_of_an_outer_stay_off_the_stack_that_ends_a_wait_of_its_inner(bool native)
    {
        await using IAsyncEnumerator<int> outer = native ? Native() : new AsyncGenerator<int>(async yield =>
        {
            _local.Value = 7;
            await yield.From(new AsyncGenerator<int>(async yield => { ExecutionContext.SuppressFlow(); await _gate; }));
            await yield(1);
        });
        async IAsyncEnumerator<int> Native()
        {
            _local.Value = 7; await foreach (int value in Inner()) yield return value; yield return 1;
        }

        async IAsyncEnumerable<int> Inner() { ExecutionContext.SuppressFlow(); await _gate; yield break; }
        await EndWaitOf(outer.MoveNextAsync());
    }

    [Fact(Timeout = 60_000)]
    public async Task Body_goes_on_though_the_place_where_its_wait_ended_refuses_it()
    {
        var hop = new Hop(new Refusing());
        var g = new AsyncGenerator<int>(async yield => { await hop; await yield(1); });
        await Yields(1, g.NextAsync());
        await g.CloseAsync();
    }

    [Fact(Timeout = 60_000)]
    public async Task Body_goes_on_behind_its_From_though_its_place_refuses_it()
    {
        var place = new Refusing();
        var inner = new AsyncGenerator<int>(async yield => { await _gate; });
        var g = new AsyncGenerator<int>(async yield => { await yield.From(inner); await yield(1); });
        ValueTask<int> call;
        SynchronizationContext.SetSynchronizationContext(place);
        try { call = g.NextAsync(); }
        finally { SynchronizationContext.SetSynchronizationContext(null); }

        await Task.Run(() => _gate.Open(), TestContext.Current.CancellationToken);
        await Yields(1, call);
        await g.CloseAsync();
    }

    // Here, where nothing is set, and nothing is to be.
    private async Task EndWaitOf(ValueTask<bool> call)
    {
        _gate.Open();
        Assert.Equal(0, _local.Value);
        Assert.True(await call);
    }

    private sealed class Refusing : SynchronizationContext
    {
        public override void Post(SendOrPostCallback callback, object? state) => throw new InvalidOperationException();
    }
}
