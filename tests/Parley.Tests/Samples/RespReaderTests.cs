using System.Globalization;
using System.Text;
using RespClient;

namespace Parley.Tests.Samples;

public class RespReaderTests
{
    private const string Stream =
        "+OK\r\n-ERR no\r\n:-42\r\n$5\r\nhe\r\no\r\n$0\r\n\r\n$-1\r\n*-1\r\n*0\r\n*2\r\n:1\r\n*1\r\n+x\r\n"
        + "_\r\n#t\r\n#f\r\n,-1.5e3\r\n,inf\r\n,-inf\r\n,nan\r\n(3492890328409238509324850943850943825024385\r\n"
        + "!9\r\nSYNTAX no\r\n=6\r\nmkd:*a\r\n~2\r\n+a\r\n+b\r\n"
        + "%2\r\n+k\r\n:1\r\n*0\r\n%0\r\n>2\r\n+message\r\n$1\r\né\r\n"
        + "$?\r\n;4\r\nHell\r\n;1\r\no\r\n;0\r\n$?\r\n;0\r\n*?\r\n:1\r\n~?\r\n.\r\n"
        + "$?\r\n;2\r\nhi\r\n;0\r\n.\r\n%?\r\n+a\r\n:1\r\n.\r\n"
        + "|1\r\n+ttl\r\n:9\r\n*2\r\n|1\r\n+hot\r\n#t\r\n+a\r\n+b\r\n|0\r\n>1\r\n+p\r\n";

    private static readonly byte[] s_stream = Encoding.Latin1.GetBytes(Stream);

    private static readonly string[] s_messages =
    [
        "\"OK\"", "(error) ERR no", "-42", "\"he\r\no\"", "\"\"", "null", "null", "[]", "[1, [\"x\"]]",
        "null", "true", "false", "-1500", "Infinity", "-Infinity", "NaN", "3492890328409238509324850943850943825024385",
        "(error) SYNTAX no", "\"*a\"", "[\"a\", \"b\"]", "{\"k\": 1, []: {}}", "[\"message\", \"\uFFFD\"]",
        "\"Hello\"", "\"\"", "[1, [], \"hi\"]", "{\"a\": 1}",
        "[\"a\", \"b\"]", "[\"p\"]",
    ];

    [Fact]
    public void Every_type_is_read() => Assert.Equal(s_messages, Read(s_stream).Select(message => message.ToString()));

    [Fact]
    public void Types_that_print_alike_are_told_apart()
    {
        List<RespValue> messages = Read(s_stream);
        Assert.Equal("mkd", Assert.IsType<RespString>(messages[18]).Format);
        Assert.IsType<RespSet>(messages[19]);
        Assert.Equal("message", Assert.IsType<RespPush>(messages[21]).Kind);
        Assert.Equal([0xE9], Assert.IsType<RespString>(((RespPush)messages[21]).Items[1]).Bytes.ToArray());
        Assert.IsType<RespSet>(((RespArray)messages[24]).Items[1]);
        var attributed = Assert.IsType<RespArray>(messages[26]);
        Assert.Equal("{\"ttl\": 9}", $"{attributed.Attributes}");
        Assert.Equal("{\"hot\": true}", $"{attributed.Items[0].Attributes}");
        Assert.Null(attributed.Items[1].Attributes);
    }

    [Fact]
    public void Fed_one_byte_at_a_time_the_messages_are_the_same() =>
        Assert.Equal(s_messages, Read(s_stream, _ => 1).Select(message => message.ToString()));

    [Fact]
    public void Fed_in_random_chunks_the_messages_are_the_same()
    {
        for (int seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            Assert.Equal(s_messages, Read(s_stream, _ => random.Next(1, 40)).Select(message => message.ToString()));
        }
    }

    [Fact]
    public void Whatever_the_chunks_broken_bytes_give_the_same_messages_and_the_same_error()
    {
        int errors = 0;
        for (int seed = 0; seed < 3000; seed++)
        {
            var random = new Random(seed);
            byte[] broken = [.. s_stream];
            for (int i = random.Next(1, 4); i > 0; i--) broken[random.Next(broken.Length)] = (byte)random.Next(256);
            string whole = Outcome(broken, _ => broken.Length);
            Assert.Equal(whole, Outcome(broken, _ => random.Next(1, 40)));
            Assert.Equal(whole, Outcome(broken, _ => 1));
            if (whole.Contains("Not RESP", StringComparison.Ordinal)) errors++;
        }

        Assert.InRange(errors, 2000, 3000);
    }

