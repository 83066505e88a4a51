using static Intake.Tickets.TicketEvent;

namespace Intake.Tickets;

/// <summary>Folds macros and what follows them: snoozes, tickets held open, checks.</summary>
internal static class MacroEvolution
{
    public static Ticket Apply(Ticket t, TicketEvent e) => e switch
    {
        MacroSent m => t with { Macro = new MacroUse(m.Macro, m.Agent, m.At) },
        Snoozed s => t with { Snooze = new Snooze($"s{t.Sequence}", s.Agent, s.Macro, s.At, s.Until, s.Clause) },
        SnoozeEnded => t with { Snooze = null },
        HeldOpen h => t with { Hold = new Hold($"h{t.Sequence}", h.Macro, h.At, h.Until, h.Clause) },
        HoldEnded => t with { Hold = null },
        TicketEvent.FirstInLine f => t with { FirstInLine = f.Agent },
        CheckRaised c => t with { Checks = [.. t.Checks.Where(state => state.Check != c.Check), new CheckState(c.Check, c.Why, c.At)] },
        CheckAnswered c => t with { Checks = [.. t.Checks.Select(state => state.Check == c.Check ? state with { Answers = state.Answers.SetItem(c.Asked, c.Answer), By = c.Agent } : state)] },
        _ => TeamworkEvolution.Apply(t, e),
    };
}
