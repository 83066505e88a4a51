using System.Collections.Immutable;
using Intake.Clocks;
using Intake.Playbooks;

namespace Intake.Tickets;

/// <summary>What another version of its playbook would change for a ticket: timers that go, timers that come; or why it cannot follow it.</summary>
public sealed record PlanChange(ImmutableArray<PlannedTimer> Goes, ImmutableArray<PlannedTimer> Comes, Refusal? Refusal);

/// <summary>An edited playbook holds for new tickets; an open one follows it only when told to, and its story says so.</summary>
public static class Replanning
{
    /// <summary>Looks, and changes nothing.</summary>
    public static PlanChange Preview(Playbook before, Playbook after, Ticket ticket)
    {
        if (WhyNot(after, ticket) is { } refusal)
        {
            return new PlanChange([], [], refusal);
        }

        var (old, next) = (FlightPlan.For(before, ticket), FlightPlan.For(after, ticket));
        return new PlanChange([.. old.Except(next)], [.. next.Except(old)], null);
    }

    internal static void Adopt(Draft draft, Signal.PlaybookChanged signal)
    {
        var (ticket, playbook) = (draft.Ticket, draft.Playbook);
        if (ticket.PlaybookVersion == playbook.Version)
        {
            return;
        }

        if (WhyNot(playbook, ticket) is { } refusal)
        {
            draft.Refuse(refusal.Clause, refusal.Why, refusal.Remedy);
            return;
        }

        draft.Happened(new TicketEvent.Replanned(ticket.PlaybookVersion, playbook.Version, signal.Agent) { At = signal.At, RecordedAt = draft.Now, Clause = "intake" });
        draft.Note($"{signal.Agent} told this ticket to follow the playbook as it is now.", "intake");
    }

    private static Refusal? WhyNot(Playbook playbook, Ticket ticket) => ticket switch
    {
        { IsOpen: false } => new Refusal("intake", "The ticket is closed: it keeps the playbook it was worked with.", "Only open tickets can follow another version."),
        _ when !playbook.Channels.ContainsKey(ticket.Channel) => new Refusal("intake", $"The playbook has no channel “{ticket.Channel}” any more.", "Close the ticket under its own version, or give the channel back."),
        _ when playbook.Stages.All(stage => stage.Name != ticket.Stage) => new Refusal("intake", $"The playbook has no stage “{ticket.Stage}” any more.", "Move the ticket to a stage that both versions have, then try again."),
        _ when ticket.Promises.FirstOrDefault(promise => playbook.Promises is null || !playbook.Ladders.ContainsKey(promise.Ladder)) is { } promise =>
            new Refusal(promise.Clause, $"The promise “{promise.Words}” needs the ladder “{promise.Ladder}”, which the playbook has not any more.", "Keep the promise or withdraw it, then try again; or give the ladder back."),
        { Snooze: { } snooze } when playbook.Snooze is null => new Refusal(snooze.Clause, "The ticket is snoozed, and the playbook wakes nothing any more.", "Take the ticket on, or wait until it wakes; then try again."),
        { Hold: { } hold } when playbook.Macros.GetValueOrDefault(hold.Macro)?.StaysOpen is null => new Refusal(hold.Clause, $"The ticket stays open after “{hold.Macro}”, which the playbook does not know any more.", "Answer with another macro, or wait until its time is over; then try again."),
        { Baton: { } baton } when playbook.Baton is { } rules && rules.Departments.All(department => department.Name != baton.Department) =>
            new Refusal(rules.Clause, $"The playbook has no department “{baton.Department}” any more.", "Pass the ticket to one that both versions have, then try again."),
        _ => null,
    };
}
