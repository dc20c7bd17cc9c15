using static Parley.Tests.Sync.Vocabulary;

namespace Parley.Tests.Sync;

public class VocabularyTests
{
    [Fact]
    public void Each_word_that_looks_at_something_fails_when_it_is_not_so()
    {
        Trace log = ["a"];
        Action[] wrong =
        [
            () => Yielding(1).At(2), () => Yielding<int>().At(1), () => log.Reads(), () => log.Reads("a", "b"),
            () => log.Next<int>(), () => log.Do("Sleep", "g", Yielding<int, string?>(1)),
            () => Vocabulary.Refuses("b", () => { }),
            () => Vocabulary.Refuses("b", () => throw new InvalidOperationException("c")),
            () => Vocabulary.Refuses("b", () => throw new ArithmeticException("b")),
        ];
        Assert.All(wrong, call => Assert.NotNull(Record.Exception(call)));
        log.Reads("a");
    }
}
