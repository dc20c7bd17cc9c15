using System.Runtime.CompilerServices;
using Parley.Tests.Harness;
using Xunit;

namespace Parley.Tests.Context;

/// <summary>What runs on the stack of the code that ends a wait leaves nothing there, as natively.</summary>
public class CompletingStackTests
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task What_an_inner_sets_where_the_flow_is_suppressed_stays_off_the_stack_that_ends_a_wait(bool native)
    {
        var local = new AsyncLocal<int>();
        var gate = new Gate();
        IAsyncEnumerator<int> outer = native ? Native() : new AsyncGenerator<int>(async yield =>
        {
            await gate;
            await yield.From(new AsyncGenerator<int>(async yield =>
            {
                local.Value = 5;
                await yield(1);
            }));
        });
        async IAsyncEnumerator<int> Native()
        {
            await gate;
            await foreach (int value in Inner()) yield return value;
        }

        async IAsyncEnumerable<int> Inner()
        {
            await Task.CompletedTask;
            local.Value = 5;
            yield return 1;
        }

        ValueTask<bool> call;
        using (ExecutionContext.SuppressFlow()) call = outer.MoveNextAsync();
        gate.Open();
        Assert.Equal(0, local.Value);
        Assert.True(await call);
        await outer.DisposeAsync();
    }

    [Fact(Timeout = 60_000)]
    public async Task Body_goes_on_though_the_place_where_its_wait_ended_refuses_it()
    {
        var g = new AsyncGenerator<int>(async yield =>
        {
            await default(EndsOnAnotherThread);
            await yield(1);
        });
        Assert.Equal(1, await g.NextAsync());
        await g.CloseAsync();
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Contexts_of_an_outer_stay_off_the_stack_that_ends_a_wait_of_its_inner(bool native)
    {
        var local = new AsyncLocal<int>();
        var gate = new Gate();
        IAsyncEnumerator<int> outer = native ? Native() : new AsyncGenerator<int>(async yield =>
        {
            local.Value = 7;
            await yield.From(new AsyncGenerator<int>(async yield =>
            {
                ExecutionContext.SuppressFlow();
                await gate;
            }));
            await yield(1);
        });
        async IAsyncEnumerator<int> Native()
        {
            local.Value = 7;
            await foreach (int value in Inner()) yield return value;
            yield return 1;
        }

        async IAsyncEnumerable<int> Inner()
        {
            ExecutionContext.SuppressFlow();
            await gate;
            yield break;
        }

        ValueTask<bool> call = outer.MoveNextAsync();
        gate.Open();
        Assert.Equal(0, local.Value);
        Assert.True(await call);
        await outer.DisposeAsync();
    }

    // Over before the call that waits for it has come back, and in a context that takes nothing.
    private readonly struct EndsOnAnotherThread : INotifyCompletion
    {
        public bool IsCompleted => false;

        public EndsOnAnotherThread GetAwaiter() => this;

        public void OnCompleted(Action continuation)
        {
            var thread = new Thread(() =>
            {
                SynchronizationContext.SetSynchronizationContext(new Refusing());
                continuation();
            });
            thread.Start();
            thread.Join();
        }

        public void GetResult()
        {
        }
    }

    private sealed class Refusing : SynchronizationContext
    {
        public override void Post(SendOrPostCallback callback, object? state) => throw new InvalidOperationException();
    }
}
