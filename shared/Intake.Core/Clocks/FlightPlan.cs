using System.Collections.Immutable;
using Intake.Playbooks;
using Intake.Tickets;
using NodaTime;

namespace Intake.Clocks;

/// <summary>Every future timer of a ticket, computed from its state alone and in order of firing. Nothing else arms a timer.</summary>
public static class FlightPlan
{
    /// <summary>What is due this soon counts as due: Azure's queues count in whole seconds and may wake us up to one early.</summary>
    public static readonly Duration Early = Duration.FromSeconds(2);

    // Ours, not an SOP's: as long as an acknowledgement may go without a touch.
    private static readonly Duration AnswerPatience = Duration.FromMinutes(5);

    public static ImmutableArray<PlannedTimer> For(Playbook playbook, Ticket ticket) =>
        [.. Timers(playbook, ticket).OrderBy(timer => timer.Due).ThenBy(timer => timer.Kind).ThenBy(timer => timer.Rung)];

    /// <summary>The first of <see cref="For"/>; null when nothing is planned. Every signal asks for it, so nothing is put in order for it.</summary>
    public static PlannedTimer? First(Playbook playbook, Ticket ticket)
    {
        PlannedTimer? first = null;
        foreach (var timer in Timers(playbook, ticket))
        {
            if (first is null || (timer.Due, timer.Kind, timer.Rung).CompareTo((first.Due, first.Kind, first.Rung)) < 0)
            {
                first = timer;
            }
        }

        return first;
    }

    private static IEnumerable<PlannedTimer> Timers(Playbook playbook, Ticket ticket)
    {
        if (!ticket.IsOpen)
        {
            return CareTimers.AfterClose(playbook, ticket);
        }

        var channel = playbook.Channels[ticket.Channel];
        return ResponseTimers(playbook, channel, ticket)
            .Concat(ticket.Alerts.Where(alert => !alert.Ended).SelectMany(AlertTimers))
            .Concat(AnswerTimers(channel, ticket))
            .Concat(EmergencyTimers(playbook, ticket))
            .Concat(StageTimers(playbook, ticket))
            .Concat(ResolutionClock.Timers(playbook, channel, ticket))
            .Concat(PipelineTimers.For(playbook, ticket))
            .Concat(LifecycleTimers.For(playbook, ticket))
            .Concat(ShiftPlan.Timers(playbook, ticket))
            .Concat(Nags.Timers(playbook, ticket))
            .Concat(Conversation.Timers(playbook, ticket))
            .Concat(CareTimers.For(playbook, ticket))
            .Concat(SnoozeTimers.For(playbook, ticket))
            .Concat(TeamworkTimers.For(playbook, ticket));
    }

    /// <summary>When the ticket must next be looked at; null when nothing is planned.</summary>
    public static Instant? NextDue(Playbook playbook, Ticket ticket) => First(playbook, ticket)?.Due;

    /// <summary>The earliest moment at which the waiting client must have an answer; null when nobody waits. A more pressing later message never moves an earlier limit back.</summary>
    public static Instant? AnswerDue(Playbook playbook, Ticket ticket) => ticket.Waiting is not { } waiting
        ? null
        : Conversation.Covering(playbook, ticket, waiting.Current) is { } promise ? promise.Due
        : waiting.Stretches.Min(stretch => Clock.For(playbook, ticket, stretch).AnswerDue);

    private static IEnumerable<PlannedTimer> ResponseTimers(Playbook playbook, ChannelRules channel, Ticket ticket)
    {
        // While an emergency's own alert runs, it is the clock; once it is over, whoever writes again waits like anybody urgent.
        if (ticket.Waiting is not { Current: var current } || (current.Urgency == Urgency.Emergency && ticket.HasEmergencyAlert) || Conversation.Covering(playbook, ticket, current) is not null)
        {
            yield break;
        }

        var clock = Clock.For(playbook, ticket, current);
        var name = ticket.Client.Shown;
        if (clock.Ladder is { } ladder && !ticket.Alerts.Any(alert => alert.Episode == current.Episode))
        {
            for (var i = 0; i < ladder.Rungs.Length; i++)
            {
                var rung = ladder.Rungs[i];
                yield return new PlannedTimer(TimerKind.Rung, $"{current.Episode}/{ladder.Name}/{i}", clock.Due(rung), rung.Clause, Does(ladder, rung), "an answer to the client, or somebody taking the alert")
                {
                    Rung = i,
                };
            }
        }

        if (!ticket.HasFired(TimerKind.ResponseLimit, current.Episode))
        {
            var due = AnswerDue(playbook, ticket)!.Value;
            yield return new PlannedTimer(TimerKind.ResponseLimit, current.Episode, due, clock.Rule.Clause, $"{name} has waited {Text.Of(clock.Rule)} on {channel.Title}: the target is missed", "an answer to the client");
        }
    }

