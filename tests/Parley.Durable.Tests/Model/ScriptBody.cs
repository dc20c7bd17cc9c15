namespace Parley.Durable.Tests.Model;

/// <summary>The body of a script. What it asks says all that it has seen since it asked last, so that nothing that
/// comes in and nothing that is skipped goes unnoticed.</summary>
internal sealed class ScriptBody(Part[] parts, Func<bool, Generator<string, string, string>> run)
{
    private readonly List<string> _seen = [];

    public Generator<string, string, string> Serve() => Serve(parts);

    private Generator<string, string, string> Serve(Part[] parts) => new(async yield =>
    {
        foreach (Part part in parts)
        {
            try
            {
                _seen.Add(part.Act switch
                {
                    Act.Ask => await yield(Said("?")),
                    Act.Delegate => await yield.From(Serve(part.Inner)),
                    Act.Run => await yield.From(run(true)),
                    Act.RunInVain => await yield.From(run(false)),
                    _ => throw new NotImplementedException(),
                });
            }
            catch (Exception exception) when (Catches(part.Guard, exception))
            {
                _seen.Add($"caught {exception.GetType().Name}");
                if (part.Answer == Answer.Ask) _seen.Add(await yield(Said("caught?")));
                else if (part.Answer == Answer.Rethrow) throw;
                else if (part.Answer == Answer.Replace) throw new NotSupportedException();
                else if (part.Answer == Answer.Return) return Said("early");
            }
            finally
            {
                _seen.Add("finally");
                if (part.AsksAtLast) _seen.Add(await yield(Said("at last?")));
            }
        }

        return Said("end");
    });

    private string Said(string text)
    {
        string said = string.Join(", ", [.. _seen, text]);
        _seen.Clear();
        return said;
    }

    private static bool Catches(Guard guard, Exception exception) => guard switch
    {
        Guard.Nothing => false,
        Guard.Fault => exception is ConversationFaultException,
        Guard.Cancellation => exception is ConversationCanceledException,
        Guard.FailedEffect => exception is EffectFailedException,
        _ => true,
    };
}
