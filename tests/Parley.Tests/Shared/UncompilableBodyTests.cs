using System.Runtime.CompilerServices;
using static Parley.Tests.Harness.Subject;
using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Shared;

/// <summary>A body that the runtime can't compile: its first step fails before any of it runs.</summary>
public class UncompilableBodyTests
{
    private static IntReturner Uncompilable() => Make<int, int, int>(async yield =>
    {
        await yield(1);
        SizeOf<Large<decimal>>();
        return 2;
    });

    [Theory, InlineData(Call.Next), InlineData(Call.MoveNext)]
    public async Task It_fails_at_its_first_advance_and_is_closed(Call call)
    {
        var g = Uncompilable();
        await Throws<TypeLoadException>(async () => await g.Do(call));
        await IsClosed(g);
        await g.CloseAsync();
        Assert.IsType<TypeLoadException>(Assert.Throws<InvalidOperationException>(() => g.Result).InnerException);
    }

    [Theory, InlineData(1), InlineData(2), InlineData(100)]
    public async Task Behind_a_From_the_failure_is_raised_there(int levels)
    {
        IntGenerator inner = Uncompilable();
        for (int i = 1; i < levels; i++) inner = Delegating(inner);
        var outer = Make<int>(async yield =>
        {
            await yield(1);
            try { await yield.From(inner); }
            catch (TypeLoadException) { await yield(2); }
        });
        await AdvancesTo(2, outer);
        await outer.CloseAsync();
        await IsClosed(inner, outer);
    }

    [Fact]
    public async Task As_the_inner_of_a_body_that_is_being_closed_it_fails_the_close()
    {
        var outer = await Started(Make<int>(async yield =>
        {
            try { await yield(1); }
            finally { await yield.From(Uncompilable()); }
        }));
        await Throws<TypeLoadException>(() => outer.CloseAsync());
        await IsClosed(outer);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int SizeOf<T>() => Unsafe.SizeOf<T>();

    // With elements of 16 bytes, it is larger than the runtime allows.
    [InlineArray(1 << 23)]
    private struct Large<T>
    {
        private T _element;
    }
}