    private static IEnumerable<PlannedTimer> AlertTimers(Alert alert)
    {
        if (alert.Taken is { } taken)
        {
            if (alert.ResumeAfter is { } after)
            {
                var next = Math.Min(alert.Rung + 1, alert.Rungs.Length - 1);
                yield return new PlannedTimer(TimerKind.Resume, $"{alert.Id}/{alert.TimesTaken}", taken.At + after, alert.Clause, $"{taken.By.Name} has it but the client has heard nothing: rung {next + 1} of {alert.Ladder}", "a message or call to the client")
                {
                    Alert = alert.Id,
                    Rung = next,
                };
            }

            yield break;
        }

        for (var i = alert.Rung + 1; i < alert.Rungs.Length; i++)
        {
            var rung = alert.Rungs[i];
            yield return new PlannedTimer(TimerKind.Rung, $"{alert.Id}/{i}/{alert.Round}", rung.Due + alert.Shift, rung.Clause, Does(rung), "an answer to the client, or somebody taking the alert")
            {
                Alert = alert.Id,
                Rung = i,
            };
        }

        if (alert.Rung == alert.Rungs.Length - 1 && alert.RepeatEvery is { } every)
        {
            yield return new PlannedTimer(TimerKind.Repeat, $"{alert.Id}/{alert.Round + 1}", alert.LastDue + every, alert.Clause, Does(alert.Rungs[^1]) + ", again", "a named person taking the alert")
            {
                Alert = alert.Id,
                Rung = alert.Rung,
            };
        }
    }

    private static IEnumerable<PlannedTimer> AnswerTimers(ChannelRules channel, Ticket ticket)
    {
        if (ticket is { AnswerPending: true, LastAnswer: { } answer, TouchedAt: { } written } && !ticket.HasFired(TimerKind.AnswerStuck, answer))
        {
            yield return new PlannedTimer(TimerKind.AnswerStuck, answer, written + AnswerPatience, channel.Clause, "says in Slack that the answer has not gone out; the client waits again", "the provider taking the answer");
        }
    }

    private static IEnumerable<PlannedTimer> EmergencyTimers(Playbook playbook, Ticket ticket)
    {
        if (ticket.Emergency is { TextSent: false } emergency && playbook.Emergency is { } rules && !ticket.HasFired(TimerKind.EmergencyText, emergency.Episode))
        {
            yield return new PlannedTimer(TimerKind.EmergencyText, emergency.Episode, emergency.Since + rules.NagAfter, rules.TemplateClause, "asks the agent to send the local-emergency-services text", "that text, or any answer to the client");
        }
    }

    private static IEnumerable<PlannedTimer> StageTimers(Playbook playbook, Ticket ticket)
    {
        var stage = playbook.StageOf(ticket.Stage);
        var episode = $"{stage.Name}/{ticket.Generation}";
        // A draft is asked for itself: it is in no stage yet.
        if (stage.Nag is { } nag && !ticket.Draft && ticket.AssessedAt is { } seen && !ticket.HasFired(TimerKind.StageNag, episode))
        {
            var after = ticket.Urgency >= Urgency.Urgent ? nag.UrgentAfter : nag.After;
            yield return new PlannedTimer(TimerKind.StageNag, episode, seen + after, nag.Clause, $"asks the agent to move the ticket out of {stage.Label}", "a move to another stage");
        }
    }

    private static string Does(Ladder ladder, Rung rung) => $"{ladder.Name}: {Does(rung.Room, rung.ToAgent, rung.Roles)}";

    private static string Does(AlertRung rung) => Does(rung.Room, rung.ToAgent, [.. rung.People.Select(person => person.Name)]);

    private static string Does(string? room, bool agent, ImmutableArray<string> pages) => string.Join(" and ", new[]
    {
        room is null ? null : agent ? $"tells the agent in Slack, or {room}" : $"posts to {room} in Slack",
        pages.IsEmpty ? null : $"pages {string.Join(", ", pages)}",
    }.Where(part => part is not null));
}
