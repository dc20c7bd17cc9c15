using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Parley.Tests;

/// <summary>
/// Runs tests without a test host, one after the other, and prints a line for each: there is no host for Mono, and
/// none for NativeAOT. Its arguments are what the names begin with that aren't wanted; those of the copies whose bodies
/// await, "Completed.Shared" and "Waiting.Shared", go by the name of the original, too.
/// </summary>
internal static class Program
{
    // What isn't the same everywhere, and why; Parley.Portable.csproj leaves out whole files.
    private static readonly (string Name, string Reason)[] s_differing =
    [
        ("Async.FaceTests.As_many_faces_as_a_call_can_take_can_wait_and_end_their_wait_on_a_thread_of_the_pool",
            "Mono doesn't tell how much stack is left."),
        ("Async.TokenLifetimeTests.A_source_that_was_reset_in_between_cancels_when_it_is_given_again",
            "Mono's sources can't be reset."),
        ("Shared.CreationTests.The_state_cannot_be_assigned", "Trimming removes what only reflection sees."),
        ("Shared.ScopeTests.End_of_the_block_s_own_comes_out_as_itself", "Mono's traces have other frames."),
        ("Shared.ScopeTests.Exception_of_the_block_is_raised_at_the_yield_and_goes_on_unchanged",
            "Mono's traces have other frames."),
        ("Sync.DelegationMappingTests.More_levels_of_it_than_the_stack_holds_are_an_exception_not_a_crash",
            "Mono doesn't tell how much stack is left."),
        ("Sync.ForkEnumeratorTests.Place_in_it_is_refused_and_nothing_has_changed",
            "Mono's enumerator of an array can be copied."),
        ("Sync.RunTests.Exception_of_respond_is_raised_once_and_no_error_for_the_end",
            "Mono doesn't report each exception as it is raised."),
        ("Waiting.Shared.FaceRefusalTests.A_thousand_traces_that_fail_fail_once",
            "Mono's stacks are too small for it, but for those that are asked to be large."),
    ];

    private const int StackSize = 16 << 20;

    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(1);

    private static async Task<int> Main(string[] unwanted)
    {
        int passed = 0, failed = 0;
        foreach (var (type, method, name) in Tests())
        {
            string original = name[Math.Max(0, name.LastIndexOf("Shared.", StringComparison.Ordinal))..];
            if (Array.Exists(unwanted, start => name.StartsWith(start) || original.StartsWith(start))) continue;
            if (s_differing.FirstOrDefault(test => test.Name == name || test.Name == original).Reason is { } reason)
            {
                Console.WriteLine($"{name}: left out. {reason}");
                continue;
            }

            int row = 0;
            foreach (object?[] arguments in await RowsOf(method))
            {
                Task<string?> running = OnThread(() => Run(type, method, arguments));
                bool ends = await Task.WhenAny(running, Task.Delay(s_longest)) == running;
                string? failure = ends ? await running : "FAILED: It doesn't end.";
                Console.WriteLine($"{name}{(arguments.Length > 0 ? $" {++row}" : "")}: {failure ?? "passed"}");
                if (failure is null) passed++;
                else failed++;
            }
        }

        Console.WriteLine($"{passed} passed, {failed} failed");
        return failed == 0 && passed > 0 ? 0 : 1;
    }

    private static IEnumerable<(Type Type, MethodInfo Method, string Name)> Tests() =>
        from type in typeof(Program).Assembly.GetTypes().OrderBy(type => type.FullName, StringComparer.Ordinal)
        where !type.IsAbstract || type.IsSealed
        from method in type.GetMethods().OrderBy(method => method.Name, StringComparer.Ordinal)
        where method.GetCustomAttributes().OfType<IFactAttribute>().Any(fact => fact.Skip is null)
        select (type, method, $"{type.FullName!["Parley.Tests.".Length..]}.{method.Name}");

    private static async Task<List<object?[]>> RowsOf(MethodInfo method)
    {
        List<object?[]> rows = [];
        await using var disposal = new DisposalTracker();
        foreach (IDataAttribute data in method.GetCustomAttributes().OfType<IDataAttribute>())
        {
            if (data is MemberDataAttributeBase member) member.MemberType ??= method.ReflectedType;
            rows.AddRange((await data.GetData(method, disposal)).Select(row => row.GetData()));
        }

        return method.GetParameters().Length == 0 ? [[]] : rows;
    }

    // One of its own, so that no test leaves anything there for the next one.
    private static Task<string?> OnThread(Func<Task<string?>> test)
    {
        var begun = new TaskCompletionSource<Task<string?>>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() => begun.SetResult(test()), StackSize) { IsBackground = true }.Start();
        return begun.Task.Unwrap();
    }

    private static async Task<string?> Run(Type type, MethodInfo method, object?[] arguments)
    {
        ParameterInfo[] parameters = method.GetParameters();
        if (method.IsGenericMethodDefinition)
        {
            method = method.MakeGenericMethod([.. method.GetGenericArguments().Select(parameter =>
                arguments[Array.FindIndex(parameters, p => p.ParameterType == parameter)]!.GetType())]);
        }

        object?[] all =
        [
            .. arguments,
            .. parameters.Skip(arguments.Length).Select(parameter => parameter.DefaultValue),
        ];
        object? test = null;
        try
        {
            test = type.IsSealed && type.IsAbstract ? null : Activator.CreateInstance(type);
            switch (method.Invoke(test, all))
            {
                case Task task: await task; break;
                case ValueTask task: await task; break;
            }

            return null;
        }
        catch (Exception exception)
        {
            Exception cause = exception is TargetInvocationException { InnerException: { } inner } ? inner : exception;
            return $"FAILED: {cause.GetType().Name}: {cause.Message.Replace("\n", "\n    ", StringComparison.Ordinal)}"
                + (Environment.GetEnvironmentVariable("PARLEY_TRACES") is null ? "" : $"\n{cause}");
        }
        finally
        {
            (test as IDisposable)?.Dispose();
        }
    }
}
