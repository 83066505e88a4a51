using Intake.Playbooks;
using Intake.Tickets;
using NodaTime;

namespace Intake.Clocks;

/// <summary>The clocks of a conversation that has begun: promises and guidance.</summary>
internal static class Conversation
{
    public static IEnumerable<PlannedTimer> Timers(Playbook playbook, Ticket ticket)
    {
        var agent = ticket.Client.Shown;
        foreach (var promise in ticket.Promises.Where(promise => !promise.Broken))
        {
            if (promise.WarnAt is { } warnAt && !ticket.HasFired(TimerKind.PromiseWarning, promise.Id))
            {
                yield return new PlannedTimer(TimerKind.PromiseWarning, promise.Id, warnAt, promise.Clause, $"reminds the agent of the promise to {agent}", "a message or call to the client");
            }

            yield return new PlannedTimer(TimerKind.PromiseDue, promise.Id, promise.Due, promise.Clause, $"the promise to {agent} is broken: {promise.Ladder}", "a message or call to the client");
        }

        if (Guidance.IsOwed(playbook, ticket) && playbook.Guidance is { } guidance && ticket is { Waiting: null, TouchedAt: { } answered })
        {
            yield return new PlannedTimer(TimerKind.Guidance, Guidance.Episode(ticket), answered + guidance.After, guidance.Clause, "asks the agent to tell the client when it will be solved", "a message that names a time");
        }
    }

    /// <summary>The promise that replaces the live gap's clock for this stretch (TS-C4); broken, its own alert runs. What comes after it was due has a clock of its own.</summary>
    public static Promise? Covering(Playbook playbook, Ticket ticket, WaitingStretch stretch) =>
        playbook.Promises is { } rules && stretch.Live && stretch.Urgency < Urgency.Urgent && playbook.Channels[ticket.Channel].Live is not null
            ? ticket.Promises.Where(promise => promise.Due > stretch.Since && promise.Due - stretch.Since <= rules.Covers).MaxBy(promise => promise.Due)
            : null;
}
