using static Parley.GeneratorState;
using static Parley.Tests.Exact.Messages;

namespace Parley.Tests.Exact;

// What Resume and GeneratorScope say when they are misused.
public class DriveMessageTests
{
    private static readonly ArithmeticException s_e = new();

    [Fact, Message("CannotStartWith")]
    public void A_resume_before_the_first_advance_says_with_what_to_start()
    {
        Generator<int, int> g = new(async yield => await yield(await yield(1)));
        Says(CannotStartWith, () => g.Resume(2));
        Says(CannotStartWith, () => g.TryResume(2));
        Assert.Equal((Created, 1, 2), (g.State, g.Resume(0), g.Resume(2)));
    }

    [Fact, Message("NotNew"), Message("NoneMade")]
    public async Task A_scope_says_that_its_factory_is_to_make_a_new_generator()
    {
        Generator<int> g = new Generator<int>(async yield => { await yield(1); await yield(2); }).Prime();
        Says(NotNew, () => GeneratorScope.Run(() => g, _ => { }));
        await Says(NotNew, async () => await GeneratorScope.RunAsync(() => g, async _ => { }));
        Says(NoneMade, () => GeneratorScope.Run<int>(() => null!, _ => { }));
        await Says(NoneMade, async () => await GeneratorScope.RunAsync(() => (Generator<int>)null!, async _ => { }));
        await Says(NoneMade, async () => await GeneratorScope.RunAsync(() => (Generator<int>)null!, async _ => 1));
        await Says(
            NoneMade, async () => await GeneratorScope.RunAsync(() => (AsyncGenerator<int>)null!, async _ => { }));
        await Says(NoneMade, async () => await GeneratorScope.RunAsync(() => (AsyncGenerator<int>)null!, async _ => 1));
        Assert.Equal((1, 2), (g.Current, g.Next()));
    }

    [Fact, Message("AsynchronousBlock")]
    public void Asynchronous_block()
    {
        var error = Assert.Throws<ArgumentException>(
            () => { GeneratorScope.Run(() => new Generator<int>(async _ => { }), async _ => await Task.Yield()); });
        Assert.Equal($"{AsynchronousBlock} (Parameter 'block')", error.Message);
    }

    [Fact, Message("DidNotYield")]
    public void A_scope_says_that_its_body_is_to_yield()
    {
        Says(DidNotYield, () => GeneratorScope.Run(() => new Generator<int>(async _ => { }), _ => { }));
    }

    [Fact, Message("DidNotStop")]
    public void A_scope_says_that_its_body_is_to_yield_once()
    {
        Generator<int> g = new(async yield => { await yield(1); await yield(2); });
        Says(DidNotStop, () => GeneratorScope.Run(() => g, _ => { }));
        Assert.Equal(Closed, g.State);
    }

    [Fact, Message("DidNotStopAfterThrow")]
    public void A_scope_says_that_its_body_is_to_end_after_an_exception()
    {
        Generator<int> g = new(async yield =>
        {
            try { await yield(1); }
            catch (ArithmeticException) { await yield(2); }
        });
        Assert.Same(s_e, Says(
            DidNotStopAfterThrow, () => GeneratorScope.Run(() => g, _ => throw s_e)).InnerException);
        Assert.Equal(Closed, g.State);
    }

    [Fact]
    public void Driving_names_the_argument_that_is_null()
    {
        int calls = 0;
        Generator<int, int, int> g = new(async yield => { calls++; return await yield(1); });
        Generator<int> Make() { calls++; return g; }
        (string, Action)[] wrong =
        [
            ("respond", () => g.Run(null!)), ("respond", () => ((Generator<int, int>)g).Run(null!)),
            ("second", () => g.Converse(null!)), ("first", () => ((Generator<int, int>)null!).Converse(g)),
            ("generator", () => ((Generator<int, int, int>)null!).Collect()),
            ("factory", () => GeneratorScope.Run((Func<Generator<int>>)null!, _ => { })),
            ("factory", () => GeneratorScope.Run((Func<Generator<int>>)null!, _ => 1)),
            ("block", () => GeneratorScope.Run(Make, (Action<int>)null!)),
            ("block", () => GeneratorScope.Run(Make, (Func<int, int>)null!)),
        ];
        Assert.All(wrong, call => Assert.Throws<ArgumentNullException>(call.Item1, call.Item2));
        Assert.Equal((0, Created), (calls, g.State));
    }

    [Fact]
    public async Task Driving_asynchronously_names_it_in_the_task()
    {
        AsyncGenerator<int, int, int> g = new(async yield => await yield(1));
        Generator<int, int, int> sync = new(async yield => await yield(1));
        AsyncGenerator<int> Make() => throw s_e;
        Generator<int> MakeSync() => throw s_e;
        (string, ValueTask)[] wrong =
        [
            ("respond", Plain(sync.RunAsync((Func<int, ValueTask<int>>)null!))),
            ("respond", Plain(sync.RunAsync((Func<int, CancellationToken, ValueTask<int>>)null!))),
            ("respond", ((Generator<int, int>)sync).RunAsync((Func<int, ValueTask<int>>)null!)),
            ("respond", ((Generator<int, int>)sync).RunAsync((Func<int, CancellationToken, ValueTask<int>>)null!)),
            ("respond", Plain(g.RunAsync((Func<int, ValueTask<int>>)null!))),
            ("respond", Plain(g.RunAsync((Func<int, CancellationToken, ValueTask<int>>)null!))),
            ("respond", ((AsyncGenerator<int, int>)g).RunAsync((Func<int, ValueTask<int>>)null!)),
            ("respond", ((AsyncGenerator<int, int>)g).RunAsync((Func<int, CancellationToken, ValueTask<int>>)null!)),
            ("generator", Plain(((AsyncGenerator<int, int, int>)null!).CollectAsync())),
            ("first", Plain(((AsyncGenerator<int, int>)null!).ConverseAsync(g))),
            ("second", Plain(g.ConverseAsync(null!))),
            ("factory", Plain(GeneratorScope.RunAsync((Func<AsyncGenerator<int>>)null!, async _ => { }))),
            ("factory", Plain(GeneratorScope.RunAsync((Func<AsyncGenerator<int>>)null!, async _ => 1))),
            ("factory", Plain(GeneratorScope.RunAsync((Func<Generator<int>>)null!, async _ => { }))),
            ("factory", Plain(GeneratorScope.RunAsync((Func<Generator<int>>)null!, async _ => 1))),
            ("block", Plain(GeneratorScope.RunAsync(Make, (Func<int, ValueTask>)null!))),
            ("block", Plain(GeneratorScope.RunAsync(Make, (Func<int, ValueTask<int>>)null!))),
            ("block", Plain(GeneratorScope.RunAsync(MakeSync, (Func<int, ValueTask>)null!))),
            ("block", Plain(GeneratorScope.RunAsync(MakeSync, (Func<int, ValueTask<int>>)null!))),
        ];
        foreach (var (name, call) in wrong)
        {
            await Assert.ThrowsAsync<ArgumentNullException>(name, async () => await call);
        }

        Assert.Equal((Created, Created), (g.State, sync.State));
        static async ValueTask Plain<T>(ValueTask<T> call) => await call;
    }
}
