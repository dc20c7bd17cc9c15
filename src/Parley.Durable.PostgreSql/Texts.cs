using Parley.Durable.Stores;

namespace Parley.Durable.PostgreSql;

/// <summary>What PostgreSQL can't keep as text: U+0000, and halves of surrogate pairs.</summary>
internal static class Texts
{
    /// <summary>Refuses names that can't be kept, before they come between what others write.</summary>
    public static void Check(ConversationRow row, IReadOnlyList<JournalEntry> entries)
    {
        Check(row.Id, nameof(row.Id));
        Check(row.Body, nameof(row.Body));
        Check(row.Owner, nameof(row.Owner));
        Check(row.OutcomeName, nameof(row.OutcomeName));
        foreach (JournalEntry entry in entries) Check(entry.Name, nameof(entry.Name));
    }

    /// <summary>Replaces what can't be kept: an error's message may have anything in it.</summary>
    public static string? Kept(string? text) => text is null || IsGood(text) ? text
        : string.Concat(text.EnumerateRunes().Select(rune => rune.Value == 0 ? "\ufffd" : rune.ToString()));

    private static void Check(string? text, string what)
    {
        if (text is null || IsGood(text)) return;
        throw new ArgumentException(
            $"PostgreSQL can't keep the {what} of a conversation that has U+0000 or half of a surrogate pair in it.");
    }

    private static bool IsGood(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == 0) return false;
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return false;
            i++;
        }

        return true;
    }
}
