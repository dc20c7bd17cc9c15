using System.Security.Cryptography;

namespace Parley.Durable;

/// <summary>Encrypts with AES-GCM and a key of your own: 12 bytes of nonce, 16 of tag, and the text.</summary>
public sealed class AesGcmPayloadProtector : IPayloadProtector
{
    private const int NonceSize = 12, TagSize = 16;

    private readonly byte[] _key;

    /// <summary>Creates a protector.</summary>
    /// <param name="key">The key: 16, 24 or 32 bytes. Without it, what was stored can't be read any more.</param>
    /// <exception cref="ArgumentNullException"><paramref name="key"/> is null.</exception>
    /// <exception cref="ArgumentException">The key has another length.</exception>
    public AesGcmPayloadProtector(byte[] key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key.Length is not (16 or 24 or 32))
            throw new ArgumentException("An AES key has 16, 24 or 32 bytes.", nameof(key));
        _key = HKDF.Expand(HashAlgorithmName.SHA256, Extract(key), key.Length, "payload"u8.ToArray());
        HashKey = HKDF.Expand(HashAlgorithmName.SHA256, Extract(key), 32, "hash"u8.ToArray());
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> HashKey { get; }

    /// <inheritdoc/>
    public byte[] Protect(ReadOnlySpan<byte> payload)
    {
        byte[] stored = new byte[NonceSize + TagSize + payload.Length];
        Span<byte> nonce = stored.AsSpan(0, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using AesGcm aes = new(_key, TagSize);
        aes.Encrypt(nonce, payload, stored.AsSpan(NonceSize + TagSize), stored.AsSpan(NonceSize, TagSize));
        return stored;
    }

    /// <inheritdoc/>
    public byte[] Unprotect(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < NonceSize + TagSize) throw new CryptographicException("It is too short to be encrypted.");
        byte[] text = new byte[payload.Length - NonceSize - TagSize];
        using AesGcm aes = new(_key, TagSize);
        aes.Decrypt(payload[..NonceSize], payload[(NonceSize + TagSize)..], payload.Slice(NonceSize, TagSize), text);
        return text;
    }

    private static byte[] Extract(byte[] key) => HKDF.Extract(HashAlgorithmName.SHA256, key);
}
