using System.Diagnostics.CodeAnalysis;

namespace Parley.Bodies;

/// <summary>A generator that returns a value, whatever it yields and whether or not it is asynchronous.</summary>
internal interface IReturning<TReturn>
{
    bool TryGetResult([MaybeNullWhen(false)] out TReturn result);
}
