using System.Text.Json.Serialization;
using Parley;
using Parley.CompilerServices;

namespace Effects;

/// <summary>What the logic needs from the world around it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(ReadClock), nameof(ReadClock))]
[JsonDerivedType(typeof(Confirm), nameof(Confirm))]
[JsonDerivedType(typeof(RandomInt), nameof(RandomInt))]
[JsonDerivedType(typeof(Save), nameof(Save))]
public abstract record Request
{
    /// <summary>The type of the answer.</summary>
    public abstract Type GetAnswerType();
}

/// <inheritdoc/>
public abstract record Request<TAnswer> : Request, IRequest<TAnswer>
{
    /// <inheritdoc/>
    public override Type GetAnswerType() => typeof(TAnswer);
}

/// <summary>What time is it?</summary>
public sealed record ReadClock : Request<DateTimeOffset>;

/// <summary>A question to the user.</summary>
public sealed record Confirm(string Question) : Request<bool>;

/// <summary>A random number from 0 up to, but not including, <paramref name="Below"/>.</summary>
public sealed record RandomInt(int Below) : Request<int>;

/// <summary>Keeps a line for good. The answer is its number.</summary>
public sealed record Save(string Line) : Request<int>;

/// <summary>The words for the requests.</summary>
public static class Words
{
    extension(Yield<Request, object> yield)
    {
        /// <inheritdoc cref="Effects.ReadClock"/>
        public YieldAwaitable<Request, object, DateTimeOffset> ReadClock() => yield.Ask(new ReadClock());

        /// <inheritdoc cref="Effects.Confirm"/>
        public YieldAwaitable<Request, object, bool> Confirm(string question) => yield.Ask(new Confirm(question));

        /// <inheritdoc cref="Effects.RandomInt"/>
        public YieldAwaitable<Request, object, int> RandomInt(int below) => yield.Ask(new RandomInt(below));

        /// <inheritdoc cref="Effects.Save"/>
        public YieldAwaitable<Request, object, int> Save(string line) => yield.Ask(new Save(line));
    }
}
