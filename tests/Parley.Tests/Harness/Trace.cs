namespace Parley.Tests.Harness;

/// <summary>Events in their order: what bodies note, and what calls give.</summary>
internal sealed class Trace : List<string>
{
    /// <summary>Notes "name: " and the value, "end" and the value that it carries, or the exception's words.</summary>
    public void Call<T>(string name, Func<T> call)
    {
        string outcome;
        try { outcome = $"{call()}"; }
        catch (StopIterationException end) { outcome = $"end {end.Value}".TrimEnd(); }
        catch (Exception exception) { outcome = Words(exception); }

        Add($"{name}: {outcome}");
    }

    /// <inheritdoc cref="Call{T}(string, Func{T})"/>
    public void Call(string name, Action call) => Call(name, () => { call(); return "done"; });

    /// <summary>Notes each generator's state.</summary>
    public void States<T>(params Generator<T>[] generators) => Add(string.Join(' ', generators.Select(g => g.State)));

    /// <summary>CPython's words for an error of Parley's own, "exit" for an exit; else the message.</summary>
    public static string Words(Exception exception) =>
        exception is GeneratorExitException ? "exit"
        : exception is not InvalidOperationException ? exception.Message
        : exception.Message.Contains("generator already executing", StringComparison.Ordinal) ? "already executing"
        : exception.Message.Contains("generator ignored GeneratorExit", StringComparison.Ordinal) ? "ignored exit"
        : exception.Message.Contains("generator raised StopIteration", StringComparison.Ordinal) ? "raised end"
        : exception.Message;
}
