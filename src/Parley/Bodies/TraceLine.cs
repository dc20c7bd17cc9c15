using System.Globalization;
using System.Text;
using Parley.Waiting;

namespace Parley.Bodies;

/// <summary>A call and its outcome, as <c>Trace</c> writes them.</summary>
internal static class TraceLine
{
    internal static string Of(string call, string outcome) => $"{call} -> {outcome}";

    internal static string Call<T>(string call, T argument) => call switch
    {
        "send" => "send " + Text(argument),
        "throw" => "throw " + (argument?.GetType().Name ?? "null"),
        _ => call,
    };

    internal static string Throw(Exception exception) => "throw " + exception.GetType().Name;

    internal static string Text<T>(T value)
    {
        if (value is null) return "null";
        var formatted = new Formatted(value);
        try
        {
            if (value is not string && CultureInfo.CurrentCulture != CultureInfo.InvariantCulture)
            {
                Isolated.Run(static formatted => formatted.FormatInvariant(), formatted); // which restores the culture
            }
            else
            {
                formatted.Format();
            }
        }
        catch (Exception exception)
        {
            return $"{value.GetType().Name} ({exception.GetType().Name} in ToString)";
        }

        return Escape(formatted.Text);
    }

    private static string Escape(string text)
    {
        if (!text.Any(NeedsEscape)) return text;
        var escaped = new StringBuilder();
        foreach (char c in text)
        {
            _ = c switch
            {
                '\n' => escaped.Append(@"\n"),
                '\r' => escaped.Append(@"\r"),
                '\t' => escaped.Append(@"\t"),
                _ when NeedsEscape(c) => escaped.Append(CultureInfo.InvariantCulture, $@"\u{(int)c:x4}"),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }

    // U+2028 and U+2029 end a line, too.
    private static bool NeedsEscape(char c) => char.IsControl(c) || c is '\u2028' or '\u2029';

    private sealed class Formatted(object value)
    {
        internal string Text { get; private set; } = "";

        // The culture is set, too, for what is formatted inside: an element of a tuple, a property of a record.
        internal void FormatInvariant()
        {
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            Format();
        }

        internal void Format() => Text = value is IFormattable formattable
            ? formattable.ToString(null, CultureInfo.InvariantCulture)
            : value.ToString() ?? "";
    }
}
