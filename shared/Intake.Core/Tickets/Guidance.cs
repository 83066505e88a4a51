using Intake.Clocks;
using Intake.Playbooks;
using static Intake.Tickets.TicketEvent;

namespace Intake.Tickets;

/// <summary>"The goal is to answer as soon as possible and provide guidance on timeframe for resolution" (TS-U1).</summary>
internal static class Guidance
{
    /// <summary>Answered, not yet solved, and the client has not been told by when.</summary>
    public static bool IsOwed(Playbook playbook, Ticket ticket) =>
        playbook.Guidance is { } rules && ticket is { IsOpen: true, Draft: false, TimeGiven: false, HandledAt: null } && ticket.Promises.IsEmpty
        && rules.Classes.Contains(ticket.Urgency) && !ticket.HasFired(TimerKind.Guidance, Episode(ticket));

    public static string Episode(Ticket ticket) => $"guide/{ticket.Generation}";

    public static void Ask(Draft draft, PlannedTimer timer)
    {
        var rules = draft.Playbook.Guidance!;
        draft.Do(new Effect.PostToSlack((draft.Signal.Facts.Owner ?? draft.Signal.Facts.Agent)?.Slack ?? rules.Room, draft.Say(rules.Template, since: draft.Ticket.TouchedAt), null, Page: false, []) { Clause = timer.Clause });
    }
}
