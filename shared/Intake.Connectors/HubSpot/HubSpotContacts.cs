using System.Collections.Concurrent;
using System.Text.Json;
using Intake.Connectors.Outbound;
using Intake.Tickets;
using NodaTime;

namespace Intake.Connectors.HubSpot;

/// <summary>Finds the contact a client is, or makes it. What people wrote on a contact is never overwritten.</summary>
internal sealed class HubSpotContacts(HubSpotApi api)
{
    // Search learns of a new contact some seconds late; until then we remember those we made, so that two calls in a row make one.
    private static readonly Duration Unsearchable = Duration.FromMinutes(5);
    private const int MostRemembered = 500;
    private static readonly string[] PhoneProperties = ["phone", "mobilephone"];

    private readonly ConcurrentDictionary<string, (string Id, Instant Until)> _made = new(StringComparer.Ordinal);

    /// <summary>The address by which a client is one contact; neither means that there is nothing to find them by.</summary>
    public static (string? Email, string? Phone) Keys(Client client) => (
        client.Email ?? (client.Address?.Contains('@', StringComparison.Ordinal) == true ? client.Address : null),
        client.Phone ?? (client.Address?.StartsWith('+') == true ? client.Address : null));

    public async Task<HubSpotResult<string>> FindOrMake(Client client, CancellationToken cancel)
    {
        var (email, phone) = Keys(client);
        var found = email is not null ? await ByEmail(email, cancel) : await ByPhone(phone!, cancel);
        return found.Failed(out var error, out var id) && !error.NotFound ? error
            : id ?? await Make(client.Name, email, phone, cancel);
    }

    private async Task<HubSpotResult<string>> ByEmail(string email, CancellationToken cancel) =>
        (await api.Read("contacts", email, "idProperty=email", cancel)).Failed(out var error, out var contact) ? error : contact.Text("id") is { } id ? id : NoContact;

    private async Task<HubSpotResult<string>> ByPhone(string phone, CancellationToken cancel)
    {
        var digits = Digits(phone);
        if (_made.TryGetValue(digits, out var made) && api.Patience.Now < made.Until)
        {
            return made.Id;
        }

        var national = National(digits);
        var query = new
        {
            filterGroups = new object[]
            {
                new { filters = new[] { new { propertyName = "hs_searchable_calculated_phone_number", @operator = "IN", values = national } } },
                new { filters = new[] { new { propertyName = "hs_searchable_calculated_mobile_number", @operator = "IN", values = national } } },
                new { filters = new[] { new { propertyName = "phone", @operator = "EQ", value = $"+{digits}" } } },
                new { filters = new[] { new { propertyName = "mobilephone", @operator = "EQ", value = $"+{digits}" } } },
            },
            sorts = new[] { new { propertyName = "createdate", direction = "ASCENDING" } },
            properties = PhoneProperties,
            limit = 20,
            after = "0",
        };
        return (await api.Search("contacts", query, cancel)).Failed(out var error, out var found)
            ? error
            : found.Items("results").FirstOrDefault(contact => Has(contact, digits, national)).Text("id") is { } id ? id : NoContact;
    }

    private async Task<HubSpotResult<string>> Make(string? name, string? email, string? phone, CancellationToken cancel)
    {
        var (first, last) = name?.Trim().Split(' ', 2) switch
        {
            [var one, var rest] => (one, rest.Trim()),
            [{ Length: > 0 } one] => (one, null),
            _ => (null, null),
        };
        var properties = new (string Name, string? Value)[] { ("email", email), ("phone", phone), ("firstname", first), ("lastname", last) }
            .Where(property => property.Value is not null)
            .ToDictionary(property => property.Name, property => property.Value!);
        var created = await api.Create("contacts", properties, cancel);
        if (created.Failed(out var error, out var id))
        {
            // Somebody made it between our look and our writing.
            return error is { Reply.Status: 409, ExistingId: { } existing } ? existing : error;
        }

        if (email is null)
        {
            Remember(Digits(phone!), id);
        }

        return id;
    }

    private void Remember(string digits, string id)
    {
        if (_made.Count >= MostRemembered)
        {
            _made.Clear();
        }

        _made[digits] = (id, api.Patience.Now + Unsearchable);
    }

    /// <summary>HubSpot searches numbers without their country code, whose length (one to three digits) it does not tell us.</summary>
    private static string[] National(string digits) =>
        [.. Enumerable.Range(1, 3)
            .Where(code => digits.Length - code >= 7)
            .Select(code => digits[code..])
            .Append(digits[^Math.Min(10, digits.Length)..]).Distinct()];

    /// <summary>The search is wider than the number: a ticket on a stranger's record would show one client's words to another's agents.</summary>
    private static bool Has(JsonElement contact, string digits, string[] national) => PhoneProperties
        .Select(name => Digits(contact.Get("properties").Text(name) ?? ""))
        .Any(theirs => theirs == digits || national.Contains(theirs));

    private static string Digits(string phone) => string.Concat(phone.Where(char.IsAsciiDigit));

    private static HubSpotError NoContact => new(new Reply(404, default, null));
}
