using System.Runtime.CompilerServices;
using static Parley.Tests.Harness.Subject;

namespace Parley.Tests.Shared;

public class ForkInlineArrayTests
{
    [Fact]
    public async Task Every_element_of_an_inline_array_splits()
    {
        var g = Make<int>(async yield =>
        {
            int count = 0;
            Three<Func<int>> functions = default;
            Three<(int, Func<int>)> pairs = default;
            for (int i = 0; i < 3; i++)
            {
                functions[i] = () => ++count;
                pairs[i] = (i, () => ++count);
            }

            while (true)
            {
                for (int i = 0; i < 3; i++) await yield(functions[i]() + pairs[i].Item2() + pairs[i].Item1);
            }
        });
        await Expect.Yields(3, g.NextAsync());
        var fork = g.Fork();
        await Expect.Yields(8, g.NextAsync());
        await Expect.Yields(13, g.NextAsync());
        await Expect.Yields(8, fork.NextAsync());
        await Expect.Yields(13, fork.NextAsync());
    }

    [InlineArray(3)]
    private struct Three<T>
    {
        private T _first;
    }
}
