using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Parley.Bodies;
using Parley.Engine;

namespace Parley;

/// <summary>
/// A generator that returns a value at its end. The value is kept as <see cref="Result"/>, and <c>await
/// yield.From(generator)</c> evaluates to it (<see href="https://peps.python.org/pep-0380/">PEP 380</see>).
/// </summary>
/// <typeparam name="TYield">The type of the values handed out.</typeparam>
/// <typeparam name="TSend">The type of the values sent in.</typeparam>
/// <typeparam name="TReturn">The type of the returned value.</typeparam>
/// <inheritdoc cref="Generator{TYield}" path="/remarks"/>
/// <example>
/// <code>
/// var average = new Generator&lt;double, double, int>(async yield =>
/// {
///     double total = 0, sample = 0;
///     int count = 0;
///     while (!double.IsNaN(sample = await yield(count == 0 ? 0 : total / count)))
///     {
///         total += sample;
///         count++;
///     }
///     return count;
/// });
/// average.Next();                 // 0: runs to the first yield
/// average.Send(10);               // 10
/// average.Send(30);               // 20
/// average.TrySend(double.NaN);    // false: it returned
/// int samples = average.Result;   // 2
/// </code>
/// </example>
[DebuggerStepThrough, StackTraceHidden]
public partial class Generator<TYield, TSend, TReturn>
    : Generator<TYield, TSend>, IBodyOwner<TReturn>, IReturning<TReturn>
{
    private TReturn? _result;

    /// <inheritdoc cref="Generator{TYield}(Func{Yield{TYield}, GeneratorBody})"/>
    public Generator(Func<Yield<TYield, TSend>, GeneratorBody<TReturn>> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        Attach(body(Yield).Box);
    }

    private protected Generator()
    {
    }

    /// <summary>Gets the value that the body returned, even while being closed.</summary>
    /// <exception cref="InvalidOperationException">
    /// There is no result: the body hasn't returned yet, was closed without returning, or failed. The failure, if any,
    /// is the <see cref="Exception.InnerException"/>.
    /// </exception>
    public TReturn Result =>
        TryGetResult(out TReturn? result) ? result
        : _phase == Phase.Closed ? throw Errors.NoResult(Cause)
        : throw Errors.NoResultYet();

    /// <summary>Gets <see cref="Result"/>, if there is one.</summary>
    /// <param name="result">The value that the body returned; otherwise, the default.</param>
    /// <returns>True if the body returned; false before the end, after a failure, and after a close without a
    /// value.</returns>
    public bool TryGetResult([MaybeNullWhen(false)] out TReturn result)
    {
        RefreshEnd();
        result = _result;
        return _returned;
    }

    internal override StopIterationException StopIteration(bool endsNow) => endsNow && !HasEndedLate
        ? StopIterationException<TReturn>.FromValue(_result!, EndMessage)
        : new StopIterationException<TReturn>(EndMessage, Cause);

    internal override bool HasResultType => true;

    internal override void ReturnAs(object source)
    {
        ((IReturning<TReturn>)source).TryGetResult(out _result);
        base.ReturnAs(source);
    }

    internal override object? BoxedResult => TryGetResult(out TReturn? result) ? result : null;

    void IBodyOwner<TReturn>.Return(TReturn value)
    {
        _result = value;
        _returned = true;
        End(null);
    }
}
