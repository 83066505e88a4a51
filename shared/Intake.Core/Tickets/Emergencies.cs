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
}
