using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Parley.Pauses;

namespace Parley.Tests.Oracle;

/// <summary>A program of synchronous generators as one of asynchronous ones.</summary>
internal static class AsyncCast
{
    /// <summary>Puts awaits into the bodies. What they call themselves, they await; what the stage calls for them is
    /// waited for (<c>Blocking</c>).</summary>
    /// <param name="text">The program.</param>
    /// <param name="awaits">What is awaited: the name of an <c>Awaits</c>.</param>
    public static string Of(string text, string awaits)
    {
        text = Regex.Replace(text, @"\bGenerator<", "AsyncGenerator<");
        if (awaits == "Nothing") return text;
        if (awaits != "Completed") text = text.Replace("new Feed(", "new AsyncFeed(", StringComparison.Ordinal);
        SyntaxNode root = CSharpSyntaxTree.ParseText(text).GetRoot();
        var changes = PauseRewriter.Changes(root, $"new Pause(Awaits.{awaits})", _ => false);
        return $"{SourceText.From(text).WithChanges(changes)}";
    }
}
