namespace Parley.Durable;

/// <summary>
/// Makes what a conversation says unreadable in the store: arguments, questions, answers, results and errors. If there
/// is one in the container, it is used. Ids, owners, times, and the names of bodies and effects stay readable.
/// </summary>
public interface IPayloadProtector
{
    /// <summary>Gets the secret that the hashes of outcomes are made with, so that nobody can guess a short answer by
    /// its hash. It has to stay the same as long as conversations last.</summary>
    ReadOnlyMemory<byte> HashKey { get; }

    /// <summary>Makes bytes unreadable.</summary>
    /// <param name="payload">The bytes.</param>
    /// <returns>What is stored.</returns>
    byte[] Protect(ReadOnlySpan<byte> payload);

    /// <summary>Makes them readable again.</summary>
    /// <param name="payload">What was stored.</param>
    /// <returns>The bytes.</returns>
    /// <exception cref="System.Security.Cryptography.CryptographicException">That isn't what <see cref="Protect"/> has
    /// made.</exception>
    byte[] Unprotect(ReadOnlySpan<byte> payload);
}
