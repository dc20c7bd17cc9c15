using Parley;

namespace Backtrack;

/// <summary>Finds all solutions of a problem by forking at each choice.</summary>
public static class Search
{
    /// <param name="problem">A generator that yields what it could choose next, is sent one of these, and returns a
    /// solution. If there is nothing that it could choose, it has taken a wrong turn before.</param>
    public static Generator<TSolution> Solutions<TChoice, TSolution>(
        Generator<IEnumerable<TChoice>, TChoice, TSolution> problem) => new(async yield =>
    {
        if (problem.State == GeneratorState.Created && !problem.MoveNext()) await yield(problem.Result);
        else foreach (TChoice choice in problem.Current)
        {
            using Generator<IEnumerable<TChoice>, TChoice, TSolution> fork = problem.Fork();
            if (fork.TrySend(choice)) await yield.From(Solutions(fork));
            else await yield(fork.Result);
        }
    });
}
