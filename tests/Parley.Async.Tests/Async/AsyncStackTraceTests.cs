using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Parley.Tests.Async;

public class AsyncStackTraceTests
{
    [Theory, Row("EXC-02"), InlineData(false), InlineData(true)]
    public async Task Exception_from_behind_a_wait_names_what_the_body_calls_and_the_bodies_and_not_the_library(
        bool delegated)
    {
        var gate = new Gate();
        var g = new AsyncGenerator<int>(async yield => { await gate; Elsewhere(); await yield(1); });
        var outer = delegated ? new AsyncGenerator<int>(async yield => await yield.From(g)) : g;
        var call = gate.Through(outer.NextAsync());
        var e = await Throws<ArithmeticException, int>(() => call);
        var frames = e.StackTrace!.Split('\n').TakeWhile(line => !line.Contains(".Harness.")).ToList();
        Assert.Contains(nameof(Elsewhere), frames[0]);
        Assert.All(frames, frame => Assert.Matches($"{nameof(AsyncStackTraceTests)}|--- End of stack trace", frame));
        Assert.Equal(delegated ? 2 : 1, frames.Count(frame => Regex.IsMatch(frame, ">b__.*MoveNext")));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Elsewhere() => throw new ArithmeticException();
}
