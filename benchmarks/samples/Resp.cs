using System.Globalization;
using System.Text;
using RESPite.Messages;
using RespClient;
using Peer = RESPite.Messages.RespReader;
using RespReader = RespClient.RespReader;

namespace Samples;

/// <summary>RespReader beside RESPite, on the same bytes.</summary>
internal static class Resp
{
    private const int Chunk = 4096, MinBytes = 2_000_000;

    public static string[] Measure() =>
    [
        "| the bytes | RESPite, looked at | RESPite, kept | Parley | Parley, chunks of 4 KB |",
        "|---|---:|---:|---:|---:|",
        Row("short answers: `+OK`, `:1000`, five bytes", "+OK\r\n:1000\r\n$5\r\nhello\r\n"),
        Row("arrays of 100 texts of 10 bytes", "*100\r\n" + Repeat("$10\r\n0123456789\r\n", 100)),
        Row("maps of 10 arrays of 3 numbers", "%10\r\n" + Repeat("$3\r\nkey\r\n*3\r\n:1\r\n:22\r\n:333\r\n", 10)),
    ];

    private static string Row(string name, string messages)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(Repeat(messages, MinBytes / messages.Length + 1));
        List<RespValue> expected = [], read = [];
        Keep(bytes, expected);
        Read(bytes, Chunk, read);
        if (!expected.Select(value => $"{value}").SequenceEqual(read.Select(value => $"{value}")))
            throw new InvalidOperationException($"The two don't read the same from {name}.");

        Best[] best =
        [
            Best.Of(() => Look(bytes)), Best.Of(() => Keep(bytes, null)),
            Best.Of(() => Read(bytes, bytes.Length, null)), Best.Of(() => Read(bytes, Chunk, null)),
        ];
        return $"| {name} | {string.Join(" | ", best.Select(b => Cell(b, bytes.Length)))} |";
    }

    private static string Cell(Best best, int length) => string.Create(
        CultureInfo.InvariantCulture, $"{length / best.Seconds / 1e6:N0} MB/s, {(double)best.Bytes / length:F1} B");

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    private static void Read(byte[] bytes, int chunk, List<RespValue>? messages)
    {
        using var reader = RespReader.Start();
        reader.Next();
        for (int i = 0; i < bytes.Length; i += chunk)
        {
            RespValue? message = reader.Send(bytes.AsMemory(i, Math.Min(chunk, bytes.Length - i)));
            for (; message is not null; message = reader.Next()) messages?.Add(message);
        }
    }

    // Every value is looked at, and none is kept.
    private static long Look(byte[] bytes)
    {
        long sum = 0;
        var reader = new Peer(bytes);
        while (reader.TryMoveNext())
        {
            if (reader.Prefix == RespPrefix.Integer) sum += reader.ReadInt64();
            else if (reader.IsScalar && reader.TryGetSpan(out ReadOnlySpan<byte> text)) sum += text.Length;
        }

        return sum;
    }

    // The same values as Parley's are made.
    private static void Keep(byte[] bytes, List<RespValue>? messages)
    {
        var reader = new Peer(bytes);
        while (reader.TryMoveNext())
        {
            RespValue message = Make(ref reader);
            messages?.Add(message);
        }
    }

    private static RespValue Make(ref Peer reader) => reader.Prefix switch
    {
        RespPrefix.Integer => new RespInteger(reader.ReadInt64()),
        RespPrefix.Array => new RespArray(Items(ref reader)),
        RespPrefix.Map => new RespMap([.. Items(ref reader).Chunk(2).Select(x => KeyValuePair.Create(x[0], x[1]))]),
        _ => new RespString(reader.ReadByteArray()),
    };

    private static RespValue[] Items(ref Peer reader)
    {
        var items = new RespValue[reader.AggregateLength()];
        for (int i = 0; i < items.Length; i++)
        {
            reader.MoveNext();
            items[i] = Make(ref reader);
        }

        return items;
    }
}
