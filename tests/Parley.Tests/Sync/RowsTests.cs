namespace Parley.Tests.Sync;

/// <summary>The tests cover the list of the rows: rows.tsv, with ID, kind, whether it applies, behaviour.</summary>
public class RowsTests
{
    // Rows that have no test here, since they are of asynchronous generators only.
    private static readonly string[] s_asyncOnly = ["P479-10", "APP-14", "NET-06"];

    private static readonly HashSet<string> s_tested = [.. Rows.Tested.Select(row => row.Id)];

    [Fact]
    public void Every_row_that_applies_to_synchronous_generators_has_a_test()
    {
        var missing = Rows.All.Where(line => line.Kind is "both" or "sync" or "scope" && line.Applies != "no")
            .Where(line => !s_tested.Contains(line.Id) && !s_asyncOnly.Contains(line.Id));
        Assert.Equal("", string.Join(Environment.NewLine, missing));
    }

    [Fact]
    public void Every_row_that_a_test_names_exists() =>
        Assert.Empty(s_tested.Except(Rows.All.Select(line => line.Id)));

    [Fact]
    public void Every_reason_is_of_a_row_without_a_test() =>
        Assert.All(s_asyncOnly, id => Assert.Single(Rows.All, line => line.Id == id && !s_tested.Contains(id)));

    [Fact]
    public void The_list_is_whole()
    {
        Assert.Equal((221, 221), (Rows.All.Length, Rows.All.DistinctBy(line => line.Id).Count()));
        Assert.All(Rows.All, line => Assert.Contains(line.Kind, (string[])["both", "sync", "async", "scope"]));
        Assert.All(Rows.All, line => Assert.Contains(line.Applies, (string[])["yes", "adapted", "no"]));
        Assert.All(Rows.All, line => Assert.NotEmpty(line.Behaviour));
    }
}
