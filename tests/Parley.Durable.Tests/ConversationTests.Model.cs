using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;
using Parley.Durable.Tests.Model;

namespace Parley.Durable.Tests;

/// <summary>The generators' protocol holds for conversations, whatever process they are in.</summary>
public abstract partial class ConversationTests
{
    /// <summary>Gets how many random bodies are tried.</summary>
    protected virtual int Scripts => 100;

    [Fact]
    public void A_conversation_does_what_its_body_does_when_it_is_driven_by_hand()
    {
        string text = Environment.GetEnvironmentVariable("PARLEY_SEED") ?? "342";
        ulong seed = ulong.Parse(text, CultureInfo.InvariantCulture);
        TestContext.Current.TestOutputHelper?.WriteLine($"PARLEY_SEED={seed}"); // an odd number replays another run
        Replay replay = new(new Rnd(seed, 1), FSharpOption<int>.None);
        Config config = Config.QuickThrowOnFailure.WithMaxTest(Scripts).WithReplay(FSharpOption<Replay>.Some(replay));
        int count = 0;
        HashSet<string> seen = [];
        Prop.ForAll(Script.Any, script => Compare(script, $"{count++}", seen).GetAwaiter().GetResult()).Check(config);
        Assert.Equal(
            "Asking Canceled Completed Failed Stuck refused",
            string.Join(' ', seen.Order(StringComparer.Ordinal))); // or the scripts prove too little
    }

    private async Task Compare(Script script, string id, HashSet<string> seen)
    {
        Reference reference = new(script.Body);
        await _world.Restart();
        _world.With((d, name) => new ScriptBody(script.Body, succeeds => d.Run(
            "act",
            (key, token) => succeeds ? Task.FromResult("done") : throw new InvalidOperationException())).Serve());
        Position? expected = reference.Take(null);
        if (expected is null)
        {
            await Assert.ThrowsAsync<ConversationRefusedException>(() => _world.Talks.StartAsync(id, ""));
            return;
        }

        var turn = await _world.Talks.StartAsync(id, "");
        Assert.Equal(expected, Where());
        foreach (Call call in script.Calls)
        {
            if (turn.Status != ConversationStatus.Asking) break;
            if (call.Restarts) await _world.Restart();
            Call own = call with { }; // told from equal ones
            Position? next = reference.Take(own);
            string text = next is null ? $"answer {reference.Count}" : reference.Text(own);
            Task<Turn<string, string>> calling = call.Verb switch
            {
                Verb.Send => _world.Talks.SendAsync(id, turn.Version, text),
                Verb.Throw => _world.Talks.ThrowAsync(id, turn.Version, new("", "")),
                _ => _world.Talks.CloseAsync(id),
            };
            if (next is null)
            {
                await Assert.ThrowsAsync<ConversationRefusedException>(() => calling);
                seen.Add("refused");
                turn = await _world.Talks.GetAsync(id);
            }
            else
            {
                turn = await calling;
                expected = next;
            }

            Assert.Equal(expected, Where());
            seen.Add($"{turn.Status}");
        }

        Position Where() => new(
            turn.Status, turn.Status == ConversationStatus.Asking ? turn.Question : turn.Result);
    }
}
