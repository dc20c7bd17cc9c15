using System.Diagnostics;
using System.Reflection;

namespace Parley.Tests;

/// <summary>Notes where a debugger would stop in Parley's own code on its way to the user's.</summary>
internal sealed class DebuggerStops
{
    private readonly List<string> _shown = [];

    /// <summary>Notes Parley's frames below this that a debugger would stop in; nothing if there is none.</summary>
    public void Look()
    {
        IEnumerable<MethodBase?> methods = new StackTrace().GetFrames().Select(frame => frame.GetMethod());
        _shown.Add(string.Join(", ", methods.Where(Stops).Select(method => $"{method!.DeclaringType}.{method.Name}")));
    }

    /// <summary>Checks that this has looked, and that there was no such frame.</summary>
    public void CheckNone()
    {
        Assert.NotEmpty(_shown);
        Assert.Equal("", string.Join("; ", _shown.Where(frame => frame.Length > 0).Distinct()));
    }

    private static bool Stops(MethodBase? method) => method?.DeclaringType is { } type
        && type.Assembly == typeof(Generator<>).Assembly
        && !IsThrough(method)
        && !IsThrough(type);

    private static bool IsThrough(MemberInfo member) =>
        member.IsDefined(typeof(DebuggerStepThroughAttribute), inherit: false)
        || member.IsDefined(typeof(DebuggerNonUserCodeAttribute), inherit: false)
        || member.IsDefined(typeof(DebuggerHiddenAttribute), inherit: false);
}
