using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using static Parley.Tests.Harness.Subject;
using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Shared;

public class StackTraceTests
{
    [Fact, Row("THROW-09")]
    public async Task A_rethrown_exception_still_names_its_first_throw_site_and_the_body()
    {
        var e = FromElsewhere();
        var g = await Started(Make<int>(async yield =>
        {
            try { await yield(1); }
            catch (ArithmeticException) { throw; }
        }));
        await Throws(e, () => g.ThrowAsync(e));
        Assert.Equal([nameof(Elsewhere), nameof(FromElsewhere), "body"], Sites(e));
    }

    [Fact, Row("THROW-09")]
    public async Task An_exception_that_passes_a_finally_still_names_its_first_throw_site_and_the_body()
    {
        var e = FromElsewhere();
        bool ran = false;
        var g = await Started(Make<int>(async yield => { try { await yield(1); } finally { ran = true; } }));
        await Throws(e, () => g.TryThrowAsync(e));
        Assert.True(ran);
        Assert.Equal([nameof(Elsewhere), nameof(FromElsewhere), "body"], Sites(e));
    }

    [Fact, Row("THROW-09")]
    public async Task An_exception_that_goes_up_through_a_delegation_names_both_bodies()
    {
        var e = FromElsewhere();
        var inner = Make<int>(async yield =>
        {
            try { await yield(1); }
            catch (ArithmeticException) { throw; }
        });
        var outer = await Started(Make<int>(async yield =>
        {
            try { await yield.From(inner); }
            catch (ArithmeticException) { throw; }
        }));
        await Throws(e, () => outer.ThrowAsync(e));
        Assert.Equal([nameof(Elsewhere), nameof(FromElsewhere), "body", "body"], Sites(e));
    }

    [Fact, Row("EXC-02")]
    public async Task What_a_body_calls_and_the_body_are_named_and_the_library_is_not()
    {
        var make = () => Make<int, int>(async yield => { await yield(1); Elsewhere(); });
        async Task Names<T>(Func<IntSender, ValueTask<T>> call)
        {
            var g = await Started(make());
            var e = await Throws<ArithmeticException, T>(() => call(g));
            Assert.Equal([nameof(Elsewhere), "body"], Sites(e));
        }

        await Names(g => g.NextAsync());
        await Names(g => g.MoveNextAsync());
        await Names(g => g.SendAsync(1));
        await Names(g => g.TrySendAsync(1));
    }

    // The frames down to the harness's call, in short: this class's methods by name, its bodies, others in full. Each
    // once: a catch that awaits raises its exception anew, which names the body again.
    private static IEnumerable<string> Sites(Exception e, [CallerMemberName] string test = "")
    {
        Assert.DoesNotMatch(@"at Parley\.(?!Tests\.)", e.StackTrace);
        string frame = Regex.Escape(typeof(StackTraceTests).FullName!);
        string body = $@"^{frame}[.+]\S*<<{test}>b__\S+>(d|\$direct)\.MoveNext$";
        return e.StackTrace!.Split('\n')
            .Select(line => Regex.Match(line, @"^ +at (.+?)\("))
            .Where(match => match.Success)
            .Select(match => match.Groups[1].Value)
            .TakeWhile(name => !name.Contains(".Harness.", StringComparison.Ordinal))
            .Distinct()
            .Select(name => Regex.IsMatch(name, body) ? "body" : Regex.Replace(name, $@"^{frame}\.", ""));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Elsewhere() => throw new ArithmeticException();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ArithmeticException FromElsewhere()
    {
        try { Elsewhere(); throw new NotSupportedException(); }
        catch (ArithmeticException e) { return e; }
    }
}
