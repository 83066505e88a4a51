using System.Collections.Immutable;
using Intake.Playbooks;
using static Intake.Tickets.TicketEvent;

namespace Intake.Tickets;

/// <summary>The reminder after the help, once per ticket (TS-A6, B4, C5): behind the first message once the matter is handled, at the close at the latest.</summary>
internal static class Reminders
{
    public static void Handled(Draft draft, Signal.MatterHandled signal)
    {
        if (!draft.Ticket.IsOpen)
        {
            draft.Refuse(draft.Channel.Clause, "The ticket is closed.", "Move it back to an open stage first.");
            return;
        }

        if (draft.Ticket.HandledAt is null)
        {
            draft.Happened(new TicketEvent.Handled(signal.Agent) { At = signal.At, RecordedAt = draft.Now, Clause = Rule(draft)?.Clause ?? draft.Channel.Clause });
        }

        if (signal.Note is { } note)
        {
            FromAgent.AddNote(draft, signal.Agent, note, draft.Playbook.ClauseOf("notes"));
        }

        // The help was our last word: the reminder follows it now.
        if (draft.Ticket.Waiting is null)
        {
            Send(draft);
        }
    }

    /// <summary>"Handled" is asked for while a reminder hangs on it, under what is said in Slack about the ticket.</summary>
    public static ImmutableArray<SlackButton> Buttons(Draft draft) =>
        draft.Ticket is { IsOpen: true, Draft: false, HandledAt: null, Reminded: false } && Rule(draft) is not null ? [new(SlackActions.Handled, "Handled")] : [];

    /// <summary>An agent asks for it; before the help it is refused.</summary>
    public static void Requested(Draft draft)
    {
        var clause = Rule(draft)?.Clause ?? draft.Channel.Clause;
        if (!draft.Ticket.IsOpen || Rule(draft) is null)
        {
            draft.Refuse(clause, "No reminder belongs to this ticket: its channel, class and hour ask for none.", "Nothing to do.");
        }
        else if (draft.Ticket.Reminded)
        {
            draft.Refuse(clause, "The reminder has been sent already; a ticket gets one.", "Nothing to do.");
        }
        else if (draft.Ticket.HandledAt is null || draft.Ticket.TouchedAt is null)
        {
            draft.Refuse(clause, "First the help, then the reminder: the matter is not marked as handled.", "Answer the client, then POST /api/tickets/{id}/handled; the reminder follows by itself.");
        }
        else if (Unreachable(draft) is { } why)
        {
            draft.Refuse(why.Clause, why.Why, why.Remedy);
        }
        else
        {
            Send(draft);
        }
    }

    /// <summary>Behind a message of ours, once the matter is handled.</summary>
    public static void AfterMessage(Draft draft)
    {
        if (draft.Ticket.HandledAt is not null)
        {
            Send(draft);
        }
    }

    public static void Send(Draft draft)
    {
        // Whoever still waits has not had the help yet.
        if (draft.Ticket is { Reminded: false, TouchedAt: not null, Waiting: null } && Rule(draft) is { } rule && Unreachable(draft) is null)
        {
            var effect = draft.SendToClient(draft.Say(rule.Template), rule.Template, rule.Clause, automatic: true);
            draft.Happened(new Reminded(rule.Template, effect) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = rule.Clause });
        }
    }

    /// <summary>The rule of the hour in which the client asked.</summary>
    private static ReminderRule? Rule(Draft draft)
    {
        if (draft.Ticket is not { AskedAt: { } asked } ticket)
        {
            return null;
        }

        var outside = !draft.Channel.Advertised.IsOpen(asked);
        return draft.Playbook.Reminders.FirstOrDefault(rule => rule.Channel == ticket.Channel && rule.Classes.Contains(ticket.Urgency) && (rule.Outside ?? outside) == outside);
    }

    private static Refusal? Unreachable(Draft draft) => ClientMessages.Unreachable(draft, Rule(draft)?.Template);
}
