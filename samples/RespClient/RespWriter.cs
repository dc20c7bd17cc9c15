using System.Buffers;
using System.Text;

namespace RespClient;

/// <summary>Writes commands: arrays of texts.</summary>
public static class RespWriter
{
    /// <summary>Writes a command.</summary>
    public static void Write(IBufferWriter<byte> output, params ReadOnlySpan<string> command)
    {
        Encoding.UTF8.GetBytes($"*{command.Length}\r\n", output);
        foreach (string word in command)
        {
            Encoding.UTF8.GetBytes($"${Encoding.UTF8.GetByteCount(word)}\r\n", output);
            Encoding.UTF8.GetBytes(word, output);
            output.Write("\r\n"u8);
        }
    }

    /// <summary>Whether a command is confirmed by a push, and checks that it is by one only.</summary>
    internal static bool IsSubscription(string[] command)
    {
        if (command is []) throw new ArgumentException("A command has at least one word.", nameof(command));
        if (!command[0].EndsWith("SUBSCRIBE", StringComparison.OrdinalIgnoreCase)) return false;
        return command.Length == 2 ? true : throw new ArgumentException(
            $"Each channel is confirmed on its own: send a {command[0]} for each.", nameof(command));
    }
}
