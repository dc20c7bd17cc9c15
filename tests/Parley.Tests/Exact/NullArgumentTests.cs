using Xunit;

namespace Parley.Tests.Exact;

// ArgumentNullException, with the name of the parameter, and nothing else has happened.
public class NullArgumentTests
{
    [Fact]
    public void A_constructor_names_the_body()
    {
        IsNull("body", () => new Generator<int>(null!));
        IsNull("body", () => new Generator<int, int>(null!));
        IsNull("body", () => new Generator<int, int, int>(null!));
    }

    [Fact]
    public void Prime_names_the_generator()
    {
        IsNull("generator", () => ((Generator<int>)null!).Prime());
        IsNull("generator", () => ((Generator<int, int>)null!).Prime());
        IsNull("generator", () => ((Generator<int, int, int>)null!).Prime());
    }

    [Fact]
    public void Throw_names_the_exception_in_every_state_and_changes_none()
    {
        Generator<int, int> g = null!;
        void Refuses(GeneratorState state)
        {
            IsNull("exception", () => g.Throw(null!));
            IsNull("exception", () => g.TryThrow(null!));
            Assert.Equal(state, g.State);
        }

        g = new(async yield =>
        {
            Refuses(GeneratorState.Running);
            await yield(await yield(1));
            await yield.From([3]);
        });
        Refuses(GeneratorState.Created);
        Assert.Equal(1, g.Next());
        Refuses(GeneratorState.Suspended);
        Assert.Equal(2, g.Send(2));
        Assert.Equal(3, g.Next());
        Refuses(GeneratorState.Suspended);
        Assert.False(g.MoveNext());
        Refuses(GeneratorState.Closed);
    }

    [Fact]
    public void From_names_the_inner_inside_the_body_and_outside()
    {
        Yield<int> kept = null!;
        Yield<int, int> keptTwoWay = null!;
        void Refuses()
        {
            IsNull("inner", () => kept.From((Generator<int>)null!));
            IsNull("inner", () => kept.From((Generator<int, int, int>)null!));
            IsNull("inner", () => kept.From((IEnumerable<int>)null!));
            IsNull("inner", () => keptTwoWay.From((Generator<int>)null!));
            IsNull("inner", () => keptTwoWay.From((Generator<int, int, int>)null!));
            IsNull("inner", () => keptTwoWay.From((IEnumerable<int>)null!));
        }

        Generator<int> inner = new(async yield =>
        {
            kept = yield;
            Refuses();
            await yield(1);
        });
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

    private static void IsNull(string parameter, Func<object?> call) =>
        Assert.Throws<ArgumentNullException>(parameter, call);
}
