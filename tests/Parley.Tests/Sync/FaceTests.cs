using Parley.Tests.Shared;

namespace Parley.Tests.Sync;

/// <summary>Faces that are called while their generator is executing.</summary>
public class FaceTests
{
    private readonly ArithmeticException _e = new();
    private readonly List<string> _log = [];

    [Fact]
    public void A_call_on_it_while_its_generator_is_executing_is_an_error_at_the_From()
    {
        foreach (int depth in new[] { 1, 2, 3 })
        {
            Generator<int> outer = null!;
            var g = new Generator<int>(async yield =>
            {
                await yield(1);
                _log.Add($"{outer.Next()}");
                await yield(2);
            });
            Generator<int> face = g;
            for (int i = 0; i < depth; i++) face = face.SelectYield(x => x * 10);
            outer = new(async yield => await yield.From(new Generator<int>(async yield =>
            {
                await yield(5);
                try { await yield.From(face); }
                catch (InvalidOperationException e) { _log.Add(e.Message[..24]); await yield(-1); }
            })));
            Assert.Equal(5, outer.Next());
            Assert.Equal(1, g.Next());
            Assert.Equal(2, g.Next());
            Assert.Equal("-1", _log[^1]);
            Assert.Equal((-1, GeneratorState.Suspended), (outer.Current, face.State));
            Assert.False(outer.MoveNext());
            Assert.False(face.MoveNext());
        }
    }

    [Fact]
    public void While_delegating_to_it_likewise_and_its_Current_stays()
    {
        foreach (Call call in new[] { Call.Next, Call.Throw, Call.Close })
        {
            _log.Clear();
            Generator<int> outer = null!;
            var g = new Generator<int>(async yield =>
            {
                await yield(1);
                await yield(2);
                _log.Add(Outcome(() => call switch
                {
                    Call.Next => outer.MoveNext(),
                    Call.Throw => outer.TryThrow(_e),
                    _ => Closed(outer),
                }));
                await yield(3);
            });
            var face = g.SelectYield(x => x * 10);
            outer = new(async yield =>
            {
                try { await yield.From(face); }
                catch (InvalidOperationException) { _log.Add("refused"); if (call != Call.Close) await yield(-1); }
            });
            Assert.Equal(10, outer.Next());
            Assert.Equal(20, outer.Next());
            Assert.Equal(3, g.Next());
            Assert.Equal(["refused", call == Call.Close ? "False" : "True"], _log);
            Assert.Equal(
                call == Call.Close ? (GeneratorState.Closed, 0) : (GeneratorState.Suspended, -1),
                (outer.State, outer.Current));
            Assert.Equal((GeneratorState.Suspended, 20), (face.State, face.Current));
            Assert.False(face.MoveNext());
        }
    }

    private static bool Closed(Generator<int> g)
    {
        g.Close();
        return false;
    }

    private static string Outcome(Func<bool> call)
    {
        try { return $"{call()}"; }
        catch (Exception e) { return e.GetType().Name; }
    }
}
