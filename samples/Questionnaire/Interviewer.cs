using Parley;

namespace Questionnaire;

/// <summary>What can be done with any interview.</summary>
public static class Interviewer
{
    /// <summary>What is said instead of an answer to go back to the question before.</summary>
    public const string Back = "back";

    /// <summary>Conducts an interview to its end, and returns what comes of it.</summary>
    /// <param name="interview">The interview.</param>
    /// <param name="ask">Given a remark on the last answer, which is mostly empty, and a question: returns what is said
    /// to it. A wrong answer is asked for again.</param>
    public static TResult Conduct<TResult>(
        Generator<Question, object, TResult> interview, Func<string, Question, string> ask)
    {
        var earlier = new Stack<Generator<Question, object, TResult>>();    // a fork at each question before this one
        try
        {
            string remark = "";
            bool isAsking = interview.MoveNext();
            while (isAsking)
            {
                string said = ask(remark, interview.Current).Trim();
                remark = "";
                if (interview.Current.TryAnswer(said, out object? answer))
                {
                    earlier.Push(interview.Fork());
                    isAsking = interview.TrySend(answer);
                }
                else if (!said.Equals(Back, StringComparison.OrdinalIgnoreCase))
                {
                    remark = $"\"{said}\" isn't one of the answers. ";
                }
                else if (earlier.TryPop(out Generator<Question, object, TResult>? before))
                {
                    interview.Close();
                    interview = before;
                }
                else
                {
                    remark = "This is the first question. ";
                }
            }

            return interview.Result;
        }
        finally
        {
            interview.Close();
            foreach (Generator<Question, object, TResult> fork in earlier) fork.Close();
        }
    }

    /// <summary>All ways through an interview, from the question that it is at: the answers, and what comes of
    /// them.</summary>
    public static Generator<string> Paths<TResult>(Generator<Question, object, TResult> interview, string path = "") =>
        new(async yield =>
        {
            foreach (string choice in interview.Current.Choices)
            {
                using Generator<Question, object, TResult> fork = interview.Fork();
                interview.Current.TryAnswer(choice, out object? answer);
                if (fork.TrySend(answer!)) await yield.From(Paths(fork, $"{path}{choice}, "));
                else await yield($"{path}{choice}: {fork.Result}");
            }
        });
}
