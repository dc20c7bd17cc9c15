using System.Text;
using Microsoft.Build.Framework;

namespace Parley.Weaver;

/// <summary>Weaves the assembly that the compiler has just written, in place, and lists its bodies.</summary>
public sealed class WeaveTask : Microsoft.Build.Utilities.Task
{
    /// <summary>The assembly.</summary>
    [Required]
    public string Assembly { get; set; } = "";

    /// <summary>All that it was compiled with.</summary>
    [Required]
    public ITaskItem[] References { get; set; } = [];

    /// <summary>That one of the references that is Parley.</summary>
    [Required]
    public ITaskItem Parley { get; set; } = null!;

    /// <summary>The key that the assembly was signed with; none if it isn't signed, or not yet.</summary>
    public string? KeyFile { get; set; }

    /// <summary>The container of the key that the assembly was signed with, where it isn't in a file.</summary>
    public string? KeyContainer { get; set; }

    /// <summary>Where to list the bodies, one a line: name, tab, and the reason why it was left, if it was.</summary>
    [Required]
    public string Bodies { get; set; } = "";

    /// <inheritdoc/>
    public override bool Execute()
    {
        try
        {
            Check();
            var report = Files.Weave(
                Assembly, References.Select(it => it.ItemSpec), string.IsNullOrEmpty(KeyFile) ? null : KeyFile);
            if (report is not null) Say(report);
            return true;
        }
        catch (WeavingException e)
        {
            Log.LogError(
                "", "PARLEY002", "", "", 0, 0, 0, 0, "{0} can't be woven. {1} ParleyWeave=false builds it unwoven.",
                Path.GetFileName(Assembly), e.Message);
            return false;
        }
    }

    /// <summary>Refuses what would go wrong later.</summary>
    private void Check()
    {
        string version = Parley.GetMetadata("NuGetPackageVersion");
        if (version.Length > 0 && version != Files.Version)
        {
            throw new WeavingException(
                $"Parley.Weaver {Files.Version} works only with the same version of Parley, and there is {version}.");
        }
        if (!string.IsNullOrEmpty(KeyContainer))
        {
            throw new WeavingException(
                "It is signed with a key from a container, and only a key from an .snk file can sign it again.");
        }
    }

    private void Say(WeavingReport report)
    {
        var list = new StringBuilder();
        int left = 0;
        foreach (var (name, reason) in report.Bodies)
        {
            list.Append(name).Append('\t').Append(reason).Append('\n');
            if (reason is null) continue;
            left++;
            Log.LogMessage(MessageImportance.Low, "Parley.Weaver: {0} is left: {1}", name, reason);
        }
        int woven = report.Bodies.Count - left;
        Log.LogMessage(MessageImportance.Normal, "Parley.Weaver: {0} bodies woven, {1} left", woven, left);
        File.WriteAllText(Bodies, list.ToString());
    }
}