    [Fact]
    public void Truncated_anywhere_it_says_where_the_bytes_end_unless_a_message_ends_there_too()
    {
        int between = 0;
        for (int length = 0; length <= s_stream.Length; length++)
        {
            string outcome = Outcome(s_stream[..length], _ => 7);
            if (!outcome.Contains("Not RESP", StringComparison.Ordinal)) between++;
            else Assert.EndsWith($"Not RESP at byte {length}: the bytes end within a message.", outcome);
        }

        Assert.Equal(s_messages.Length + 1, between);
    }

    [Theory]
    [InlineData("+OK\r\nHTTP/1.1", 5, "no value begins with byte 0x48")]
    [InlineData(":12a\r\n", 1, "'12a' is no Integer")]
    [InlineData(":9223372036854775808\r\n", 1, "'9223372036854775808' is no Integer")]
    [InlineData(": 1\r\n", 1, "' 1' is no Integer"), InlineData(":\r\n", 1, "'' is no Integer")]
    [InlineData(",1,5\r\n", 1, "'1,5' is no Double"), InlineData(",Infinity\r\n", 1, "'Infinity' is no Double")]
    [InlineData("#true\r\n", 1, "'true' is no Boolean"), InlineData("(1.5\r\n", 1, "'1.5' is no BigNumber")]
    [InlineData("_x\r\n", 1, "'x' is no Null"), InlineData("+a\rb\r\n", 1, "'a b' is no SimpleText")]
    [InlineData("+a\n", 2, @"'\n' without '\r'"), InlineData("\n", 0, "no value begins with byte 0x0A")]
    [InlineData("$2\r\nabc\r\n", 6, @"no '\r\n' after a text")]
    [InlineData("$-2\r\n", 1, "'-2' is no length"), InlineData("~-1\r\n", 1, "'-1' is no length")]
    [InlineData("*+1\r\n", 1, "'+1' is no length"), InlineData(">?\r\n", 1, "'?' is no length")]
    [InlineData("|?\r\n", 1, "'?' is no length"), InlineData("=?\r\n", 1, "'?' is no length")]
    [InlineData("=3\r\ntxt\r\n", 0, "no format")]
    [InlineData(".\r\n", 0, "'.' can't be there"), InlineData("*1\r\n.\r\n", 4, "'.' can't be there")]
    [InlineData(";1\r\na\r\n", 0, "';' can't be there"), InlineData("$?\r\n+a\r\n", 4, "'+' can't be there")]
    [InlineData("$?\r\n.\r\n", 4, "'.' can't be there"), InlineData("*1\r\n>1\r\n", 4, "'>' can't be there")]
    [InlineData("|0\r\n|0\r\n", 4, "'|' can't be there"), InlineData("*?\r\n|0\r\n.\r\n", 8, "'.' can't be there")]
    [InlineData("*?\r\n%?\r\n+a\r\n.\r\n", 4, "the last key has no value")]
    public void What_is_not_RESP_is_an_error_that_says_where(string bytes, int offset, string problem)
    {
        var error = Assert.Throws<RespException>(() => Read(Encoding.Latin1.GetBytes(bytes)));
        Assert.Equal((offset, $"Not RESP at byte {offset}: {problem}."), ((int)error.Offset, error.Message));
    }

    [Theory]
    [InlineData("$1000000\r\n", "a message is longer than 1000 bytes")]
    [InlineData("$99999999999999999999999\r\n", "'99999999999999999999...' is no length")]
    [InlineData("$9223372036854775807\r\n", "a message is longer than 1000 bytes")]
    [InlineData("*2147483647\r\n", "a message is longer than 1000 bytes")]
    [InlineData("*9223372036854775807\r\n", "a message is longer than 1000 bytes")]
    [InlineData("%4611686018427387904\r\n", "a message is longer than 1000 bytes")]
    [InlineData("*334\r\n", "a message is longer than 1000 bytes")]
    [InlineData("$?\r\n;1000000000\r\n", "a message is longer than 1000 bytes")]
    public void A_length_that_announces_too_much_is_an_error_at_once(string bytes, string problem)
    {
        var error = Assert.Throws<RespException>(() => Read(
            Encoding.ASCII.GetBytes("+OK\r\n" + bytes), limits: new RespLimits(MaxMessage: 1000)));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.InRange(error.Offset, 5, 10);
    }

