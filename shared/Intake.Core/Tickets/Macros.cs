using Intake.Playbooks;
using Intake.Playbooks.Yaml;
using static Intake.Tickets.TicketEvent;

namespace Intake.Tickets;

/// <summary>Answers that start from an approved text (CC-6, ER-9), and what the text carries: tags, a copy to a specialist, a snooze, a wait, an offer.</summary>
internal static class Macros
{
    public static void Use(Draft draft, Signal.MacroRequested signal)
    {
        if (!draft.Playbook.Macros.TryGetValue(signal.Macro, out var macro))
        {
            draft.Refuse("intake", $"There is no macro “{signal.Macro}”.", $"{Nearest.Remedy(signal.Macro, [.. draft.Playbook.Macros.Keys])} They are listed with GET /api/macros.");
        }
        else if (!draft.Ticket.IsOpen)
        {
            draft.Refuse(macro.Clause, "The ticket is closed.", "Move it back to an open stage first.");
        }
        else if (macro.Fields.Where(field => !signal.Fields.Contains(field)).ToList() is [_, ..] missing)
        {
            draft.Refuse(macro.Clause, $"“{macro.Title}” needs {string.Join(", ", missing.Select(field => $"“{field}”"))}.", "Send them in “fields”.");
        }
        else if (ClientMessages.Unreachable(draft) is { } why)
        {
            draft.Refuse(why.Clause, why.Why, why.Remedy);
        }
        else if (MoveRules.Refusal(Lacks(draft, macro, signal)) is { } refusal)
        {
            draft.Refuse(refusal.Clause, refusal.Why, refusal.Remedy);
        }
        else
        {
            Send(draft, macro, signal);
        }
    }

    /// <summary>A reply in an agent's own words, where answers start from a macro: questioned, unless it is meant.</summary>
    public static Refusal? InOwnWords(Draft draft, Signal.ReplyRequested reply) =>
        !reply.Confirm && draft.Playbook.Duties.TryGetValue("own-words", out var clause)
            ? new Refusal(clause, "Answers start from a macro.", "Choose one of GET /api/macros; if none fits, send the same again with “confirm”: true.")
            : null;

    private static List<Lack> Lacks(Draft draft, Macro macro, Signal.MacroRequested signal)
    {
        List<Lack> lacks = [.. Checks.Before(draft, Check.Reply, signal.Text), .. Checks.Before(draft, macro.Name), .. Identities.Before(draft, macro.Name)];
        if (signal.Close && macro.Offer is null)
        {
            lacks.AddRange(OneTouch.Lacks(draft, macro, answered: true));
        }
        else if (macro.Offer is not null)
        {
            lacks.AddRange(Checks.Before(draft, Check.Close));
        }

        return lacks;
    }

    private static void Send(Draft draft, Macro macro, Signal.MacroRequested signal)
    {
        var cc = signal.Cc ? macro.Cc : null;
        var effect = draft.SendToClient(signal.Text, template: null, macro.Clause, automatic: false, cc: cc?.Email);
        FromAgent.Answered(draft, signal.Agent, signal.Text, template: null, effect, macro.Clause);
        draft.Happened(new MacroSent(macro.Name, signal.Agent, signal.Edited, cc?.Title) { At = signal.At, RecordedAt = draft.Now, Clause = macro.Clause });
        Tags.Add(draft, macro.Tags, signal.Agent, macro.Clause);
        Snoozes.Leave(draft);
        if (macro.Snooze is { } length)
        {
            Snoozes.Begin(draft, length, signal.Agent, macro.Name, reason: null);
        }
        else if (macro.StaysOpen is { } stays)
        {
            draft.Happened(new HeldOpen(macro.Name, signal.Agent, signal.At + stays.After) { At = signal.At, RecordedAt = draft.Now, Clause = stays.Clause });
        }
        else if (macro.Offer is { } note)
        {
            OneTouch.Close(draft, signal.Agent, draft.Say(note, ("note", macro.Title)));
        }
        else if (signal.Close)
        {
            OneTouch.CloseWithTag(draft, signal.Agent);
        }
    }
}
