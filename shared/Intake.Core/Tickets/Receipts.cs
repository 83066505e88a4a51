using Intake.Clocks;
using static Intake.Tickets.TicketEvent;

namespace Intake.Tickets;

/// <summary>"Always confirm receipt of the inquiry" (CC-5): at once and by itself, with the number; whoever waits for more still waits.</summary>
internal static class Receipts
{
    public static void Confirm(Draft draft)
    {
        if (draft.Playbook.Receipt is { } rules && draft.Ticket is { Receipt: null, Draft: false, Emergency: null } && ClientMessages.Unreachable(draft) is null)
        {
            var effect = draft.SendToClient(draft.Say(rules.Template), rules.Template, rules.Clause, automatic: true);
            draft.Happened(new ReceiptConfirmed(effect, draft.Signal.ReceivedAt + rules.Within) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = rules.Clause });
            draft.Note($"Receipt confirmed to {draft.Ticket.Client.Shown}{(draft.Ticket.Reference is { } number ? $": {number}" : "")}.", rules.Clause);
        }
    }

    /// <summary>It has not gone out in time: somebody has to write by hand.</summary>
    public static void SayLate(Draft draft)
    {
        var rules = draft.Playbook.Receipt!;
        Pipeline.TellOwner(draft, rules.Room, rules.LateTemplate, rules.Clause);
    }
}
