using System.ComponentModel;

namespace Parley.CompilerServices;

/// <summary>A body that Parley.Weaver has rewritten: its generator calls it directly. For use by the weaver
/// only.</summary>
/// <typeparam name="TGenerator">The type of the generator.</typeparam>
/// <typeparam name="TSend">The type of the values sent in; <see cref="ValueTuple"/> if there are none.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IDirectBody<in TGenerator, in TSend>
{
    /// <summary>Gets a value that is false if the body has no <c>try</c> of its own, so that nothing in it could notice
    /// an exception thrown in. A constant.</summary>
    bool Catches { get; }

    /// <summary>Gets a value that is false if nothing that the body does can throw. A constant.</summary>
    bool CanFail { get; }

    /// <summary>Resumes the body.</summary>
    /// <param name="generator">The generator.</param>
    /// <param name="sent">The value that was sent in.</param>
    /// <returns>True if it yielded; otherwise, its generator knows what it did.</returns>
    bool MoveNext(TGenerator generator, TSend sent);
}
