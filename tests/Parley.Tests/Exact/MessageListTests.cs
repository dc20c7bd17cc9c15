using System.Reflection;
using System.Text.RegularExpressions;

namespace Parley.Tests.Exact;

public partial class MessageListTests
{
    public static TheoryData<string, string> Texts { get; } =
        [.. typeof(Messages).GetFields().Select(field => (field.Name, (string)field.GetRawConstantValue()!))];

    [Fact]
    public void Each_message_has_a_test_that_provokes_it()
    {
        const BindingFlags Any = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        Type throws = typeof(Generator<>).Assembly.GetType("Parley.Engine.Errors", throwOnError: true)!;
        IEnumerable<string> messages =
            from method in throws.GetMethods(Any)
            where method.ReturnType.IsAssignableTo(typeof(Exception))
            select method.Name;
        IEnumerable<string> tested =
            from type in GetType().Assembly.GetTypes()
            from method in type.GetMethods()
            where method.IsDefined(typeof(FactAttribute))
            from message in method.GetCustomAttributes<MessageAttribute>()
            select message.Method;
        Assert.Equal(messages.Order(), tested.Distinct().Order());
    }

    [Theory, MemberData(nameof(Texts))]
    public void A_message_is_whole_sentences(string name, string text)
    {
        Assert.True(Sentences().IsMatch(text), $"{name} isn't whole sentences: {text}");
    }

    [Theory]
    [InlineData(Messages.AlreadyExecuting, "generator already executing")]
    [InlineData(Messages.AlreadyRunning, "asynchronous generator is already running")]
    [InlineData(Messages.JustStarted, "can't send non-None value to a just-started generator")]
    [InlineData(Messages.IgnoredExit, "generator ignored GeneratorExit")]
    [InlineData(Messages.RaisedStopIteration, "generator raised StopIteration")]
    public void A_message_has_the_words_of_CPython(string text, string words) =>
        Assert.Contains(words, text, StringComparison.Ordinal);

    [GeneratedRegex(@"\A\p{Lu}((?!\.\.|[.!?] \P{Lu}|  |\n).)*\w\W*\.\z")]
    private static partial Regex Sentences();
}
