using Parley;

namespace Backtrack;

/// <summary>Backtracking without forks, as in the language Icon: "goal1 &amp; goal2 &amp; …".</summary>
public static class Conjunction
{
    /// <summary>All combinations of one value of each goal. A goal is called anew for each combination of the values
    /// before it.</summary>
    /// <remarks>After conjoin in CPython's Lib/test/test_generators.py.</remarks>
    public static Generator<int[]> Conjoin(IReadOnlyList<Func<Generator<int>>> goals)
    {
        var values = new int[goals.Count];
        return From(0);

        Generator<int[]> From(int goal) => new(async yield =>
        {
            if (goal == values.Length) await yield([.. values]);
            else foreach (int value in goals[goal]())
            {
                values[goal] = value;
                await yield.From(From(goal + 1));
            }
        });
    }
}
