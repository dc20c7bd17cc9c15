using System.Diagnostics.CodeAnalysis;
using Parley;
using Parley.CompilerServices;

namespace Questionnaire;

/// <summary>A question, and how each of its answers is written.</summary>
public abstract record Question(string Text, IReadOnlyList<string> Choices)
{
    /// <summary>Finds the answer that is written so; false if there is none.</summary>
    public abstract bool TryAnswer(string choice, [NotNullWhen(true)] out object? answer);
}

/// <summary>A question whose answers are of type <typeparamref name="T"/>.</summary>
public sealed record Question<T>(string Text, IReadOnlyList<string> Choices, IReadOnlyList<T> Answers)
    : Question(Text, Choices), IRequest<T>
    where T : notnull
{
    /// <inheritdoc/>
    public override bool TryAnswer(string choice, [NotNullWhen(true)] out object? answer)
    {
        for (int i = 0; i < Choices.Count; i++)
        {
            if (!Choices[i].Equals(choice, StringComparison.OrdinalIgnoreCase)) continue;
            answer = Answers[i];
            return true;
        }

        answer = null;
        return false;
    }
}

/// <summary>The words of an interview: each asks a question, and evaluates to its answer.</summary>
public static class Words
{
    extension(Yield<Question, object> yield)
    {
        /// <summary>Asks for one of several texts.</summary>
        public YieldAwaitable<Question, object, string> Choose(string text, params string[] choices) =>
            yield.Ask(new Question<string>(text, choices, choices));

        /// <summary>Asks for a yes or no.</summary>
        public YieldAwaitable<Question, object, bool> Confirm(string text) =>
            yield.Ask(new Question<bool>(text, ["yes", "no"], [true, false]));

        /// <summary>Asks for a number from 1 to <paramref name="most"/>.</summary>
        public YieldAwaitable<Question, object, int> Count(string text, int most)
        {
            int[] numbers = [.. Enumerable.Range(1, most)];
            return yield.Ask(new Question<int>(text, [.. numbers.Select(number => $"{number}")], numbers));
        }
    }
}
