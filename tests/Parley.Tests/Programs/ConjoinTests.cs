namespace Parley.Tests.Programs;

public class ConjoinTests
{
    public static TheoryData<string> Ways => [.. Conjoin.Ways.Keys];

    private static Func<IEnumerable<int>>[] Bits(int count) => [.. Enumerable.Repeat(() => (int[])[0, 1], count)];

    // All of them are the one array, so that each must be copied.
    private static int[][] All(string way, params Func<IEnumerable<int>>[] goals) =>
        [.. Conjoin.Ways[way](goals).Select(values => values.ToArray())];

    [Theory, MemberData(nameof(Ways)), Row("APP-09")]
    public void Three_bits_give_the_eight_triples_in_order(string way) => Assert.Equal(
        [[0, 0, 0], [0, 0, 1], [0, 1, 0], [0, 1, 1], [1, 0, 0], [1, 0, 1], [1, 1, 0], [1, 1, 1]], All(way, Bits(3)));

    [Theory, MemberData(nameof(Ways)), Row("APP-09")]
    public void Every_number_of_bits_gives_all_their_numbers_in_order(string way)
    {
        for (int n = 0; n < 10; n++)
        {
            IEnumerable<int> numbers = All(way, Bits(n)).Select(bits => bits.Aggregate(0, (all, bit) => 2 * all + bit));
            Assert.Equal(Enumerable.Range(0, 1 << n), numbers);
        }
    }

    [Theory, MemberData(nameof(Ways)), Row("APP-09")]
    public void A_goal_that_depends_on_the_ones_before_it_is_called_anew_for_each_of_them(string way)
    {
        int outer = 0;
        Generator<int> Outer() => new(async yield => { for (outer = 1; outer <= 3; outer++) await yield(outer); });
        Generator<int> Inner() => new(async yield =>
        {
            for (int i = 10 * outer; i < 11 * outer - 1; i++) await yield(i); // for 1: fails
        });

        Assert.Equal([[2, 20], [3, 30], [3, 31]], All(way, Outer, Inner));
    }

    [Theory, MemberData(nameof(Ways)), Row("APP-09")]
    public void Closing_closes_the_goals_that_are_open_the_latest_first(string way)
    {
        List<int> closed = [];
        Func<IEnumerable<int>> Goal(int i) => () => new Generator<int>(async yield =>
        {
            try { await yield(i); }
            finally { closed.Add(i); }
        });

        Generator<int[]> all = Conjoin.Ways[way]([.. Enumerable.Range(0, 7).Select(Goal)]);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6], all.Next());
        Assert.Empty(closed);
        all.Close();
        Assert.Equal([6, 5, 4, 3, 2, 1, 0], closed);
    }
}
