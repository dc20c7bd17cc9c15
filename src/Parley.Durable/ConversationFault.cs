namespace Parley.Durable;

/// <summary>An error as data. It is what can be thrown into a conversation from outside, and what is journaled of an
/// effect that fails. No type that it names is ever created.</summary>
/// <param name="Name">What kind of error it is.</param>
/// <param name="Message">What it says.</param>
/// <param name="Data">More about it.</param>
public sealed record ConversationFault(string Name, string Message, IReadOnlyDictionary<string, string>? Data = null);
