using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Parley.Durable.Analyzers.Rules;

/// <summary>PAR108: a body blocks on a task or starts one.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PAR108Blocks : MemberRule
{
    private static readonly Members s_tasks = new()
    {
        {
            "System.Threading.Tasks.Task", ".ctor", "Result", "Run", "RunSynchronously", "Start", "Wait", "WaitAll",
            "WaitAny"
        },
        { "System.Threading.Tasks.TaskFactory", "StartNew" },
        { "System.Threading.Tasks.ValueTask", "Result" },
        { "System.Threading.Tasks.Parallel" },
        { "System.Runtime.CompilerServices.TaskAwaiter", "GetResult" },
        { "System.Runtime.CompilerServices.ValueTaskAwaiter", "GetResult" },
        { "System.Runtime.CompilerServices.ConfiguredTaskAwaiter", "GetResult" },
        { "System.Runtime.CompilerServices.ConfiguredValueTaskAwaiter", "GetResult" },
        { "System.Threading.Thread", ".ctor", "Join", "Sleep", "Start" },
        { "System.Threading.ThreadPool", "QueueUserWorkItem", "UnsafeQueueUserWorkItem" },
        { "System.Threading.Timer", ".ctor" },
    };

    /// <summary>Creates the rule.</summary>
    public PAR108Blocks() : base(DurableRuleTable.Blocks, s_tasks) { }
}
