namespace Parley.Analyzers.Tests.Rules;

public class PAR106Tests
{
    [Theory]
    [InlineData("foreach (var x in {|PAR106:map|}) await yield(x.Key);")]
    [InlineData("foreach (string x in {|PAR106:map.Keys|}) await yield(x);")]
    [InlineData("foreach (double x in {|PAR106:map.Values|}) await yield($\"{x}\");")]
    [InlineData("foreach (string x in {|PAR106:set|}) await yield(x);")]
    [InlineData("foreach (var x in {|PAR106:both|}) await yield(x.Key);")]
    [InlineData("foreach (string x in {|PAR106:both.Keys|}) await yield(x);")]
    [InlineData("foreach (string x in {|PAR106:frozen|}) await yield(x);")]
    [InlineData("foreach (string x in {|PAR106:set|}.Where(x => x != \"\")) await yield(x);")]
    [InlineData("string x = {|PAR106:set|}.First();")]
    [InlineData("foreach (string x in {|PAR106:set|}.Take(2).Order()) await yield(x);")]
    [InlineData("double x = {|PAR106:map.Values|}.Sum();")]
    [InlineData("var all = {|PAR106:set|}.ToList(); await yield(all[0]);")]
    [InlineData("var all = {|PAR106:set|}.Select(x => x + \"?\"); foreach (string x in all) await yield(x);")]
    [InlineData("string x = string.Join(\", \", {|PAR106:set|});")]
    [InlineData("var all = new List<string>({|PAR106:set|}); await yield(all[0]);")]
    [InlineData("List<string> all = [.. {|PAR106:set|}]; await yield(all[0]);")]
    [InlineData("List<string> all = []; all.AddRange({|PAR106:set|});")]
    [InlineData("await yield.From({|PAR106:set|});")]
    [InlineData("foreach (string x in " +
        "{|PAR106:from x in set|} where x != \"\" select x) await yield(x);")]
    public Task Finds(string body) => Verify.Finds<PAR106Unordered>(In(body));

    [Theory]
    [InlineData("foreach (string x in set.Order()) await yield(x);")]
    [InlineData("foreach (var x in map.OrderBy(x => x.Key)) await yield(x.Key);")]
    [InlineData("foreach (string x in map.Keys.Where(x => x != \"\").Select(x => x + \"?\").OrderDescending()) " +
        "await yield(x);")]
    [InlineData("foreach (string x in from x in set orderby x select x) await yield(x);")]
    [InlineData("bool x = set.Any(x => x == \"\") && set.Contains(\"\") && set.Count > map.Count(x => x.Value > 1);")]
    [InlineData("double x = map.Values.Max() + both.Values.Sum();")]
    [InlineData("HashSet<string> other = set.Where(x => x != \"\").ToHashSet(); other.UnionWith(set.Select(x => x " +
        "+ \"?\"));")]
    [InlineData("var all = set.ToList(); all.Sort(); await yield(all[0]);")]
    [InlineData("string[] all = set.ToArray(); Array.Sort(all); await yield(all[0]);")]
    [InlineData("var all = set.Select(x => x + \"?\"); foreach (string x in all.Order()) await yield(x);")]
    [InlineData("var all = new List<string>(set); all.Sort(); await yield(all[0]);")]
    [InlineData("List<string> all = [.. set]; all.Sort(); await yield(all[0]);")]
    [InlineData("HashSet<string> all = [.. set]; SortedSet<string> more = [.. set];")]
    [InlineData("foreach (string x in new SortedSet<string>(set)) await yield(x);")]
    [InlineData("foreach (string x in new List<string>()) await yield(x);")]
    [InlineData("foreach (var x in new SortedDictionary<string, double>(map)) await yield(x.Key);")]
    [InlineData("string x = await yield.From(d.Run(\"join\", async context => string.Join(\",\", set)));")]
    [InlineData("map[\"a\"] = 1; double x = map[\"a\"];")]
    [InlineData("int x = set.Where(x => x != \"\").ToList().Count;")]
    public Task Is_silent_for(string body) => Verify.Finds<PAR106Unordered>(In(body));

    private static string In(string body) => $$"""
        using System.Collections.Concurrent;
        using System.Collections.Frozen;
        using Parley.Durable;
        Console.WriteLine(Talk(null!, ""));

        static Generator<string, string, string> Talk(Durable<string, string> d, string name) => new(async yield =>
        {
            Dictionary<string, double> map = [];
            HashSet<string> set = [];
            ConcurrentDictionary<string, int> both = [];
            FrozenSet<string> frozen = FrozenSet<string>.Empty;
            {{body}}
            return await yield("Done?");
        });
        """;
}
