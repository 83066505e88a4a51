using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using Intake.Tickets;

namespace Intake.Connectors.WhatsApp;

/// <summary>
/// Who wrote. <paramref name="UserId"/> is the business-scoped id ("US.123"), <paramref name="Phone"/> E.164; since 2026 either may be missing.
/// <paramref name="Before"/> holds the keys of the time before a change of number.
/// </summary>
internal sealed partial record WhatsAppAuthor(string? Name, string? UserId, string? Phone, string? Other, ImmutableArray<string> Before)
{
    public static WhatsAppAuthor Of(JsonElement message, ImmutableArray<JsonElement> contacts, bool alone)
    {
        var contact = ContactOf(message, contacts, alone);
        var profile = contact.Get("profile");
        var name = profile.Text("name") ?? profile.Text("username");
        string?[] ids = [message.Text("from_user_id"), message.Text("from"), contact.Text("user_id"), contact.Text("wa_id")];
        var author = Known(name, ids, []);
        if (WhatsAppDelivery.NewNumber(message) is not { } changed)
        {
            return author;
        }

        var moved = Known(name, [changed.Text("user_id"), changed.Text("wa_id"), changed.Text("new_wa_id")], author.Keys());
        return moved.Other is null ? author : moved;
    }

    /// <summary>The client of a chat between two.</summary>
    public Client Client => new(Name, Phone ?? UserId ?? Other, Phone);

    /// <summary>The client of a group is the group, under the name of whoever wrote.</summary>
    public Client In(string group) => new(Name ?? Phone, group, Phone);

    /// <summary>Best first. A message from nobody is a thread of its own: it must be seen, though it cannot be answered.</summary>
    public ImmutableArray<string> Threads(string messageId) => Keys() is { IsEmpty: false } keys ? keys : [$"wa-message:{messageId}"];

    // After a change of number the old keys come first: the conversation is known by them, and the new ones are learnt.
    private ImmutableArray<string> Keys()
    {
        string?[] own = [UserId, Phone, UserId is null && Phone is null ? Other : null];
        return [.. Before.Concat(own.OfType<string>().Select(key => $"wa:{key}")).Distinct()];
    }

    // "from" may hold digits, a user id or neither; what fits no form is still the sender's own mark.
    private static WhatsAppAuthor Known(string? name, string?[] ids, ImmutableArray<string> before) => new(
        name,
        ids.FirstOrDefault(id => id is not null && BusinessScoped().IsMatch(id)),
        ids.Select(PhoneOf).FirstOrDefault(phone => phone is not null),
        ids.FirstOrDefault(id => id is not null),
        before);

    private static string? PhoneOf(string? id) => id is { Length: <= 15 } && id.All(char.IsAsciiDigit) ? $"+{id}" : PhoneNumbers.Normalise(id);

    private static JsonElement ContactOf(JsonElement message, ImmutableArray<JsonElement> contacts, bool alone)
    {
        var (from, user) = (message.Text("from"), message.Text("from_user_id"));
        foreach (var contact in contacts)
        {
            if ((from is not null && from == contact.Text("wa_id")) || (user is not null && user == contact.Text("user_id")))
            {
                return contact;
            }
        }

        // One contact beside messages of several people would give somebody another's name; beside one message it is the writer, though
        // its wa_id may be spelled otherwise (Brazil's ninth digit).
        return contacts.Length == 1 && alone ? contacts[0] : default;
    }

    [GeneratedRegex(@"^[A-Z]{2}\.[A-Za-z0-9.]{1,128}$")]
    private static partial Regex BusinessScoped();
}
