using Parley;
using Parley.Durable;

namespace SupportAgent;

/// <summary>
/// A whole agent: a loop in which a model answers and calls tools, and a person is asked before money moves. What was
/// said so far is a local variable. Each call of the model and of a tool is an effect: its result is journaled, and the
/// process may end between any two lines. Another one goes on there, and asks nobody for the same again.
/// </summary>
public sealed class Agent(Durable<Question, string> d, Inquiry inquiry, Model model, IShop shop)
{
    private static readonly EffectOptions
        s_ask = new() { Attempts = 3, Timeout = TimeSpan.FromMinutes(5), ReadOnly = true },
        s_look = new() { Attempts = 3, ReadOnly = true },
        s_refund = new() { AtMostOnce = true };

    public Generator<Question, string, Outcome> Serve() => new(async yield =>
    {
        List<Message> history = [];
        Outcome outcome = new([], []);
        Answer answer = new($"Hello {inquiry.Customer}. How can I help? Say bye when all is done.", []);
        while (true)
        {
            foreach (ToolCall call in answer.Calls)
                history.Add(new(Speaker.Tool, await yield.From(Use(call, outcome)), CallId: call.Id));

            if (answer.Calls.Count == 0)
            {
                string said = (await yield(new(Person.Customer, answer.Text))).Trim();
                if (said == "bye") return outcome;
                history.Add(new(Speaker.Customer, said));
            }

            try
            {
                answer = await yield.From(d.Run(
                    "ask the model", context => model.AnswerAsync(history, context), s_ask));
                history.Add(new(Speaker.Agent, answer.Text, answer.Calls));
            }
            catch (EffectFailedException)
            {
                answer = new("Sorry, I have lost my train of thought. Please say that again.", []);
            }
        }
    });

    private Generator<Question, string, string> Use(ToolCall call, Outcome outcome) => new(async yield =>
    {
        switch (Tools.Read(call))
        {
            case LookUp(int number):
                Order? order = await yield.From(d.Run($"look up order {number}", context =>
                {
                    context.Report(new Progress(context.Key, $"[looks up order {number}]"));
                    return shop.FindAsync(inquiry.Customer, number, context.CancellationToken);
                }, s_look));
                return order is null ? $"{inquiry.Customer} has no order {number}." : Tools.Write(order);
            case Refund refund:
                return await yield.From(PayBack(refund, outcome));
            default:
                return "There is no such tool, or it doesn't take that.";
        }
    });

    private Generator<Question, string, string> PayBack(Refund refund, Outcome outcome) => new(async yield =>
    {
        const string Unknown =
            "Nobody knows whether the refund was made, so it isn't tried again: a person has to find out.";
        // The model could try again all the same.
        if (outcome.Unknown.Any(it => it.Number == refund.Number)) return Unknown;

        string may;
        do may = (await yield(new(Person.Manager, $"May I refund {refund}? (yes, no)"))).Trim();
        while (may is not ("yes" or "no"));
        if (may == "no") return "The manager has refused the refund.";

        try
        {
            bool isMade = await yield.From(d.Run($"refund {refund}", context =>
            {
                context.Report(new Progress(context.Key, $"[refunds {refund}]"));
                return shop.RefundAsync(context.Key, inquiry.Customer, refund, context.CancellationToken);
            }, s_refund));
            if (!isMade) return "Not refunded: there is no such order, or not as much of it is left.";
            outcome.Refunds.Add(refund);
            return "Refunded.";
        }
        catch (EffectFailedException) // such as an EffectOutcomeUnknownException: the process ended meanwhile
        {
            outcome.Unknown.Add(refund);
            return Unknown;
        }
    });
}
