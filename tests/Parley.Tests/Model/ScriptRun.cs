using Parley.Tests.Oracle;

namespace Parley.Tests.Model;

/// <summary>Runs a script, delegating with <c>yield.From</c> or by hand: PEP 380's expansion, written down as naively
/// as it stands there. Nothing that can be seen from outside, or from inside the bodies, may tell one from the
/// other.</summary>
internal sealed class ScriptRun
{
    private readonly bool _byHand;
    private readonly int _count;
    private readonly Stage _stage;
    private int _yielded;

    private ScriptRun(Script script, bool byHand)
    {
        _byHand = byHand;
        _count = script.Bodies.Length;
        _stage = new Stage(stage =>
        {
            foreach (Part[] parts in script.Bodies) stage.Add(new Returning(yield => Body(yield, parts)));
        });
    }

    /// <summary>What came of each call, and what the bodies logged meanwhile.</summary>
    public static string[] Trace(Script script, bool byHand)
    {
        var run = new ScriptRun(script, byHand);
        return [.. script.Calls.Select(run.Perform)];
    }

    private string Perform(Call call)
    {
        _stage.Events.Clear();
        Returning target = Target(call.Target);
        Verb verb = target.State == GeneratorState.Created ? Verb.Next : call.Verb;
        Exception? thrown = verb == Verb.Throw ? call.Thrown.Make() : null;
        string outcome = _stage.Outcome(verb.ToString().ToLowerInvariant(), target, 200, thrown);
        string standing = $"{string.Join(' ', All.Select(generator => generator.State))} {target.Current}";
        return $"{verb} g{call.Target % _count} => {outcome} | {standing} | {string.Join("; ", _stage.Events)}";
    }

    private IEnumerable<Plain> All => Enumerable.Range(0, _count).Select(i => _stage[i]);
    private Returning Target(int target) => (Returning)_stage[target % _count];

    private async ReturningBody Body(Yield<int, int?> yield, Part[] parts)
    {
        foreach (Part part in parts)
        {
            try
            {
                if (part.Act == Act.Yield) { _stage.Log(await yield(++_yielded)); }
                else if (part.Act == Act.Delegate && !_byHand) { _stage.Log(await yield.From(Target(part.Target))); }
                else if (part.Act == Act.Delegate)
                {
                    Returning inner = Target(part.Target);
                    int value;
                    try { value = inner.Next(); }
                    catch (StopIterationException) { goto Ended; }

                    while (true)
                    {
                        int? sent;
                        try { sent = await yield(value); }
                        catch (GeneratorExitException) { inner.Close(); throw; }
                        catch (Exception e)
                        {
                            try { value = inner.Throw(e); continue; }
                            catch (StopIterationException) { goto Ended; }
                        }

                        try { value = sent is null ? inner.Next() : inner.Send(sent); }
                        catch (StopIterationException) { goto Ended; }
                    }

                Ended:
                    _stage.Log(inner.TryGetResult(out int? result) ? result : null);
                }
                else { Perform(part); }
            }
            catch (Exception e) when (part.Guard.Catches(e))
            {
                _stage.Caught(e);
                if (part.Answer == Answer.Yield) _stage.Log(await yield(++_yielded));
                else if (part.Answer == Answer.Rethrow) throw;
                else if (part.Answer == Answer.Replace) throw new Mishap();
                else if (part.Answer == Answer.Return) return ++_yielded;
            }
            finally { if (part.YieldsAtLast) _stage.Log(await yield(++_yielded)); }
        }

        return ++_yielded;
    }

    private void Perform(Part part)
    {
        Returning target = Target(part.Target);
        switch (part.Act)
        {
            case Act.Raise: throw part.Thrown.Make();
            case Act.Next: _stage.TryNext(target); break;
            case Act.Send: _stage.TrySend(target, 100); break;
            case Act.Throw: _stage.TryThrow(target, part.Thrown.Make()); break;
            case Act.Close: _stage.TryClose(target); break;
            case Act.Look: _stage.Log(string.Join(' ', All.Select(generator => generator.State))); break;
        }
    }
}
