using Intake.Playbooks;
using Intake.Triage;
using static Intake.Tickets.TicketEvent;

namespace Intake.Tickets;

/// <summary>The path beside the SLA (TS-E1, E2): leadership in the same decision, the local-emergency-services text as the first outbound.</summary>
internal static class Emergencies
{
    public static void Begin(Draft draft)
    {
        if (draft.Playbook.Emergency is not { } rules || draft.Ticket.Emergency is not { } emergency)
        {
            return;
        }

        Drafts.ConfirmByItself(draft, rules.Clause);
        draft.Note(draft.Say(rules.NoteTemplate), rules.Clause);
        var ladder = draft.Playbook.Ladders[rules.Ladder];
        Alerts.Raise(draft, ladder, emergency.Episode, emergency.Since, rung => emergency.Since + rung.After);
        if (!emergency.TextSent && !draft.Channel.Monitored.IsOpen(draft.Signal.At) && ClientMessages.Unreachable(draft) is null)
        {
            // Nobody is on the channel to press the button.
            SendText(draft, agent: null);
        }
    }

    public static void SendText(Draft draft, string? agent)
    {
        var rules = draft.Playbook.Emergency!;
        var text = draft.Say(rules.Template);
        var effect = draft.SendToClient(text, rules.Template, rules.TemplateClause, automatic: agent is null);
        draft.Happened(new Replied(agent, text, rules.Template, effect) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = rules.TemplateClause });
    }

    /// <summary>Every injury or illness is asked about: life-threatening, or a rescue?</summary>
    public static void Question(Draft draft, Classification classification)
    {
        if (draft.Playbook.Emergency?.Question is { } rule && rule.Rules.Contains(classification.Rule) && draft.Ticket is { Emergency: null, Question: null })
        {
            draft.Happened(new QuestionRaised(classification.Rule) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = rule.Nag.Clause });
            TeamNags.AskNow(draft);
        }
    }

    public static void Answer(Draft draft, Signal.EmergencyAnswered answer)
    {
        if (draft.Ticket.Question is null || draft.Playbook.Emergency?.Question is not { } rule)
        {
            // Somebody was quicker, or it is an emergency already: two people press the same button.
            return;
        }

        draft.Happened(new QuestionAnswered(answer.Agent, answer.Yes) { At = answer.At, RecordedAt = draft.Now, Clause = rule.Nag.Clause });
        draft.Note($"{answer.Agent}: {rule.Reason}? {(answer.Yes ? "Yes" : "No")}.", rule.Nag.Clause);
        if (answer.Yes)
        {
            FromAgent.Set(draft, Urgency.Emergency, answer.Agent, rule.Reason);
        }
    }

    /// <summary>Situation, location, responders, the linked SOP: each recorded once it is said (TS-E2 to E4).</summary>
    public static void Record(Draft draft, Signal.EmergencyRecorded signal)
    {
        if (draft.Playbook.Emergency is not { } rules || draft.Ticket.Emergency is not { } emergency)
        {
            draft.Refuse(draft.Playbook.Emergency?.Clause ?? "intake", "This ticket is no emergency.", "Make it one with POST /api/tickets/{id}/urgency, with a reason.");
            return;
        }

        if (signal.Situation is not null || signal.Location is not null)
        {
            var clause = rules.Record?.Clause ?? rules.Clause;
            draft.Happened(new TicketEvent.EmergencyRecorded(signal.Situation, signal.Location, signal.Agent) { At = signal.At, RecordedAt = draft.Now, Clause = clause });
            draft.Note($"{signal.Agent}: {string.Join(" ", new[] { Said("Situation", signal.Situation), Said("Location", signal.Location) }.OfType<string>())}", clause);
        }

        if (signal.RespondersTookOver && emergency.RespondersAt is null)
        {
            TakeOver(draft, rules, signal.Agent);
        }

        if (signal.ConfirmSop && emergency.SopFollowedBy is null && rules.Sop is { } sop)
        {
            draft.Happened(new SopFollowed(signal.Agent, sop.Link) { At = signal.At, RecordedAt = draft.Now, Clause = sop.Clause });
            draft.Note($"{signal.Agent} followed the {draft.Playbook.Links.First(link => link.Name == sop.Link).Title}.", sop.Clause);
        }
    }

    /// <summary>What an emergency's ticket still lacks before it may close; null when nothing.</summary>
    public static Refusal? Unfinished(Draft draft) => (draft.Playbook.Emergency, draft.Ticket.Emergency) switch
    {
        ({ Record: { } record }, { } emergency) when emergency.Missing.Any() =>
            new Refusal(record.Clause, $"The emergency's {string.Join(" and ", emergency.Missing)} {(emergency.Missing.Count() == 1 ? "is" : "are")} not recorded.", "Record them with POST /api/tickets/{id}/emergency or /intake situation and /intake location."),
        ({ Sop: { } sop }, { SopFollowedBy: null }) =>
            new Refusal(sop.Clause, $"Nobody has confirmed that the {draft.Playbook.Links.First(link => link.Name == sop.Link).Title} was followed.", "Confirm it with POST /api/tickets/{id}/emergency and “confirmSop”: true."),
        _ => null,
    };

    private static void TakeOver(Draft draft, EmergencyRules rules, string agent)
    {
        var clause = rules.Logistics?.Clause ?? rules.Clause;
        draft.Happened(new RespondersTookOver(agent) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = clause });
        draft.Note($"{agent}: responders took over.", clause);
        foreach (var task in rules.Logistics?.Tasks ?? [])
        {
            Tasks.Add(draft, new TicketTask(Tasks.NextId(draft), task, agent, draft.Signal.At, Due: null, clause), ofStage: false);
        }
    }

    private static string? Said(string what, string? words) => words is null ? null : $"{what}: {words}.";
}
