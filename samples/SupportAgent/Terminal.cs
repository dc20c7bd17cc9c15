using Parley.Durable;

namespace SupportAgent;

/// <summary>Prints what the agent says, while it says it, and reads the answers from standard input.</summary>
internal sealed class Terminal(IConversations<Inquiry, Question, string, Outcome> conversations)
{
    private string _key = "", _shown = "";

    /// <summary>Goes on with a conversation until it has ended, or there is no more input.</summary>
    /// <returns>Where it is then.</returns>
    public async Task<Turn<Question, Outcome>> TalkAsync(Turn<Question, Outcome> turn, CancellationToken token)
    {
        while (!turn.HasEnded && turn.Status != ConversationStatus.Stuck)
        {
            if (turn.Status == ConversationStatus.Asking)
            {
                Show(turn.Question!);
                Console.Write("> ");
                // Not ReadLineAsync, which blocks its thread at a terminal.
                string? answer = await Task.Run(Console.ReadLine, CancellationToken.None).WaitAsync(token);
                if (Console.IsInputRedirected) Console.WriteLine(answer);
                if (answer is null) return turn;
                var next = AfterAsync(turn, token); // it watches from here on
                await conversations.SendAsync(turn.Id, turn.Version, answer, token);
                turn = await next;
            }
            else
            {
                turn = await AfterAsync(turn, token); // a kill has left an effect
            }
        }

        EndLine();
        return turn;
    }

    /// <summary>Shows what effects report until the conversation rests again.</summary>
    private async Task<Turn<Question, Outcome>> AfterAsync(Turn<Question, Outcome> turn, CancellationToken token)
    {
        await foreach (var (now, progress) in conversations.WatchAsync(turn.Id, token))
        {
            if (progress is Progress it) Show(it);
            if (now is not null && now.Version > turn.Version && now.Status != ConversationStatus.Running) return now;
        }

        return await conversations.GetAsync(turn.Id, token);
    }

    private void Show(Progress progress)
    {
        if (progress.Key != _key) EndLine();
        _key = progress.Key;
        ShowAll(progress.Text);
    }

    private void Show(Question question)
    {
        string text = $"{question}";
        if (!text.StartsWith(_shown, StringComparison.Ordinal)) EndLine();
        ShowAll(text);
        EndLine();
    }

    // Each text is the whole so far: what comes is printed behind what is there. Another attempt begins anew.
    private void ShowAll(string text)
    {
        if (_shown.StartsWith(text, StringComparison.Ordinal)) return;
        if (!text.StartsWith(_shown, StringComparison.Ordinal)) EndLine();
        Console.Write(text[_shown.Length..]);
        _shown = text;
    }

    private void EndLine()
    {
        if (_shown.Length > 0) Console.WriteLine();
        _shown = "";
    }
}
