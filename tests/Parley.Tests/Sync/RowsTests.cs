using Parley.Tests.Harness;
using Xunit;

namespace Parley.Tests.Sync;

/// <summary>The tests cover the list of the rows: rows.tsv, with ID, kind, whether it applies, behaviour.</summary>
public class RowsTests
{
    private const string AsyncOnly = "async only";

    // Rows that have no test here, and why.
    private static readonly Dictionary<string, string> s_reasons = new()
    {
        ["P479-10"] = AsyncOnly,
        ["APP-14"] = AsyncOnly,
        ["NET-06"] = AsyncOnly,
    };

    private static readonly HashSet<string> s_tested = [.. Rows.Tested.Select(row => row.Id)];

    [Fact]
    public void Every_row_that_applies_to_synchronous_generators_has_a_test()
    {
        var missing = Rows.All.Where(line => line.Kind is "both" or "sync" && line.Applies != "no")
            .Where(line => !s_tested.Contains(line.Id) && !s_reasons.ContainsKey(line.Id))
            .ToList();
        Assert.True(missing.Count == 0, string.Join(Environment.NewLine, missing));
    }

    [Fact]
    public void Every_row_that_a_test_names_exists() =>
        Assert.Empty(s_tested.Except(Rows.All.Select(line => line.Id)));

    [Fact]
    public void Every_reason_is_of_a_row_without_a_test()
    {
        Assert.Empty(s_reasons.Keys.Intersect(s_tested));
        Assert.Empty(s_reasons.Keys.Except(Rows.All.Select(line => line.Id)));
    }

    [Fact]
    public void The_list_is_whole()
    {
        Assert.Equal(221, Rows.All.DistinctBy(line => line.Id).Count());
        Assert.Equal(221, Rows.All.Length);
        Assert.All(Rows.All, line => Assert.Contains(line.Kind, (string[])["both", "sync", "async", "scope"]));
        Assert.All(Rows.All, line => Assert.Contains(line.Applies, (string[])["yes", "adapted", "no"]));
        Assert.All(Rows.All, line => Assert.NotEmpty(line.Behaviour));
    }
}
