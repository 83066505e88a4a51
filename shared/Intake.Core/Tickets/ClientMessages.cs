using Intake.Playbooks;
using NodaTime;

namespace Intake.Tickets;

/// <summary>Words to the client, on the ticket's own channel.</summary>
internal static class ClientMessages
{
    // Meta's rule, not the SOP's: free text only within 24 hours of the client's last message (reference: WhatsApp Cloud API).
    private static readonly Duration WhatsAppWindow = Duration.FromHours(24);

    public static string SendToClient(this Draft draft, string text, string? template, string clause, bool automatic, Instant? notAfter = null, string? cc = null, bool asksAgain = false)
    {
        var ticket = draft.Ticket;
        var approved = template is null || WindowEnd(draft) is not { } end || end > draft.Now ? null : draft.Playbook.Templates[template].WhatsAppTemplate;
        return draft.Do(new Effect.SendToClient(ticket.Channel, ticket.Client, text, template, ticket.LastMessageId, Subject(ticket), automatic, cc)
        {
            From = draft.Channel.Receives.FirstOrDefault(),
            Clause = clause,
            NotAfter = approved is null ? Earlier(notAfter, WindowEnd(draft)) : notAfter,
            Approved = approved,
            UnlessHeardSince = asksAgain ? draft.Now : null,
        });
    }

    /// <summary>Why the client cannot be written to on this channel now, or null when they can. A text with an approved template gets through later too.</summary>
    public static Refusal? Unreachable(Draft draft, string? template = null) => draft switch
    {
        { Channel.Kind: ChannelKind.Phone } => new Refusal(draft.Channel.Clause, $"{draft.Channel.Title} takes no texts.", "Call the client; the call itself is the evidence."),
        { Ticket.Client.Address: null } => new Refusal(draft.Channel.Clause, "The client's address is not known.", "Reach the client another way and add a note."),
        _ when template is not null && draft.Channel.Kind == ChannelKind.WhatsApp && draft.Playbook.Templates[template].WhatsAppTemplate is not null => null,
        _ when WindowEnd(draft) is { } end && end <= draft.Now => new Refusal(draft.Channel.Clause, "WhatsApp takes free text only within 24 hours of the client's last message.", "Call the client, or write by e-mail, and add a note."),
        _ => null,
    };

    /// <summary>What an e-mail is headed with: the client's own subject, and the number that leads back to the ticket.</summary>
    public static string Subject(Ticket ticket)
    {
        var subject = ticket.Subject ?? ticket.Title;
        return ticket.Reference is { } number && !subject.Contains(number, StringComparison.OrdinalIgnoreCase) ? $"{subject} [{number}]" : subject;
    }

    private static Instant? WindowEnd(Draft draft) =>
        draft.Channel.Kind is ChannelKind.WhatsApp or ChannelKind.WhatsAppGroup ? (draft.Ticket.LastClientAt ?? draft.Now) + WhatsAppWindow : null;

    private static Instant? Earlier(Instant? a, Instant? b) => a is { } x && b is { } y ? Instant.Min(x, y) : a ?? b;
}
