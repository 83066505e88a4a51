using System.Collections.Immutable;
using Intake.Clocks;
using Intake.Playbooks;
using NodaTime;
using static Intake.Tickets.TicketEvent;

namespace Intake.Tickets;

/// <summary>
/// "If an issue cannot be resolved within 24 hours, escalate to the team lead. Document the reason for escalation and steps already taken. Notify the
/// client … and provide an estimated resolution time" (CC-7).
/// </summary>
public static class Escalations
{
    private const int MostSteps = 12;
    private const int LongestNote = 120;

    /// <summary>True when a decision on this signal will need the steps taken.</summary>
    public static bool NeedsSteps(Playbook playbook, Ticket ticket, Signal signal, Instant now) => playbook.Escalation is not null && ticket is { IsOpen: true, Escalation: null }
        && (signal is Signal.EscalationRequested
            || (signal is Signal.ClockRang && FlightPlan.For(playbook, ticket).Any(timer => timer.Kind == TimerKind.Escalation && timer.Due <= now + FlightPlan.Early)));

    /// <summary>What was done since the ticket was received or last taken up again, the latest last, each with when and by whom.</summary>
    public static ImmutableArray<string> Steps(Playbook playbook, IEnumerable<TicketEvent> events)
    {
        var steps = new List<string>();
        foreach (var e in events)
        {
            if (e is Reopened)
            {
                steps.Clear();
            }

            if (Step(playbook, e) is { } step)
            {
                steps.Add($"{e.At.InZone(playbook.Zone).LocalDateTime:ddd d MMM HH:mm} {step}");
            }
        }

        return [.. steps.TakeLast(MostSteps)];
    }

    internal static void Request(Draft draft, Signal.EscalationRequested signal)
    {
        if (draft.Playbook.Escalation is not { } rules)
        {
            draft.Refuse("intake", "This playbook has nobody to escalate to.", "Add the section \"escalation\" to it.");
        }
        else if (!draft.Ticket.IsOpen)
        {
            draft.Refuse(rules.Clause, "The ticket is closed.", "Move it back to an open stage first.");
        }
        else if (draft.Ticket.Escalation is { } escalation)
        {
            draft.Refuse(rules.Clause, $"It was escalated already: {escalation.Reason}", escalation.Estimate is null ? "Tell the client, with an estimate: POST /api/tickets/{id}/escalation/told." : "Nothing to do.");
        }
        else
        {
            Escalate(draft, rules, signal.Agent, signal.Reason, Duration.Zero);
        }
    }

    internal static void TimeIsUp(Draft draft, PlannedTimer timer)
    {
        var rules = draft.Playbook.Escalation!;
        Escalate(draft, rules, agent: null, rules.Reason, Timers.Late(draft, timer), timer.Due);
    }

    /// <summary>By the agent's word, with an estimate; in the playbook's words unless the agent has own ones.</summary>
    internal static void Tell(Draft draft, Signal.EscalationTold signal)
    {
        var clause = draft.Playbook.Escalation?.Clause ?? "intake";
        if (draft.Ticket is not { IsOpen: true, Escalation: not null } || draft.Playbook.Escalation is not { } rules)
        {
            draft.Refuse(clause, "It has not been escalated.", "Escalate it first: POST /api/tickets/{id}/escalation.");
        }
        else if (Promises.Time(draft, signal.Estimate) is not { } time)
        {
            draft.Refuse(clause, $"“{signal.Estimate}” names no time that lies ahead.", "Write e.g. “tomorrow 3 pm” or “Friday at noon”.");
        }
        else if (ClientMessages.Unreachable(draft) is { } why)
        {
            draft.Refuse(why.Clause, why.Why, why.Remedy);
        }
        else
        {
            draft.Happened(new EscalationTold(signal.Agent, signal.Estimate) { At = signal.At, RecordedAt = draft.Now, Clause = clause });
            var text = signal.Text ?? draft.Say(rules.Client.Template);
            FromAgent.Answered(draft, signal.Agent, text, signal.Text is null ? rules.Client.Template : null, draft.SendToClient(text, signal.Text is null ? rules.Client.Template : null, clause, automatic: false), clause);
        }
    }

    /// <summary>An answer in the agent's own words that names a time tells the client too.</summary>
    internal static void Heard(Draft draft, string? agent, string text)
    {
        if (draft.Playbook.Escalation is { } rules && draft.Ticket.Escalation is { Estimate: null } escalation && draft.Signal.At >= escalation.Since && Promises.Time(draft, text) is { } time)
        {
            draft.Happened(new EscalationTold(agent, time.Words) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = rules.Clause });
        }
    }

    private static void Escalate(Draft draft, EscalationRules rules, string? agent, string reason, Duration late, Instant? at = null)
    {
        var lead = draft.Signal.Facts.OnCall.GetValueOrDefault(rules.Role, []).FirstOrDefault();
        var steps = draft.Signal.Facts.Steps;
        draft.Happened(new Escalated(agent, reason, steps, lead?.Id, late) { At = at ?? draft.Signal.At, RecordedAt = draft.Now, Clause = rules.Clause });
        var done = steps.IsEmpty ? "none" : string.Join("\n", steps.Select(step => $"• {step}"));
        draft.Do(new Effect.PostToSlack(lead?.Slack ?? rules.Room, draft.Say(rules.Template, ("steps", done)), null, Page: false, []) { Clause = rules.Clause });
        draft.Note($"Escalated to {lead?.Name ?? rules.Role}. Reason: {reason}\nSteps taken:\n{done}", rules.Clause);
    }

    private static string? Step(Playbook playbook, TicketEvent e) => e switch
    {
        Replied { Agent: { } agent } => $"{agent} answered the client",
        TicketEvent.CallMade { Agent: var agent } => $"{agent ?? "the team"} called the client",
        TicketEvent.CallAnswered { Agent: var agent } => $"{agent ?? "the team"} spoke with the client",
        Noted n => $"{n.Agent} noted: {(n.Text.Length > LongestNote ? $"{n.Text[..LongestNote]}…" : n.Text)}",
        StageChanged s => $"{s.Agent} moved it to {playbook.Stages.FirstOrDefault(stage => stage.Name == s.To)?.Label ?? s.To}",
        OwnerSet { Owner: { } owner } => $"{owner} took it over",
        Categorised { Agent: { } agent } c => $"{agent} sorted it as {c.Category}, {c.Priority}",
        TaskDone t => $"{t.Agent} finished task {t.Task}",
        _ => null,
    };
}
