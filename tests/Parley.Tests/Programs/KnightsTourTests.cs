using Parley.Tests.Harness;
using Xunit;

namespace Parley.Tests.Programs;

public class KnightsTourTests
{
    // The boards that the doctest prints: of each square, the move that leads there.
    private static readonly string[] s_tours =
    [
        """
           1  58  27  34   3  40  29  10   5   8
          26  35   2  57  28  33   4   7  30  11
          59 100  73  36  41  56  39  32   9   6
          74  25  60  55  72  37  42  49  12  31
          61  86  99  76  63  52  47  38  43  50
          24  75  62  85  54  71  64  51  48  13
          87  98  91  80  77  84  53  46  65  44
          90  23  88  95  70  79  68  83  14  17
          97  92  21  78  81  94  19  16  45  66
          22  89  96  93  20  69  82  67  18  15
        """,
        """
           1  58  27  34   3  40  29  10   5   8
          26  35   2  57  28  33   4   7  30  11
          59 100  73  36  41  56  39  32   9   6
          74  25  60  55  72  37  42  49  12  31
          61  86  99  76  63  52  47  38  43  50
          24  75  62  85  54  71  64  51  48  13
          87  98  89  80  77  84  53  46  65  44
          90  23  92  95  70  79  68  83  14  17
          97  88  21  78  81  94  19  16  45  66
          22  91  96  93  20  69  82  67  18  15
        """,
    ];

    public static TheoryData<string> Ways => [.. Conjoin.Ways.Keys];

    [Theory, MemberData(nameof(Ways)), Row("APP-11")]
    public void The_first_two_tours_of_a_10_by_10_board(string way)
    {
        var knight = new KnightsTour(10, 10, Conjoin.Ways[way]);
        Assert.Equal(s_tours, knight.Solve(Form.Foreach).Take(2).Select(knight.Show));
        Assert.Equal(s_tours, knight.Solve(Form.From).Take(2).Select(knight.Show));
    }
}
