// What the programs are written in. They are compiled with it, and so it isn't part of the tests themselves.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Parley;

/// <summary>Thrown by and into bodies.</summary>
public sealed class Oops(string message) : Exception(message);

/// <summary>Tells when it is disposed.</summary>
public sealed class Resource(string name) : IDisposable
{
    public void Dispose() => Program.Log($"disposed {name}");
}

public static partial class Program
{
    private const int Most = 12;

    private static readonly StringBuilder s_log = new();

    public static string Run()
    {
        try
        {
            Main();
        }
        catch (Exception e)
        {
            Log($"Main: {e.GetType()}: {e.Message}");
        }

        return s_log.ToString();
    }

    public static void Log(object? value) => s_log.Append(Shown(value)).Append('\n');

    /// <summary>Says that it is being asked, and gives the answer.</summary>
    public static T Note<T>(object? what, T answer)
    {
        Log($"{Shown(what)}? {Shown(answer)}");
        return answer;
    }

    /// <summary>Runs generators in every way: to the end, and disturbed at each yield in turn.</summary>
    public static void Probe<TYield>(Func<Generator<TYield>> make, bool forks = true) =>
        ProbeAll(make, (g, _) => g.MoveNext(), _ => "", forks);

    public static void Probe<TYield, TSend>(Func<Generator<TYield, TSend>> make, params TSend[] sends) =>
        ProbeAll(make, (g, i) => Send((Generator<TYield, TSend>)g, i, sends), _ => "", forks: true);

    public static void ProbeResult<TYield, TSend, TReturn>(
        Func<Generator<TYield, TSend, TReturn>> make, params TSend[] sends) =>
        ProbeAll(
            make, (g, i) => Send((Generator<TYield, TSend>)g, i, sends),
            g => Result((Generator<TYield, TSend, TReturn>)g), forks: true);

    private static string Result<TYield, TSend, TReturn>(Generator<TYield, TSend, TReturn> g) =>
        g.TryGetResult(out TReturn? result) ? $" = {Shown(result)}" : "";

    private static bool Send<TYield, TSend>(Generator<TYield, TSend> g, int step, TSend[] sends) =>
        step == 0 || sends.Length == 0 ? g.MoveNext() : g.TrySend(sends[(step - 1) % sends.Length]);

    private static void ProbeAll<TYield>(
        Func<Generator<TYield>> make, Func<Generator<TYield>, int, bool> step, Func<Generator<TYield>, string> result,
        bool forks)
    {
        Log("== to the end");
        Generator<TYield> whole = make();
        int length = 0;
        while (length < Most && Try("step", whole, () => step(whole, length), result)) length++;
        Try("again", whole, () => step(whole, 1), result);
        Try("close", whole, () => { whole.Close(); return false; }, result);

        for (int at = 0; at <= length; at++)
        {
            Disturb(at, "advance", g => g.MoveNext());
            Disturb(at, "next", g => { Log(g.Next()); return true; });
            Disturb(at, "close", g => { g.Close(); return false; });
            Disturb(at, "throw", g => g.TryThrow(new Oops("thrown in")));
            Disturb(at, "throw exit", g => g.TryThrow(new GeneratorExitException()));
            Disturb(at, "throw end", g => g.TryThrow(new StopIterationException("an end")));
            if (!forks) continue;
            Fork(at, "fork", g => g.MoveNext());
            Fork(at, "fork and throw", g => g.TryThrow(new Oops("thrown in")));
            Fork(at, "fork and close", g => { g.Close(); return false; });
        }

        void Disturb(int at, string what, Func<Generator<TYield>, bool> disturb)
        {
            Log($"== {what} at {at}");
            Generator<TYield> g = make();
            for (int i = 0; i < at; i++) step(g, i);
            Try(what, g, () => disturb(g), result);
            Drain(g);
        }

        void Fork(int at, string what, Func<Generator<TYield>, bool> disturb)
        {
            Log($"== {what} at {at}");
            Generator<TYield> g = make(), fork = g;
            for (int i = 0; i < at; i++) step(g, i);
            Try("fork", g, () => { fork = g.Fork(); return true; }, result);
            Try(what, fork, () => disturb(fork), result);
            Drain(g);
            if (!ReferenceEquals(fork, g)) Drain(fork);
        }

        void Drain(Generator<TYield> g)
        {
            for (int i = 1; i < 5 && Try("then", g, () => step(g, i), result); i++);
            for (int i = 0; i < 3 && g.State != GeneratorState.Closed; i++)
                Try("close", g, () => { g.Close(); return false; }, result);
        }

        static bool Try(string what, Generator<TYield> g, Func<bool> call, Func<Generator<TYield>, string> result)
        {
            bool goesOn = false;
            string outcome;
            try
            {
                goesOn = call();
                outcome = goesOn.ToString();
            }
            catch (Exception e)
            {
                outcome = Shown(e);
                goesOn = g.State == GeneratorState.Suspended;
            }

            string from = g.YieldingFrom is null ? "" : " from";
            Log($"{what}: {outcome}, {Shown(g.Current)}{from}{result(g)} {g}");
            return goesOn;
        }
    }

    public static string Shown(object? value) => value switch
    {
        null => "null",
        string text => text,
        Exception { InnerException: { } inner } e => $"{e.GetType().Name} '{e.Message}' of {Shown(inner)}",
        Exception e => $"{e.GetType().Name} '{e.Message}'",
        Generator<int> g => g.ToString(),
        System.Runtime.CompilerServices.ITuple tuple =>
            $"({string.Join(", ", Enumerable.Range(0, tuple.Length).Select(i => Shown(tuple[i])))})",
        System.Collections.IEnumerable values => $"[{string.Join(", ", values.Cast<object?>().Select(Shown))}]",
        _ => FormattableString.Invariant($"{value}"),
    };
}
