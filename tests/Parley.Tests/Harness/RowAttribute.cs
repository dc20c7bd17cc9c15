using Xunit.v3;

namespace Parley.Tests.Harness;

/// <summary>Names the rows of the conformance list (Harness/rows.tsv) that a test shows.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RowAttribute(params string[] ids) : Attribute, ITraitAttribute
{
    public string[] Ids { get; } = ids;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() =>
        [.. Ids.Select(id => KeyValuePair.Create("Row", id))];
}