    [Theory, InlineData("*?\r\n", "+a\r\n"), InlineData("$?\r\n", ";1\r\na\r\n"), InlineData("+", "a")]
    [InlineData("*300\r\n", "$400\r\n"), InlineData("*300\r\n", "%?\r\n")]
    public void What_never_ends_is_an_error_before_it_takes_memory(string beginning, string more)
    {
        byte[] begin = Encoding.ASCII.GetBytes(beginning), chunk = Encoding.ASCII.GetBytes(more);
        using var reader = RespReader.Start(new RespLimits(MaxMessage: 1000, MaxLine: 100)).Prime();
        Assert.Null(reader.Send(begin));
        var error = Assert.Throws<RespException>(() =>
        {
            for (int i = 0; i < 1000; i++) Assert.Null(reader.Send(chunk));
        });
        Assert.InRange(error.Offset, 0, 1000 + chunk.Length);
        Assert.Equal(GeneratorState.Closed, reader.State);
    }

    [Fact]
    public void A_length_alone_reserves_no_memory()
    {
        byte[] bytes = Encoding.ASCII.GetBytes("*100000000\r\n$500000000\r\nabc");
        using var reader = RespReader.Start().Prime();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Null(reader.Send(bytes));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 100_000);
    }

    [Theory, InlineData("*1\r\n"), InlineData("~?\r\n"), InlineData("%1\r\n+k\r\n"), InlineData("|1\r\n+k\r\n")]
    public void Values_nested_too_deep_are_an_error(string level)
    {
        byte[] bomb = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(level, 10_000)));
        var error = Assert.Throws<RespException>(() => Read(bomb));
        int offset = level.Length * 128;
        Assert.Equal($"Not RESP at byte {offset}: values are nested more than 128 deep.", error.Message);
    }

    [Fact]
    public void A_million_levels_are_read_if_they_are_allowed()
    {
        const int Levels = 1_000_000;
        byte[] bytes = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("*1\r\n", Levels)) + ":7\r\n");
        RespValue value = Assert.Single(Read(bytes, limits: new RespLimits(MaxDepth: Levels)));
        int levels = 0;
        for (; value is RespArray { Items: [var item] }; value = item) levels++;
        Assert.Equal((Levels, new RespInteger(7)), (levels, value));
    }

    [Fact]
    public void The_bytes_are_not_looked_at_after_null_was_yielded()
    {
        byte[] chunk = [.. "$3\r\na"u8];
        using var reader = RespReader.Start().Prime();
        Assert.Null(reader.Send(chunk));
        chunk.AsSpan().Fill((byte)'X');
        Assert.Equal("\"abc\"", $"{reader.Send("bc\r\n"u8.ToArray())}");
        Assert.Null(reader.Next());
    }

    [Fact]
    public void Messages_sent_before_the_others_are_taken_are_not_lost()
    {
        using var reader = RespReader.Start().Prime();
        Assert.Equal("1", $"{reader.Send(":1\r\n:2\r\n:"u8.ToArray())}");
        Assert.Equal("2", $"{reader.Send("3\r\n"u8.ToArray())}");
        Assert.Equal("3", $"{reader.Next()}");
        Assert.Null(reader.Next());
        Assert.False(reader.TryThrow(new EndOfStreamException()));
    }

    [Fact]
    public void A_large_text_in_small_chunks_is_copied_a_few_times_only()
    {
        const int Size = 8 << 20;
        byte[] bytes = [.. Encoding.ASCII.GetBytes($"${Size}\r\n"), .. new byte[Size], .. "\r\n"u8];
        long before = GC.GetAllocatedBytesForCurrentThread();
        var text = Assert.IsType<RespString>(Assert.Single(Read(bytes, _ => 4096)));
        Assert.Equal(Size, text.Bytes.Length);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, Size, 6 * Size);
    }

    private static string Outcome(byte[] bytes, Func<int, int> sizes)
    {
        var messages = new List<RespValue>();
        string error = "";
        try { Read(bytes, sizes, messages: messages); }
        catch (RespException e) { error = e.Message; }
        return string.Join('\n', messages) + "\n" + error;
    }

    private static List<RespValue> Read(
        byte[] bytes, Func<int, int>? sizes = null, RespLimits? limits = null, List<RespValue>? messages = null)
    {
        messages ??= [];
        using var reader = RespReader.Start(limits);
        Assert.Null(reader.Next());
        for (int i = 0; i < bytes.Length;)
        {
            int size = Math.Min(sizes?.Invoke(i) ?? bytes.Length, bytes.Length - i);
            byte[] chunk = bytes[i..(i + size)];
            for (RespValue? value = reader.Send(chunk); value is not null; value = reader.Next()) messages.Add(value);
            chunk.AsSpan().Clear();
            i += size;
        }

        Assert.False(reader.TryThrow(new EndOfStreamException()));
        return messages;
    }
}
