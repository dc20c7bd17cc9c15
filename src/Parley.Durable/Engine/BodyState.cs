using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Parley.Durable.Engine;

/// <summary>What is the same for all types of bodies: where the body is, and what it wants.</summary>
internal sealed class BodyState(Payloads payloads, EffectHandlers handlers, int bodyVersion, Func<long, Guid> origin)
{
    private int _guids;

    public Payloads Payloads { get; } = payloads;

    public EffectHandlers Handlers { get; } = handlers;

    public int BodyVersion { get; } = bodyVersion;

    public DateTimeOffset Now { get; private set; }

    public long Seq { get; private set; }

    public bool IsReplaying { get; private set; }

    /// <summary>Gets or sets the time for the next question.</summary>
    public TimeSpan? Within { get; set; }

    /// <summary>Gets or sets what the body has delegated to and not got yet.</summary>
    public Request? Request { get; set; }

    /// <summary>Notes that the body is resumed.</summary>
    public void Enter(long seq, DateTimeOffset at, bool isReplaying)
    {
        Seq = seq;
        Now = at;
        IsReplaying = isReplaying;
        _guids = 0;
    }

    /// <summary>Notes that the body has delegated to something, by a generator that now yields.</summary>
    public void Begin(Request request, object generator)
    {
        if (Request is not null) throw Errors.DrivenByHand(Request);
        request.Generator = generator;
        request.Seq = Seq;
        Request = request;
    }

    /// <summary>An id made of the incarnation, the step and a count: RFC 9562, version 8.</summary>
    public Guid NewGuid()
    {
        Span<byte> seed = stackalloc byte[28];
        origin(Seq).TryWriteBytes(seed, bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(seed[16..], Seq);
        BinaryPrimitives.WriteInt32BigEndian(seed[24..], _guids++);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(seed, hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new(hash[..16], bigEndian: true);
    }
}
