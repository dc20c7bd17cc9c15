using Parley.CompilerServices;
using Parley.Engine;

namespace Parley;

public static partial class YieldExtensions
{
    /// <summary>
    /// Yields a request and evaluates to its answer, which is of the type that the request is for: <c>int n = await
    /// yield.Ask(new Roll(6))</c>. What the caller sends is the answer.
    /// </summary>
    /// <typeparam name="TYield">The type of the values handed out, which the request must be of.</typeparam>
    /// <typeparam name="TSend">The type of the values sent in, often <see cref="object"/>.</typeparam>
    /// <typeparam name="TAnswer">The type of the answer.</typeparam>
    /// <param name="yield">The body's yield.</param>
    /// <param name="request">The value to hand out.</param>
    /// <returns>
    /// An awaitable that must be awaited at once. If the value sent isn't a <typeparamref name="TAnswer"/>, it throws
    /// an <see cref="InvalidOperationException"/> in the body that names both types. Null, which is also what an
    /// advance sends, is an answer unless <typeparamref name="TAnswer"/> is a value type that can't be null.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The request isn't a <typeparamref name="TYield"/>, or
    /// <paramref name="yield"/> is used outside of its own running body.</exception>
    /// <example>
    /// <code>
    /// var greeting = new Generator&lt;object, object?, string>(async yield =>
    /// {
    ///     string name = await yield.Ask(new Question&lt;string>("Who are you?"));
    ///     int age = await yield.Ask(new Question&lt;int>("How old are you?"));
    ///     return $"{name} is {age}.";
    /// });
    /// greeting.Next();                  // Question { Text = Who are you? }
    /// greeting.Send("Ada");             // Question { Text = How old are you? }
    /// greeting.TrySend(36);             // false: it returned
    /// string text = greeting.Result;    // Ada is 36.
    ///
    /// record Question&lt;T>(string Text) : IRequest&lt;T>;
    /// </code>
    /// </example>
    public static YieldAwaitable<TYield, TSend, TAnswer> Ask<TYield, TSend, TAnswer>(
        this Yield<TYield, TSend> yield, IRequest<TAnswer> request)
    {
        TYield value = ValueOf<TYield, TAnswer>(request);
        return new(yield(value).Generator);
    }

    // What hands a request out.
    internal static TYield ValueOf<TYield, TAnswer>(IRequest<TAnswer> request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request is TYield value ? value : throw Errors.NotYielded(request.GetType(), typeof(TYield));
    }

    // What answers it.
    internal static TAnswer AnswerOf<TSend, TAnswer>(TSend sent) =>
        sent is TAnswer answer ? answer
        : sent is null && default(TAnswer) is null ? default!
        : throw Errors.OtherAnswer(typeof(TAnswer), sent?.GetType());
}
