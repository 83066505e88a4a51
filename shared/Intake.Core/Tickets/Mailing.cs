using Intake.Playbooks;

namespace Intake.Tickets;

/// <summary>What the SOP sends by e-mail wherever the client wrote: a hand-over to a department, a resolution, a question days later.</summary>
internal static class Mailing
{
    /// <summary>The ticket's own channel where that is e-mail, else the e-mail channel and the address the client is known by; null when none is known.</summary>
    public static (string Channel, Client To)? To(Draft draft)
    {
        if (draft.Channel.Kind == ChannelKind.Email)
        {
            return draft.Ticket.Client.Address is null ? null : (draft.Channel.Name, draft.Ticket.Client);
        }

        return draft.Ticket.Client.Email is { } email && draft.Playbook.Channels.Values.FirstOrDefault(channel => channel.Kind == ChannelKind.Email) is { } mail
            ? (mail.Name, draft.Ticket.Client with { Address = email })
            : null;
    }

    /// <summary>By e-mail where the client's address is known, else on the ticket's own channel.</summary>
    public static string SendMail(this Draft draft, string text, string template, string clause, bool automatic, bool asksAgain = false)
    {
        if (To(draft) is not var (channel, to) || channel == draft.Channel.Name)
        {
            return draft.SendToClient(text, template, clause, automatic, asksAgain: asksAgain);
        }

        return draft.Do(new Effect.SendToClient(channel, to, text, template, InReplyTo: null, ClientMessages.Subject(draft.Ticket), automatic)
        {
            From = draft.Playbook.Channels[channel].Receives.FirstOrDefault(),
            Clause = clause,
            UnlessHeardSince = asksAgain ? draft.Now : null,
        });
    }

    /// <summary>Why the client can be written to in neither way; null when they can.</summary>
    public static Refusal? Unreachable(Draft draft, string template) => To(draft) is null ? ClientMessages.Unreachable(draft, template) : null;
}
