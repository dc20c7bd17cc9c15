using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Parley.Durable.Analyzers.Rules;

/// <summary>PAR104: a body uses its surroundings.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PAR104Surroundings : MemberRule
{
    private static readonly Members s_surroundings = new()
    {
        { "System.Environment" },
        { "System.OperatingSystem" },
        { "System.Runtime.InteropServices.RuntimeInformation" },
        { "System.AppContext", "BaseDirectory", "GetData", "TryGetSwitch" },
        { "System.TimeZoneInfo", "Local" },
        { "System.DateTime", "ToLocalTime" },
        { "System.DateTimeOffset", "ToLocalTime", "LocalDateTime" },
        {
            "System.Globalization.CultureInfo", "CurrentCulture", "CurrentUICulture", "DefaultThreadCurrentCulture",
            "DefaultThreadCurrentUICulture"
        },
        { "System.Threading.Thread", "CurrentCulture", "CurrentUICulture" },
        { "System.Console", "Read", "ReadLine", "ReadKey", "KeyAvailable", "In", "OpenStandardInput" },
        { "System.IO.File" },
        { "System.IO.Directory" },
        { "System.IO.Path", "Exists", "GetTempPath" },
        { "System.IO.FileStream", ".ctor" },
        { "System.IO.StreamReader", ".ctor" },
        { "System.IO.StreamWriter", ".ctor" },
        { "System.IO.FileInfo", "Exists", "Length", "Open", "OpenRead", "OpenText", "OpenWrite", "Create", "Delete" },
        {
            "System.IO.DirectoryInfo", "Exists", "Create", "Delete", "EnumerateDirectories", "EnumerateFiles",
            "EnumerateFileSystemInfos", "GetDirectories", "GetFiles", "GetFileSystemInfos"
        },
        { "System.Diagnostics.Process", "GetCurrentProcess", "GetProcessById", "GetProcesses", "Start" },
        { "System.Net.Dns" },
        { "System.Net.Http.HttpClient", "Send" },
    };

    /// <summary>Creates the rule.</summary>
    public PAR104Surroundings() : base(DurableRuleTable.Surroundings, s_surroundings) { }

    /// <summary>A body runs in the invariant culture, so that reading it is harmless.</summary>
    private protected override bool IsMeant(IOperation use, ISymbol member) => member.ContainingType.Name switch
    {
        "Environment" => member.Name is not ("TickCount" or "TickCount64" or "NewLine" or "Exit" or "FailFast"),
        "CultureInfo" or "Thread" => use.IsWritten(),
        "StreamReader" or "StreamWriter" => member is IMethodSymbol { Parameters: { Length: > 0 } given } &&
            given[0].Type.SpecialType == SpecialType.System_String,
        _ => true,
    };
}
