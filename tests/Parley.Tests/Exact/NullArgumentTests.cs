using Xunit;
using static Parley.GeneratorState;

namespace Parley.Tests.Exact;

// ArgumentNullException, with the name of the parameter, and nothing else has happened.
public class NullArgumentTests
{
    [Fact]
    public void A_constructor_names_the_body() => AreNull(
        "body",
        () => new Generator<int>(null!),
        () => new Generator<int, int>(null!),
        () => new Generator<int, int, int>(null!));

    [Fact]
    public void Prime_names_the_generator() => AreNull(
        "generator",
        () => ((Generator<int>)null!).Prime(),
        () => ((Generator<int, int>)null!).Prime(),
        () => ((Generator<int, int, int>)null!).Prime());

    [Fact]
    public void Throw_names_the_exception_in_every_state_and_changes_none()
    {
        Generator<int, int> g = null!;
        void Refuses(GeneratorState state)
        {
            AreNull("exception", () => g.Throw(null!), () => g.TryThrow(null!));
            Assert.Equal(state, g.State);
        }

        g = new(async yield =>
        {
            Refuses(Running);
            await yield(await yield(1));
            await yield.From([3]);
        });
        Refuses(Created);
        Assert.Equal(1, g.Next());
        Refuses(Suspended);
        Assert.Equal((2, 3), (g.Send(2), g.Next()));
        Refuses(Suspended);
        Assert.False(g.MoveNext());
        Refuses(Closed);
    }

    [Fact]
    public void From_names_the_inner_inside_the_body_and_outside()
    {
        Yield<int> kept = null!;
        Yield<int, int> keptTwoWay = null!;
        void Refuses() => AreNull(
            "inner",
            () => kept.From((Generator<int>)null!), () => keptTwoWay.From((Generator<int>)null!),
            () => kept.From((Generator<int, int, int>)null!), () => keptTwoWay.From((Generator<int, int, int>)null!),
            () => kept.From((IEnumerable<int>)null!), () => keptTwoWay.From((IEnumerable<int>)null!));

        Generator<int> inner = new(async yield => { kept = yield; Refuses(); await yield(1); });
        Generator<int, int> outer = new(async yield =>
        {
            keptTwoWay = yield;
            inner.Next();
            Refuses();
            await yield.From(inner);
            await yield(2);
        });
        Assert.Equal(2, outer.Next());
        Refuses();
        Assert.False(outer.MoveNext());
        Refuses();
    }

    internal static void AreNull(string parameter, params Func<object?>[] calls) =>
        Assert.All(calls, call => Assert.Throws<ArgumentNullException>(parameter, call));
}
