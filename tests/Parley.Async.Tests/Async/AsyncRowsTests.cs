using System.Text.RegularExpressions;

namespace Parley.Tests.Async;

/// <summary>The tests of this project, the shared ones among them, cover the rows of asynchronous generators.</summary>
public class AsyncRowsTests
{
    // The list says "sync" of them.
    private static readonly string[] s_asyncOnly = ["P479-10", "APP-14"];

    [Theory, InlineData(""), InlineData("Completed"), InlineData("Waiting")]
    public void Every_row_of_both_kinds_of_generators_has_a_test_of_each_kind_of_bodies(string variant) =>
        Covers(Rows.Tested.Where(row => Variant(row.Test) == variant), row => row.Kind is "both" or "scope");

    [Fact]
    public void Every_row_of_asynchronous_generators_alone_has_a_test() =>
        Covers(Rows.Tested, row => row.Kind == "async" || s_asyncOnly.Contains(row.Id));

    [Fact]
    public void Every_row_that_a_test_names_exists() =>
        Assert.Empty(Rows.Tested.Select(row => row.Id).Except(Rows.All.Select(row => row.Id)));

    private static void Covers(IEnumerable<(string Id, Type Test)> tested, Func<Rows.Line, bool> asked)
    {
        var rows = Rows.All.Where(row => asked(row) && row.Applies != "no").ToList();
        Assert.NotEmpty(rows);
        var missing = rows.ExceptBy(tested.Select(row => row.Id), row => row.Id).ToList();
        Assert.True(missing.Count == 0, string.Join(Environment.NewLine, missing));
    }

    // Shared.targets makes the namespaces.
    private static string Variant(Type test) =>
        Regex.Match(test.Namespace!, @"(?<=^Parley\.Tests\.)(Completed|Waiting)(?=\.)").Value;
}
