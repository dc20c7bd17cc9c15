using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static Parley.Tests.Harness.Subject;
using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Shared;

/// <summary>A body that the runtime can't compile: its first step fails before any of it runs.</summary>
public class UncompilableBodyTests
{
    private static IntReturner Uncompilable() => Make<int, int, int>(async yield =>
    {
        await yield(1);
        Use(default);
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

    [Fact]
    public async Task A_loop_over_it_gets_its_failure()
    {
        var outer = Make<int>(async yield =>
        {
            IntGenerator g = Uncompilable();
            try { while (await g.MoveNextAsync()) await yield(0); }
            catch (TypeLoadException) { await yield(1); }
            finally { await g.CloseAsync(); }
        });
        Assert.Equal([1], await Rest(outer));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Use(Unloadable value) => GC.KeepAlive(value.Number);

    // An object and a number can't be in one place.
    [StructLayout(LayoutKind.Explicit)]
    private struct Unloadable
    {
        [FieldOffset(0)] public object? Reference;
        [FieldOffset(0)] public int Number;
    }
}
