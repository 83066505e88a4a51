using static Intake.Tickets.TicketEvent;

namespace Intake.Tickets;

/// <summary>An offer closed the ticket, and the client has replied to it (ER-12): it is open again, the next ticket of whoever made the offer.</summary>
internal static class Offers
{
    public static void Settle(Draft draft, Ticket before)
    {
        if (before.ClosedAt is null || draft.Ticket is not { IsOpen: true, Macro: { } used } || draft.Ticket.LastClientAt <= used.At
            || draft.Playbook.Macros.GetValueOrDefault(used.Name) is not { Offer: not null } macro)
        {
            return;
        }

        draft.Happened(new FirstInLine(used.Agent) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = macro.Clause });
        if (draft.Ticket.Owner != used.Agent)
        {
            draft.Happened(new OwnerSet(used.Agent, "intake", SeenIn: null) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = macro.Clause });
        }
    }
}
