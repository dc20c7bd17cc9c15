using System.Text;
using Parley.Durable.Stores;

namespace Parley.Durable.Engine;

/// <summary>Parley's own errors: whole sentences that say what to do instead.</summary>
internal static class Errors
{
    public static InvalidOperationException UnknownType(string body, Type type) => new(
        $"The JSON of {body} doesn't know {type}. Add [JsonSerializable(typeof({type.Name}))] to its " +
        "JsonSerializerContext.");

    public static InvalidOperationException NotANumber(string body, string where) => new(
        $"The JSON of {body} can't write NaN and the infinities, which {where} may be. Say how, for all of it: " +
        "[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)], or with " +
        "[JsonNumberHandling] on the member.");

    public static InvalidOperationException NoHandler(Type type) => new(
        $"Nothing does {type.Name}. Register its handler with AddEffect, behind AddParleyDurable.");

    public static InvalidOperationException DrivenByHand(Request request) => new(
        $"The body hasn't delegated to {Name(request)}: it has driven it by hand, or through an operator, or goes " +
        "on with something else. Write 'await yield.From(…)' around it.");

    public static ConversationNotFoundException NotFound(string id) => new(
        $"There is no conversation {Quoted(id)}. StartAsync begins one.");

    public static ConversationNotFoundException OfAnotherKind(string id, string body, string asked) => new(
        $"The conversation {Quoted(id)} is one of {body}, and not of {asked}.");

    public static ArgumentException BadId(string id) => new(
        $"{Quoted(id)} can't be the id of a conversation. It has 1 to 200 characters, none of them a control " +
        "character or half of a surrogate pair.",
        nameof(id));

    public static ConversationConflictException AlreadyThere(string id) => new(
        $"There is a conversation {Quoted(id)} already, begun with another argument. Take another id, or go on with " +
        "it.");

    public static ConversationConflictException NotAtVersion(ConversationRow row, long version) => new(
        $"The answer is to version {version} of the conversation {Quoted(row.Id)}, which is at version " +
        $"{row.Version}. GetAsync tells where it is.");

    public static ConversationConflictException NotAsking(ConversationRow row) => new(
        $"The conversation {Quoted(row.Id)} asks nothing: it is {row.Status}. GetAsync tells when it does.");

    public static ConversationConflictException Overtaken(string id) => new(
        $"Another process has answered for the conversation {Quoted(id)} at the same time. GetAsync tells where it " +
        "is.");

    public static ConversationConflictException NotEnded(ConversationRow row) => new(
        $"The conversation {Quoted(row.Id)} hasn't ended: it is {row.Status}. CloseAsync ends it, and " +
        "TerminateAsync ends it without its body.");

    public static ConversationConflictException NoQuestion(ConversationRow row, long version) => new(
        $"The conversation {Quoted(row.Id)} asked no question at version {version}, or it is one from before it " +
        "went on as a new body. ReadJournalAsync lists the versions at which it did.");

    public static ConversationConflictException EffectBeforeFork(
        ConversationRow row, JournalEntry entry, string effect) => new(
        $"The effect {effect} of the conversation {Quoted(row.Id)}, done at version {entry.Seq}, isn't ReadOnly: " +
        "both forks would undo it. Fork it at an earlier question, or allow it with allowEffects.");

    public static ConversationConflictException EffectBehind(ConversationRow row, long version, string effect) => new(
        $"The effect {effect} of the conversation {Quoted(row.Id)}, at version {version}, isn't ReadOnly and lies " +
        "behind the question: what goes on from there wouldn't know of it. Go back to a later question, or close " +
        "the conversation, so that its body undoes what it did.");

    public static ConversationConflictException EndedAlready(ConversationRow row) => new(
        $"The conversation {Quoted(row.Id)} has ended: it is {row.Status}. ForkAsync begins another one that has " +
        "been what it was.");

    public static ConversationStuckException Stuck(ConversationRow row) => new(
        $"The conversation {Quoted(row.Id)} is stuck: {row.Error} Mend its body, and then resume it: " +
        "IConversationAdmin.ResumeAsync.");

    public static ConversationRefusedException Refused(string id, Exception exception) => new(
        $"The conversation {Quoted(id)} has refused what came in, and is where it was before. Its body threw " +
        $"{exception.GetType().FullName}: {exception.Message}",
        exception);

