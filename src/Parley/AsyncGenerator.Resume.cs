using System.Diagnostics;
using Parley.Engine;
using Parley.Waiting;

namespace Parley;

public partial class AsyncGenerator<TYield, TSend>
{
    /// <inheritdoc cref="Generator{TYield, TSend}.Resume"/>
    /// <example>
    /// <code>
    /// var sum = new AsyncGenerator&lt;int, int>(async yield =>
    /// {
    ///     int total = 0;
    ///     while (true) total += await yield(total);
    /// });
    /// int next = 0;
    /// next = await sum.ResumeAsync(next) + 1;   // 1: this started it
    /// next = await sum.ResumeAsync(next) + 1;   // 2
    /// </code>
    /// </example>
    public ValueTask<TYield> ResumeAsync(TSend value) => Value(new Resuming((Generator<TYield, TSend>)Core, value));

    /// <inheritdoc cref="Generator{TYield, TSend}.TryResume"/>
    /// <example>
    /// <code>
    /// var echo = new AsyncGenerator&lt;string?, string?>(async yield => await yield(await yield("ready")));
    /// string? answer = null;
    /// while (await echo.TryResumeAsync(answer)) answer = $"{echo.Current}!";
    /// string? last = answer;   // ready!!
    /// </code>
    /// </example>
    public ValueTask<bool> TryResumeAsync(TSend value) => Move(new Resuming((Generator<TYield, TSend>)Core, value));

    internal ValueTask<Moved<TYield>> Resume(TSend value) =>
        MoveTo(new Resuming((Generator<TYield, TSend>)Core, value));

    [DebuggerStepThrough, StackTraceHidden]
    private readonly struct Resuming(Generator<TYield, TSend> taker, TSend value) : IOperation
    {
        public bool TryPut(Generator<TYield> core) => taker.TryPut(value);

        public Outcome Invoke(ref Generator<TYield>.Drive drive) => taker.ResumeBy(ref drive, value);

        public void NoteRefusal(Generator<TYield> core) => core.NoteRefusal("send", value, isBusy: true);
    }
}
