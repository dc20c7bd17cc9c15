using System.Runtime.CompilerServices;
using Parley.Engine;

namespace Parley;

public partial class Generator<TYield, TSend>
{
    /// <summary>
    /// Starts a new generator, or sends <paramref name="value"/> to the paused yield, and runs the body to its next
    /// yield. With it, a driver can start generators and go on with them by the same call, as Python's drivers do with
    /// <c>send(None)</c>.
    /// </summary>
    /// <param name="value">The value that the paused yield evaluates to. To start a new generator, it must be the
    /// default.</param>
    /// <returns>The next yielded value.</returns>
    /// <remarks>While the generator delegates to an enumerable, which can't be sent values, the default advances
    /// it.</remarks>
    /// <exception cref="StopIterationException">The generator has ended. If this call ended it, the exception has the
    /// returned value.</exception>
    /// <exception cref="InvalidOperationException">
    /// The generator hasn't been started and <paramref name="value"/> isn't the default, or it is already executing.
    /// The call has no effect.
    /// </exception>
    /// <exception cref="Exception">The body threw it; the generator is then closed.</exception>
    /// <example>
    /// <code>
    /// var sum = new Generator&lt;int, int>(async yield =>
    /// {
    ///     int total = 0;
    ///     while (true) total += await yield(total);
    /// });
    /// int next = 0;
    /// next = sum.Resume(next) + 1;   // 1: this started it
    /// next = sum.Resume(next) + 1;   // 2
    /// next = sum.Resume(next) + 1;   // 4
    /// </code>
    /// </example>
    public TYield Resume(TSend value)
    {
        bool ended = _phase == Phase.Closed;
        return TryResume(value) ? _current! : throw StopIteration(endsNow: !ended);
    }

    /// <summary>Does the same as <see cref="Resume"/>, but reports the end without an exception.</summary>
    /// <param name="value">The value that the paused yield evaluates to. To start a new generator, it must be the
    /// default.</param>
    /// <returns>True if the body yielded, with the value in <see cref="Generator{TYield}.Current"/>; false if the
    /// generator has ended, now or earlier.</returns>
    /// <exception cref="InvalidOperationException">
    /// The generator hasn't been started and <paramref name="value"/> isn't the default, or it is already executing.
    /// The call has no effect.
    /// </exception>
    /// <exception cref="Exception">The body threw it; the generator is then closed.</exception>
    /// <example>
    /// <code>
    /// var echo = new Generator&lt;string?, string?>(async yield => await yield(await yield("ready")));
    /// string? answer = null;
    /// while (echo.TryResume(answer)) answer = $"{echo.Current}!";
    /// string? last = answer;   // ready!!
    /// </code>
    /// </example>
    public bool TryResume(TSend value) =>
        _phase == Phase.Suspended || Innermost is Generator<TYield, TSend> { TakesSend: true }
            ? TrySend(value)
            : DriveResume(value);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool DriveResume(TSend value)
    {
        var drive = new Drive(this);
        return Conclude(ResumeBy(ref drive, value));
    }

    internal Outcome ResumeBy(ref Drive drive, TSend value)
    {
        bool isDefault = EqualityComparer<TSend>.Default.Equals(value, default!);
        if (_phase == Phase.Created && !IsFace) return isDefault ? drive.Advance() : throw Errors.CannotStartWith();
        return SendBy(ref drive, value, mayAdvance: isDefault || IsFace);
    }
}
