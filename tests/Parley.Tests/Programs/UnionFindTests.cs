namespace Parley.Tests.Programs;

// David Eppstein's union-find in CPython's Lib/test/test_generators.py: each set has a generator, which gives the set,
// and once that is merged, what the live generator of its parent gives. The merges are those that the doctest draws.
public class UnionFindTests
{
    private const string Merges = "KB AF EF DC MC JB BC FG LC GI IH CH";

    // What the doctest prints, before the first merge and after each: the roots of A to M.
    private static readonly string[] s_roots =
    [
        "ABCDEFGHIJKLM", "ABCDEFGHIJBLM", "FBCDEFGHIJBLM", "FBCDFFGHIJBLM", "FBCCFFGHIJBLM",
        "FBCCFFGHIJBLC", "FBCCFFGHIBBLC", "FCCCFFGHICCLC", "GCCCGGGHICCLC", "GCCCGGGHICCCC",
        "ICCCIIIHICCCC", "HCCCHHHHHCCCC", "HHHHHHHHHHHHH",
    ];

    private sealed class DisjointSet
    {
        private readonly char _name;
        private readonly Generator<DisjointSet> _roots;
        private DisjointSet? _parent;

        public DisjointSet(char name, Form form)
        {
            _name = name;
            _roots = new(async yield =>
            {
                while (_parent is null) await yield(this);
                if (form == Form.From) await yield.From(_parent._roots);
                else foreach (DisjointSet root in _parent._roots) await yield(root);
            });
        }

        public DisjointSet Find() => _roots.Next();

        public void MergeInto(DisjointSet parent) =>
            _parent = _parent is null ? parent : throw new InvalidOperationException($"{this} is not a root.");

        public bool DelegatesTo(DisjointSet other) => _roots.YieldingFrom == other._roots;
        public override string ToString() => _name.ToString();
    }

    private static Dictionary<char, DisjointSet> Sets(Form form) =>
        "ABCDEFGHIJKLM".ToDictionary(name => name, name => new DisjointSet(name, form));

    [Theory, InlineData(Form.Foreach), InlineData(Form.From), Row("APP-08")]
    public void Every_set_follows_its_root_through_all_merges(Form form)
    {
        Dictionary<char, DisjointSet> sets = Sets(form);
        List<string> roots = [Roots()];
        foreach (string merge in Merges.Split(' '))
        {
            sets[merge[0]].MergeInto(sets[merge[1]]);
            roots.Add(Roots());
        }
        Assert.Equal(s_roots, roots);
        string Roots() => string.Concat("ABCDEFGHIJKLM".Select(name => sets[name].Find()));
    }

    [Fact, Row("APP-08")]
    public void Each_merged_set_delegates_to_its_parent_and_the_last_root_to_nobody()
    {
        Dictionary<char, DisjointSet> sets = Sets(Form.From);
        foreach (string merge in Merges.Split(' '))
        {
            foreach (DisjointSet set in sets.Values) set.Find();
            sets[merge[0]].MergeInto(sets[merge[1]]);
        }
        foreach (DisjointSet set in sets.Values.Reverse()) Assert.Same(sets['H'], set.Find());
        Assert.All(Merges.Split(' '), merge => Assert.True(sets[merge[0]].DelegatesTo(sets[merge[1]])));
        Assert.DoesNotContain(sets.Values, sets['H'].DelegatesTo);
    }

    [Fact, Row("APP-08")]
    public void A_merged_set_is_not_merged_again()
    {
        DisjointSet a = new('A', Form.From), b = new('B', Form.From);
        a.MergeInto(b);
        Assert.Throws<InvalidOperationException>(() => a.MergeInto(b));
    }
}
