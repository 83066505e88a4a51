using Intake.Playbooks;
using static Intake.Tickets.TicketEvent;

namespace Intake.Tickets;

/// <summary>Ownership exceptions (TS-O1): a ticket that stays with its agent carries the agent's name in its title, until it is resolved or returned.</summary>
internal static class Ownership
{
    public static void Keep(Draft draft, Signal.KeepRequested signal)
    {
        if (Rules(draft) is not { } rules || draft.Ticket.Kept?.Agent == signal.Agent)
        {
            return;
        }

        if (draft.Ticket.Kept is { } other)
        {
            draft.Refuse(rules.Clause, $"{other.Name} keeps this ticket already: {other.Reason}", "It must be released first, with POST /api/tickets/{id}/release.");
            return;
        }

        draft.SeenInHubSpot = signal.SeenIn is not null;
        draft.Happened(new Kept(signal.Agent, signal.Name, signal.Reason, signal.SeenIn) { At = signal.At, RecordedAt = draft.Now, Clause = rules.Clause });
        Shifts.Own(draft, signal.Agent, rules.Clause);
        draft.Note($"{signal.Agent} keeps this ticket beyond the shift: {signal.Reason}", rules.Clause);
    }

    public static void Release(Draft draft, Signal.ReleaseRequested signal)
    {
        if (Rules(draft) is not { } rules)
        {
            return;
        }

        if (draft.Ticket.Kept is null)
        {
            draft.Refuse(rules.Clause, "Nobody keeps this ticket: it belongs to the shift.", "Close it with POST /api/tickets/{id}/close, or just leave it to the shift.");
            return;
        }

        if (signal.CloseNote is { } note)
        {
            Pipeline.Move(draft, new Signal.StageMoved(signal.Agent, draft.Playbook.ClosedStage.Name, note) { Id = signal.Id, At = signal.At, ReceivedAt = signal.ReceivedAt });
        }
        else
        {
            Over(draft, rules, signal.Agent);
            draft.SeenInHubSpot = signal.SeenIn is not null && draft.Ticket.Owner is null;
            if (draft.Ticket.Owner is not null)
            {
                draft.Happened(new OwnerSet(null, signal.Agent, signal.SeenIn) { At = signal.At, RecordedAt = draft.Now, Clause = rules.Clause });
            }
        }
    }

    /// <summary>The title carries the name as long as the exception lasts, and not when the ticket is closed.</summary>
    public static void KeepTitle(Draft draft)
    {
        if (draft.Playbook.Ownership is not { } rules || draft.Ticket.Kept is not { } kept)
        {
            return;
        }

        if (!draft.Ticket.IsOpen)
        {
            Over(draft, rules, kept.Agent);
        }
        else if (rules.Unmarked(kept.Name, draft.Ticket.Title) is null)
        {
            Retitle(draft, rules, rules.Marked(kept.Name, draft.Ticket.Title), kept.Agent);
        }
    }

    private static void Over(Draft draft, OwnershipRules rules, string agent)
    {
        var kept = draft.Ticket.Kept!;
        draft.Happened(new Released(agent) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = rules.Clause });
        if (rules.Unmarked(kept.Name, draft.Ticket.Title) is { } usual)
        {
            Retitle(draft, rules, usual, agent);
        }

        var template = draft.Ticket.IsOpen ? rules.ReturnedTemplate : rules.ClosedTemplate;
        draft.Do(new Effect.PostToSlack(rules.Room, draft.Say(template), null, Page: false, []) { Clause = rules.Clause });
        draft.Note($"{agent} released this ticket: {(draft.Ticket.IsOpen ? "it belongs to the shift again" : "it is closed")}.", rules.Clause);
    }

    private static void Retitle(Draft draft, OwnershipRules rules, string title, string agent) =>
        draft.Happened(new Retitled(title, agent) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = rules.Clause });

    private static OwnershipRules? Rules(Draft draft)
    {
        if (draft.Playbook.Ownership is not { } rules)
        {
            draft.Refuse("intake", "This playbook knows no ownership exceptions.", "Add the section \"ownership\" to it.");
            return null;
        }

        if (!draft.Ticket.IsOpen)
        {
            draft.Refuse(rules.Clause, "The ticket is closed.", "Move it back to an open stage first.");
            return null;
        }

        return rules;
    }
}
