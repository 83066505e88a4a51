using Intake.Playbooks;
using static Intake.Tickets.TicketEvent;

namespace Intake.Tickets;

/// <summary>An issue nobody has made a ticket of (TS-D2): made one as proposed, or dismissed for a reason of the fixed list.</summary>
internal static class Drafts
{
    // One transaction holds a hundred changes; nobody dismisses a draft of more messages.
    private const int MostMoved = 40;
    private const int LongestContent = 20_000;

    /// <summary>It becomes a ticket, with what the client wrote so far.</summary>
    public static void Confirm(Draft draft, string agent, string? summary = null)
    {
        draft.Happened(new Confirmed(agent) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = draft.Channel.Clause });
        draft.Happened(new OwnerSet(agent, agent, SeenIn: null) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = draft.Playbook.TitleClause });
        draft.MirrorContent = Content(draft, summary);
        Titles.Confirm(draft, agent);
    }

    public static void Confirmed(Draft draft, Signal.DraftConfirmed signal)
    {
        if (draft.Ticket is { IsOpen: true, Draft: true })
        {
            Confirm(draft, signal.Agent);
            FromAgent.AddNote(draft, signal.Agent, $"Made a ticket from {draft.Ticket.Source}: {draft.Ticket.Title}", draft.Playbook.TitleClause);
        }
    }

    /// <summary>An emergency waits for nobody to press a button (TS-E1): its draft is a ticket at once.</summary>
    public static void ConfirmByItself(Draft draft, string clause)
    {
        if (draft.Ticket.Draft)
        {
            draft.Happened(new Confirmed("Intake") { At = draft.Signal.At, RecordedAt = draft.Now, Clause = clause });
            draft.MirrorContent = Content(draft, null);
        }
    }

    public static void Dismiss(Draft draft, Signal.DraftDismissed signal)
    {
        if (draft.Playbook.ByHand is not { Drafts: { } rules } byHand || draft.Ticket is not { IsOpen: true, Draft: true })
        {
            draft.Refuse(draft.Playbook.ByHand?.Drafts?.Clause ?? "intake", "This is no draft.", "A ticket is closed with POST /api/tickets/{id}/close.");
        }
        else if (Wrong(draft, rules, byHand, signal) is { } why)
        {
            draft.Refuse(why.Clause, why.Why, why.Remedy);
        }
        else
        {
            Close(draft, rules, rules.Dismissals.First(dismissal => dismissal.Reason == signal.Reason), signal);
        }
    }

    private static Refusal? Wrong(Draft draft, DraftRules rules, ByHandRules byHand, Signal.DraftDismissed signal)
    {
        var list = string.Join(", ", rules.Dismissals.Select(dismissal => dismissal.Reason));
        if (rules.Refused.FirstOrDefault(refused => refused.Reason == signal.Reason) is { } refused)
        {
            return new Refusal(refused.Clause, refused.Why, $"Create the ticket, or use one of {list}. {byHand.Required}");
        }

        return (rules.Dismissals.FirstOrDefault(dismissal => dismissal.Reason == signal.Reason), draft.Signal.Facts.Other) switch
        {
            (null, _) => new Refusal(rules.Clause, $"“{signal.Reason}” is no reason for having no ticket.", $"Use one of {list}. {byHand.Required}"),
            ({ NamesTicket: true }, var other) when other is not { Exists: true, BelongsTo: null } || other.Id == draft.Ticket.Id =>
                new Refusal(rules.Clause, "The ticket it belongs to is not named, or is none.", "Give another ticket's id; the tickets are listed with GET /api/tickets."),
            ({ NamesTicket: false }, _) when draft.Ticket.Emergency is not null => new Refusal(rules.Clause, "It is an emergency.", "Step it down first, with a reason."),
            _ => null,
        };
    }

    private static void Close(Draft draft, DraftRules rules, Dismissal dismissal, Signal.DraftDismissed signal)
    {
        var (closed, other) = (draft.Playbook.ClosedStage.Name, dismissal.NamesTicket ? draft.Signal.Facts.Other!.Id : null);
        if (other is not null)
        {
            Move(draft, other, rules.Clause, signal.Agent);
        }

        draft.Happened(new DraftDismissed(signal.Agent, signal.Reason, other) { At = signal.At, RecordedAt = draft.Now, Clause = rules.Clause });
        draft.Happened(new StageChanged(draft.Ticket.Stage, closed, signal.Agent, SeenIn: null) { At = signal.At, RecordedAt = draft.Now, Clause = rules.Clause });
        draft.Happened(new Closed(signal.Agent, other is null ? dismissal.Label : $"{dismissal.Label}: {other}") { At = signal.At, RecordedAt = draft.Now, Clause = rules.Clause });
    }

    /// <summary>The client's words go to the other ticket: still waiting there, or as a note when the client was answered here.</summary>
    private static void Move(Draft draft, TicketId other, string clause, string agent)
    {
        foreach (var heard in draft.Signal.Facts.Messages.TakeLast(MostMoved))
        {
            Signal told = draft.Ticket.Waiting is null
                ? new Signal.NoteWritten(agent, $"From {draft.Ticket.Source}, answered there: {heard.Message.Text}") { At = draft.Signal.At, ReceivedAt = draft.Now }
                : new Signal.MessageArrived(draft.Ticket.Channel, heard.Client, heard.Message, draft.Ticket.Source) { At = heard.At, ReceivedAt = draft.Now };
            draft.Do(new Effect.Tell(other, told) { Clause = clause });
        }
    }

    private static string Content(Draft draft, string? summary)
    {
        var heard = draft.Signal is Signal.MessageArrived now ? draft.Signal.Facts.Messages.Select(m => m.Message.Text).Append(now.Message.Text) : draft.Signal.Facts.Messages.Select(m => m.Message.Text);
        var text = string.Join("\n", new[] { summary }.OfType<string>().Concat(heard).DefaultIfEmpty(draft.Ticket.Title));
        return text.Length > LongestContent ? text[..LongestContent] : text;
    }
}
