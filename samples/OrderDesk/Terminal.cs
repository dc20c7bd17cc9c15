using Parley.Durable;

namespace OrderDesk;

/// <summary>Prints the questions to standard output, and reads the answers from standard input.</summary>
internal sealed class Terminal(IConversations<Visit, string, string, Order> orders)
{
    private const string Leave = "leave";

    private Task<string?>? _reading;

    /// <summary>Goes on with a conversation until it has ended, or there is no more input.</summary>
    /// <returns>Where it is then.</returns>
    public async Task<Turn<string, Order>> TalkAsync(Turn<string, Order> turn, CancellationToken token)
    {
        while (!turn.HasEnded && turn.Status != ConversationStatus.Stuck)
        {
            var next = AfterAsync(turn, token);
            if (turn.Status == ConversationStatus.Asking)
            {
                Console.WriteLine(turn.Question);
                Console.Write("> ");
                // Not ReadLineAsync, which blocks its thread at a terminal.
                _reading ??= Task.Run(Console.ReadLine, CancellationToken.None);
                if (await Task.WhenAny(_reading, next) == _reading)
                {
                    string? answer = await _reading;
                    if (Console.IsInputRedirected) Console.WriteLine(answer);
                    if (answer is null) return turn;
                    try
                    {
                        turn = answer.Trim() == Leave
                            ? await orders.CloseAsync(turn.Id, token)
                            : await orders.SendAsync(turn.Id, turn.Version, answer, token);
                        _reading = null;
                        continue;
                    }
                    catch (ConversationConflictException)
                    {
                        // The question has just timed out: a line that comes too late answers the next one.
                    }
                }
                else
                {
                    Console.WriteLine();
                }
            }

            turn = await next;
        }

        return turn;
    }

    /// <summary>Waits until a conversation has gone on from where it was.</summary>
    public async Task<Turn<string, Order>> AfterAsync(Turn<string, Order> turn, CancellationToken token)
    {
        await foreach (var (now, _) in orders.WatchAsync(turn.Id, token))
        {
            if (now is not null && now.Version > turn.Version) return now;
        }

        return await orders.GetAsync(turn.Id, token);
    }
}
