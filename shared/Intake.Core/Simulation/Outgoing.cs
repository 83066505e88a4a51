using Intake.OnCall;
using Intake.Playbooks;
using Intake.Tickets;
using NodaTime;

namespace Intake.Simulation;

/// <summary>Something that went out, at that instant, for that ticket.</summary>
public sealed record Outgoing(Instant At, TicketId Ticket, Effect Effect);

/// <summary>
/// What went out, as lines a person can check: when (the team's clock), over what, to whom, the words. The same for the real app and a simulated
/// day, so that the two can be compared line by line.
/// </summary>
public sealed class OutgoingLog(Playbook playbook, Team team)
{
    private static readonly string[] Services = ["sms", "slack", "whatsapp", "email", "chat", "phone", "hubspot"];

    /// <summary>In order of time; within a second pages first, then by recipient; to one recipient in the order it was decided.</summary>
    public IEnumerable<string> Lines(IEnumerable<Outgoing> log) => log
        .Select(sent => (Sent: sent, Second: sent.At.ToUnixTimeSeconds(), Line: Line(sent.Effect, sent.Ticket)))
        .Where(line => line.Line is not null)
        .OrderBy(line => line.Second)
        .ThenBy(line => Array.IndexOf(Services, line.Line!.Value.Service))
        .ThenBy(line => line.Line!.Value.To, StringComparer.Ordinal)
        .ThenBy(line => line.Sent.Ticket.Value, StringComparer.Ordinal)
        .ThenBy(line => line.Sent.Effect.Id, StringComparer.Ordinal)
        .Select(line => $"{line.Sent.At.InZone(playbook.Zone).LocalDateTime:ddd HH:mm:ss}  {line.Line!.Value.Service} {line.Line.Value.To}  {line.Line.Value.Text}");

    private (string Service, string To, string Text)? Line(Effect effect, TicketId ticket) => effect switch
    {
        Effect.PostToSlack post => ("slack", Slack(post.Room), $"{Flat(post.Text)} {string.Join(' ', (post.Buttons.IsDefault ? [] : post.Buttons).Select(button => $"[{button.Label}]"))}".TrimEnd()),
        Effect.UpdateSlack update => ("slack", Slack(update.Room), $"now says: {Flat(update.Text)}"),
        Effect.SendSms sms => ("sms", sms.To.Name, Flat(sms.Text)),
        Effect.SendToClient message => (Service(message.Channel), message.To.Shown, message.Subject is { } subject && Service(message.Channel) == "email" ? $"{subject}: {Flat(message.Text)}" : Flat(message.Text)),
        Effect.MirrorTicket mirror => ("hubspot", ticket.Value, $"{mirror.Title} | {mirror.Stage} | {mirror.Urgency} | {mirror.Owner ?? "nobody"}"),
        Effect.MirrorContact contact => ("hubspot", ticket.Value, $"contact {contact.Client.Shown}"),
        Effect.MirrorNote note => ("hubspot", ticket.Value, $"note: {Flat(note.Text)}"),
        Effect.Tell or Effect.LookUpAccount => null,
        _ => ("intake", ticket.Value, effect.GetType().Name),
    };

    private string Service(string channel) => playbook.Channels.TryGetValue(channel, out var rules) ? rules.Kind switch
    {
        ChannelKind.Email => "email",
        ChannelKind.Phone => "phone",
        ChannelKind.Chat => "chat",
        ChannelKind.WhatsApp or ChannelKind.WhatsAppGroup => "whatsapp",
    } : channel;

    private string Slack(string room) => team.People.Values.FirstOrDefault(person => person.Slack == room)?.Name ?? room;

    private static string Flat(string text) => text.Replace("\n", " / ", StringComparison.Ordinal);
}