    public static ConversationVersionMissingException VersionMissing(ConversationRow row) => new(
        $"The conversation {Quoted(row.Id)} was begun with version {row.BodyVersion} of {row.Body}, which isn't " +
        "registered. Register it with AddConversation, beside newer ones, for as long as such conversations last.");

    public static PayloadTooLargeException TooLarge(string what, long bytes, long limit) => new(
        $"{what} has {bytes} bytes as JSON, and {limit} are allowed. Journal a reference to it, or raise " +
        "MaxPayloadBytes.");

    public static JournalCorruptException Incomplete(ConversationRow row, long seq) => new(
        $"The journal of the conversation {Quoted(row.Id)} lacks entry {seq}, or has it twice. Restore it from a " +
        "backup.");

    public static JournalCorruptException NotAsInRow(ConversationRow row) => new(
        $"The journal of the conversation {Quoted(row.Id)} says that it ended at {row.Version} in another way than " +
        "its row does. Restore it from a backup.");

    public static ConversationDivergedException DoesNotFit(string id, JournalEntry entry, Outcome? outcome) =>
        Diverged(id, entry.Seq - 1, Expected(entry), outcome?.Describe() ?? "nothing yet");

    public static JournalCorruptException Unreadable(
        string id, JournalEntry entry, Type? type, Exception exception) => new(
        $"What entry {entry.Seq} of the conversation {Quoted(id)} brings ({entry.Kind}) can't be read" +
        $"{(type is null ? "" : " as " + type.Name)}: {exception.Message} {Members}",
        exception);

    public static JournalCorruptException UnreadableInRow(
        ConversationRow row, Type type, Exception exception) => new(
        $"What the conversation {Quoted(row.Id)} did at version {row.Version} ({row.Outcome}) can't be read as " +
        $"{type.Name}: {exception.Message} {Members}",
        exception);

    public static ConversationDivergedException Diverged(
        string id, JournalEntry entry, string? expected, Outcome actual) =>
        Diverged(id, entry.Seq, expected ?? $"{entry.Outcome}, {Convert.ToHexString(entry.OutcomeHash.Span)}",
            actual.Describe());

    public static JournalCorruptException CannotBeDecrypted(string where, Exception exception) => new(
        $"What stands in {where} can't be decrypted. It was written with another key or without one, or it is damaged.",
        exception);

    public static string Rewound(ConversationRow copy) =>
        $"It was taken back to version {copy.Version}: {Quoted(copy.Id)} goes on from there.";

    public static string EffectsWithoutEnd(int limit) =>
        $"More than {limit} effects came one after another, without a question. MaxEffectsPerSend says how many may.";

    public static string UnknownOutcome =>
        "The process ended while it ran, and it may run at most once: nobody knows whether it has happened.";

    private const string Members =
        "A type that values were journaled of may get new members that have a default; it may lose none. One that is " +
        "renamed keeps its name in JSON: [JsonPropertyName].";

    private static string Expected(JournalEntry entry) => entry.Kind switch
    {
        EntryKind.EffectDone or EntryKind.EffectFailed or EntryKind.EffectUnknown or EntryKind.Intent =>
            $"the effect {entry.Name}",
        EntryKind.Slept => "a sleep",
        _ => "a question",
    };

    private static ConversationDivergedException Diverged(string id, long seq, string expected, string actual) => new(
        $"The conversation {Quoted(id)} can't be replayed: after entry {seq}, its body did {actual}; journaled is " +
        $"{expected}. The body has changed, or depends on what isn't journaled. The journal is unchanged: put the " +
        "body back, or register the changed one under a new version.",
        seq, expected, actual);

    private static string Name(Request request) =>
        request.Name is null ? $"the {request.Kind}" : $"the effect {request.Name}";

    // As in a string of C#, and never longer than a line.
    private static string Quoted(string id)
    {
        StringBuilder text = new("\"");
        foreach (char c in id.Length <= 200 ? id : id[..200] + "…")
        {
            if (char.IsControl(c) || char.IsSurrogate(c) || c is '"' or '\\') text.Append($"\\u{(int)c:X4}");
            else text.Append(c);
        }

        return text.Append('"').ToString();
    }
}
