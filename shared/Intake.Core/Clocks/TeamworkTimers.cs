using Intake.Playbooks;
using Intake.Tickets;
using NodaTime;

namespace Intake.Clocks;

/// <summary>The timers of what is shared: the expected return, the client who must be told, attempts to reach who does not answer.</summary>
internal static class TeamworkTimers
{
    public static IEnumerable<PlannedTimer> For(Playbook playbook, Ticket ticket) =>
        Back(playbook, ticket).Concat(HeadsUp(playbook, ticket)).Concat(Attempts(playbook, ticket)).Where(timer => !ticket.HasFired(timer.Kind, timer.Episode));

    private static IEnumerable<PlannedTimer> Back(Playbook playbook, Ticket ticket)
    {
        if (playbook.Baton is { } rules && ticket.Baton is { ExpectedBack: { } due } baton)
        {
            yield return new PlannedTimer(TimerKind.BatonBack, $"{due.ToUnixTimeSeconds()}", due, rules.Back.Clause, $"says that {rules.Department(baton.Department).Title} has not passed the ticket back", "passing it on");
        }
    }

    private static IEnumerable<PlannedTimer> HeadsUp(Playbook playbook, Ticket ticket)
    {
        if (HeadsUps.IsOwed(playbook, ticket))
        {
            var (rule, asked, calendar) = (playbook.HeadsUp!.Unresolved!, HeadsUps.Since(ticket)!.Value, playbook.Channels[ticket.Channel].Monitored);
            var (episode, due) = ($"{asked.ToUnixTimeSeconds()}", rule.Counting.Due(asked, rule.Within, calendar));
            // A weekend leaves fewer working hours than the warning asks for: then after three quarters of them.
            var warn = calendar.Between(asked, due) is var open && open > Duration.Zero && calendar.Add(asked, rule.WarnAfter) >= due ? calendar.Add(asked, open * 3 / 4) : calendar.Add(asked, rule.WarnAfter);
            yield return new PlannedTimer(TimerKind.HeadsUpWarning, episode, warn, rule.Clause, "asks the agent to tell the client that it takes longer", "a heads-up to the client, or the end of the work");
            yield return new PlannedTimer(TimerKind.HeadsUpDue, episode, due, rule.Clause, "says that the client was not told in time", "a heads-up to the client, or the end of the work");
        }
    }

    private static IEnumerable<PlannedTimer> Attempts(Playbook playbook, Ticket ticket)
    {
        if (playbook.Attempts is not { } rules)
        {
            yield break;
        }

        if (Tickets.Attempts.Counted(rules, ticket) is not [var first, ..] counted)
        {
            // None at all is fewer than enough: the time runs from when an answer was awaited.
            if (ticket is { Waiting: null, Visit: { } visit } && rules.Stages.Contains(ticket.Stage))
            {
                yield return new PlannedTimer(TimerKind.AttemptsShort, visit.Episode, visit.Since + rules.Within, rules.Clause, $"says that there were fewer than {rules.Least} attempts", "an attempt, or an answer of the client");
            }

            yield break;
        }

        if (Tickets.Attempts.CompleteAt(rules, counted) is { } complete)
        {
            var due = rules.Offer.Counting.Due(complete, rules.Offer.After, playbook.Channels[ticket.Channel].Monitored);
            yield return new PlannedTimer(TimerKind.AttemptsDone, first.Id, due, rules.Clause, "offers to close the ticket", "an answer of the client");
        }
        else
        {
            yield return new PlannedTimer(TimerKind.AttemptsShort, first.Id, first.At + rules.Within, rules.Clause, $"says that there were fewer than {rules.Least} attempts", "the attempts that lack, or an answer of the client");
        }
    }
}
