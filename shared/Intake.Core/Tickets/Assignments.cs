using System.Collections.Immutable;
using Intake.OnCall;
using Intake.Playbooks;
using static Intake.Tickets.TicketEvent;

namespace Intake.Tickets;

/// <summary>Whose a ticket is: given by the system, by hand (ER-2, SC-10), passed on to a pod (ER-3), or with a lead's help (ER-16).</summary>
internal static class Assignments
{
    /// <summary>The system has chosen. Whoever was quicker keeps it: the ledger learns that from the ticket.</summary>
    public static void Given(Draft draft, Signal.AgentAssigned signal)
    {
        if (draft.Ticket is not { IsOpen: true, Draft: false } || draft.Ticket.Owner != signal.From)
        {
            return;
        }

        draft.Happened(new Assigned(signal.To.Id, signal.Why, signal.Skipped, By: null, signal.From) { At = signal.At, RecordedAt = draft.Now, Clause = signal.Clause });
        draft.Note($"Given to {signal.To.Name}: {signal.Why}.", signal.Clause);
        if (signal is { Inform: { } absent, Template: { } template })
        {
            draft.Do(new Effect.PostToSlack(absent.Slack ?? Alerts.DefaultRoom(draft), draft.Say(template, ("agent", signal.To.Name), ("teammate", absent.Name)), null, Page: false, []) { Clause = signal.Clause });
        }
    }

    public static void ByHand(Draft draft, Signal.AssignRequested signal)
    {
        if (Rules(draft) is not { } rules || draft.Ticket.Owner == signal.To.Id)
        {
            return;
        }

        if (!rules.ByHand.Allows(signal.Titles))
        {
            draft.Refuse(rules.ByHand.Clause, $"Only {Either(rules.ByHand.Titles)} gives a ticket to a person.", "Ask one of them, or send it to the right pod with POST /api/tickets/{id}/pod.");
            return;
        }

        draft.Happened(new Assigned(signal.To.Id, signal.Reason, [], signal.Agent, draft.Ticket.Owner) { At = signal.At, RecordedAt = draft.Now, Clause = rules.ByHand.Clause });
        draft.Note($"{signal.Agent} gives this to {signal.To.Name}: {signal.Reason}", rules.ByHand.Clause);
        if (rules.AskLead is { } ask && signal.Titles.Contains(ask.Title))
        {
            Answered(draft, ask, signal.Agent, words: null);
        }
    }

    public static void ToPod(Draft draft, Signal.PodRequested signal)
    {
        if (Rules(draft) is not { } rules)
        {
            return;
        }

        if (rules.Pods.FirstOrDefault(pod => pod.Name == signal.Pod) is not { } pod)
        {
            draft.Refuse(rules.Clause, $"“{signal.Pod}” is not a pod.", rules.Pods.IsEmpty ? "This playbook has none." : $"Use one of {string.Join(", ", rules.Pods.Select(known => known.Name))}.");
        }
        else if (rules.PodOf(draft.Ticket)?.Name == pod.Name)
        {
            draft.Refuse(pod.Clause, $"It belongs to {pod.Title} already.", "When you cannot handle it, ask a lead with POST /api/tickets/{id}/ask-lead.");
        }
        else
        {
            draft.Happened(new SentToPod(pod.Name, signal.Agent, signal.Reason, draft.Ticket.Owner, draft.Ticket.Routing?.By) { At = signal.At, RecordedAt = draft.Now, Clause = pod.Clause });
            draft.Note($"{signal.Agent} sends this to {pod.Title}: {signal.Reason}", pod.Clause);
        }
    }

    public static void AskLead(Draft draft, Signal.LeadRequested signal)
    {
        if (Rules(draft) is not { } rules)
        {
            return;
        }

        if (rules.AskLead is not { } ask)
        {
            draft.Refuse("intake", "In this playbook no lead is asked.", "Add the section \"ask-lead\" to its assignment.");
        }
        else if (draft.Ticket.Routing?.Lead is { } open)
        {
            draft.Refuse(ask.Nag.Clause, $"{open.Lead.Name} has been asked already.", "The answer goes to POST /api/tickets/{id}/lead-answer.");
        }
        else
        {
            draft.Happened(new LeadAsked(signal.Agent, signal.Lead, signal.Words) { At = signal.At, RecordedAt = draft.Now, Clause = ask.Nag.Clause });
            draft.Note($"Private, for {signal.Lead.Name}, from {signal.Agent}: {signal.Words}", ask.Nag.Clause);
            TeamNags.AskNow(draft);
        }
    }

    public static void AnswerLead(Draft draft, Signal.LeadAnswered signal)
    {
        if (Rules(draft) is not { AskLead: { } ask } || draft.Ticket.Routing?.Lead is not { } open)
        {
            draft.Refuse(draft.Playbook.Assignment?.AskLead?.Nag.Clause ?? "intake", "No lead has been asked about this ticket.", "Write a note with POST /api/tickets/{id}/notes.");
        }
        else if (signal.Agent != open.Lead.Id && !signal.Titles.Contains(ask.Title))
        {
            draft.Refuse(ask.Nag.Clause, $"{open.Lead.Name} was asked, or another {ask.Title}.", $"{open.Lead.Name} answers, or whoever has that title.");
        }
        else
        {
            Answered(draft, ask, signal.Agent, signal.Words);
        }
    }

    private static void Answered(Draft draft, AskLeadRule ask, string agent, string? words)
    {
        if (draft.Ticket.Routing?.Lead is { } open)
        {
            draft.Happened(new LeadAnswered(agent, words, draft.Signal.At - open.Since) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = ask.Nag.Clause });
            if (words is not null)
            {
                draft.Note($"Private, from {agent}, for {open.Agent}: {words}", ask.Nag.Clause);
            }
        }
    }

    private static AssignmentRules? Rules(Draft draft)
    {
        if (draft.Playbook.Assignment is not { } rules)
        {
            draft.Refuse("intake", "This playbook assigns nothing.", "Take the ticket with POST /api/tickets/{id}/owner.");
            return null;
        }

        if (draft.Ticket is not { IsOpen: true, Draft: false })
        {
            draft.Refuse(rules.Clause, draft.Ticket.Draft ? "It is a draft." : "The ticket is closed.", draft.Ticket.Draft ? "Create the ticket first." : "Move it back to an open stage first.");
            return null;
        }

        return rules;
    }

    private static string Either(ImmutableArray<string> titles) => titles is [var one] ? $"a {one}" : $"a {string.Join(", ", titles[..^1])} or {titles[^1]}";
}
