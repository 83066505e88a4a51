using Intake.OnCall;
using Intake.Playbooks;
using Intake.Tickets;
using NodaTime.Text;

namespace Intake.Connectors.HubSpot;

/// <summary>
/// Shows tickets, clients and notes in HubSpot. Every write finds its own record again by a unique property or an address, so a repeat
/// changes nothing: there is no Find, and nothing is marked as a repeat.
/// </summary>
public sealed class HubSpotMirror(HubSpotApi api, HubSpotDirectory directory, Func<string, Person?> personById)
{
    private readonly HubSpotProperties _properties = new(api);
    private readonly HubSpotContacts _contacts = new(api);
    private readonly TicketProperties _ticket = new(api.Settings, directory, personById);

    /// <summary>Makes our unique properties in the portal unless they are there; null when they are. The first write does it too.</summary>
    public async Task<Outcome?> EnsureProperties(int attempt, CancellationToken cancel) =>
        (await _properties.Ensure(cancel)).Failed(out var error, out _) ? No(error, attempt) : null;

    /// <summary>Writes the whole ticket; the receipt is HubSpot's id of it.</summary>
    public Task<Outcome> Send(Effect.MirrorTicket effect, Sending sending, Playbook playbook, CancellationToken cancel) =>
        Settle(() => Write(effect, sending, playbook, cancel), sending);

    /// <summary>Finds or makes the client's contact and ties it to the ticket; the receipt is the contact's id.</summary>
    public async Task<Outcome> Send(Effect.MirrorContact effect, Sending sending, CancellationToken cancel) =>
        (sending.HubSpotId, HubSpotContacts.Keys(effect.Client)) switch
        {
            (_, (null, null)) => new Outcome.Dropped("the client has neither an e-mail address nor a phone number to find a contact by"),
            (null, _) => NoTicketYet(sending),
            ({ } ticket, _) => await Settle(() => Write(effect, ticket, cancel), sending),
        };

    /// <summary>Writes the note and ties it to the ticket; the receipt is the note's id.</summary>
    public async Task<Outcome> Send(Effect.MirrorNote effect, Sending sending, CancellationToken cancel) => sending.HubSpotId is { } ticket
        ? await Settle(() => Write(effect, ticket, sending, cancel), sending)
        : NoTicketYet(sending);

    private async Task<HubSpotResult<string>> Write(Effect.MirrorTicket effect, Sending sending, Playbook playbook, CancellationToken cancel)
    {
        if ((await _properties.Ensure(cancel)).Failed(out var error, out _)
            || (TicketProperties.Type(effect, sending, playbook) is not null && (await _properties.EnsureAlso(HubSpotProperties.TicketType, "Intake type", cancel)).Failed(out error, out _))
            || (effect.Tags is not null && (await _properties.EnsureAlso(HubSpotProperties.TicketTags, "Intake tags", cancel)).Failed(out error, out _))
            || (effect.Reference is not null && (await _properties.EnsureAlso(HubSpotProperties.TicketReference, "Intake reference", cancel)).Failed(out error, out _))
            || (await _ticket.Of(effect, sending, playbook, cancel)).Failed(out error, out var properties))
        {
            return error;
        }

        // A ticket that HubSpot made and we adopted does not carry our id before the first write: an upsert would make its twin.
        return sending.HubSpotId is { } known
            ? await api.Update("tickets", known, properties, cancel)
            : await api.Upsert("tickets", HubSpotProperties.TicketId, sending.Ticket.Value, properties, cancel);
    }

    private async Task<HubSpotResult<string>> Write(Effect.MirrorContact effect, string ticket, CancellationToken cancel) =>
        (await _contacts.FindOrMake(effect.Client, cancel)).Failed(out var error, out var contact)
            || (await api.Associate("tickets", ticket, "contacts", contact, cancel)).Failed(out error, out _)
            ? error
            : contact;

    private async Task<HubSpotResult<string>> Write(Effect.MirrorNote effect, string ticket, Sending sending, CancellationToken cancel)
    {
        var key = $"{sending.Ticket}-{effect.Id}";
        var properties = new Dictionary<string, string>
        {
            [HubSpotProperties.NoteId] = key,
            ["hs_timestamp"] = InstantPattern.ExtendedIso.Format(effect.At),
            ["hs_note_body"] = NoteBody.Of(effect.Text),
        };
        return (await _properties.Ensure(cancel)).Failed(out var error, out _)
            || (await api.Upsert("notes", HubSpotProperties.NoteId, key, properties, cancel)).Failed(out error, out var note)
            || (await api.Associate("notes", note, "tickets", ticket, cancel)).Failed(out error, out _)
            ? error
            : note;
    }

    /// <summary>Writes, and once more with fresh knowledge of the portal when HubSpot calls the values invalid.</summary>
    private async Task<Outcome> Settle(Func<Task<HubSpotResult<string>>> write, Sending sending)
    {
        var written = await write();
        if (written.Failed(out var error, out _) && error.MayBeStale)
        {
            directory.Forget();
            _properties.Forget();
            written = await write();
        }

        return written.Failed(out error, out var id) ? No(error, sending.Attempt) : new Outcome.Delivered(id);
    }

    private Outcome No(HubSpotError error, int attempt) => api.NotNow(error, attempt) ?? (Outcome)new Outcome.Refused(error.Why);

    private Outcome.TryAgain NoTicketYet(Sending sending) => api.Patience.Later(sending.Attempt, page: false, "the ticket is not in HubSpot yet");
}
