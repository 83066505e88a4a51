using System.Collections.Immutable;
using Intake.Clocks;
using Intake.Playbooks;
using NodaTime;
using static Intake.Tickets.TicketEvent;

namespace Intake.Tickets;

/// <summary>"Deprioritise and tell" (TS-A4): an agent's chats wait while something urgent is dealt with. Offered, never automatic.</summary>
public static class SettingAside
{
    /// <summary>A chat this agent is in the middle of: answered by them or theirs, and something was said lately, is waited for or was promised.</summary>
    public static bool IsActive(Playbook playbook, Ticket ticket, string agent, Instant now) =>
        playbook.Deprioritise is { } rules && ticket is { IsOpen: true, Live: true } && playbook.Channels[ticket.Channel].Live is not null
        && (ticket.Owner == agent || ticket.LastAgent == agent)
        && (ticket.Waiting is not null || !ticket.Promises.IsEmpty || (ticket.Thanks is null && Latest(ticket) > now - rules.ActiveWithin));

    /// <summary>Urgent clients are not set aside.</summary>
    public static bool IsUrgent(Ticket ticket) => ticket.Urgency >= Urgency.Urgent || ticket.Emergency is not null;

    internal static void Aside(Draft draft, Signal.SetAside signal)
    {
        if (draft.Playbook.Deprioritise is not { } rules)
        {
            draft.Refuse("intake", "This playbook sets no chats aside.", "Answer the client.");
        }
        else if (IsUrgent(draft.Ticket))
        {
            draft.Refuse(rules.Clause, "This client's matter is urgent itself.", "Hand it to a colleague: press “Need help” on its alert, or ask in the room.");
        }
        else if (draft.Ticket.Promises.FirstOrDefault(promise => promise.Ladder == rules.Ladder) is { } aside)
        {
            // However often, and for however many calls: nobody waits longer than was said at first.
            draft.Refuse(rules.Clause, $"This client has been set aside already, until {Text.TimeOfDay(aside.Due, draft.Playbook.Zone, draft.Now)}.", "Answer the client, or hand the chat to a colleague.");
        }
        else if (ClientMessages.Unreachable(draft) is { } why)
        {
            draft.Refuse(why.Clause, why.Why, why.Remedy);
        }
        else
        {
            Tell(draft, rules, signal);
        }
    }

    internal static void Made(Draft draft, Signal.RoomMade signal)
    {
        var clause = draft.Playbook.Deprioritise?.Clause ?? "intake";
        draft.Happened(new RoomMade(signal.Agent, signal.Chats) { At = signal.At, RecordedAt = draft.Now, Clause = clause });
        draft.Note($"{signal.Agent} set {signal.Chats} {(signal.Chats == 1 ? "chat" : "chats")} aside for this.", clause);
    }

    /// <summary>Asks whoever is on call and in the middle of chats whether those shall wait.</summary>
    internal static void Offer(Draft draft)
    {
        if (draft.Playbook.Deprioritise is not { } rules || draft.Ticket.Urgency < Urgency.Urgent)
        {
            return;
        }

        foreach (var person in draft.Signal.Facts.OnCall.GetValueOrDefault(rules.Role, []))
        {
            if (person.Slack is { } slack && draft.Signal.Facts.ActiveChats.GetValueOrDefault(person.Id) is > 0 and var chats)
            {
                var text = draft.Say(rules.Offer, chats: chats);
                draft.Do(new Effect.PostToSlack(slack, text, SlackActions.Deprioritise, Page: false, [new SlackButton(SlackActions.Deprioritise, "Deprioritise and tell")]) { Clause = rules.Clause });
                draft.Happened(new SettingAsideOffered(person.Id, chats) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = rules.Clause });
            }
        }
    }

    private static void Tell(Draft draft, DeprioritiseRules rules, Signal.SetAside signal)
    {
        var until = draft.Now + rules.AtMost;
        foreach (var promise in draft.Ticket.Promises)
        {
            draft.Happened(new PromiseWithdrawn(promise.Id, signal.Agent, $"set aside for {signal.For}") { At = signal.At, RecordedAt = draft.Now, Clause = rules.Clause });
        }

        var text = draft.Say(rules.Template);
        var effect = draft.SendToClient(text, rules.Template, rules.Clause, automatic: false);
        FromAgent.Said(draft, signal.Agent, text, rules.Template, effect, rules.Clause);
        Promises.Make(draft, signal.Agent, text, until, rules.Clause, rules.Ladder, effect);
        draft.Happened(new ChatSetAside(signal.For, signal.Agent, until) { At = signal.At, RecordedAt = draft.Now, Clause = rules.Clause });
        draft.Do(new Effect.PostToSlack(rules.Room, draft.Say(rules.Post, promise: draft.Ticket.Promises[^1], urgent: signal.ForTitle), null, Page: false, []) { Clause = rules.Clause });
    }

    private static Instant? Latest(Ticket ticket) => ticket.LastClientAt is { } wrote && ticket.TouchedAt is { } answered ? Instant.Max(wrote, answered) : ticket.LastClientAt ?? ticket.TouchedAt;
}
