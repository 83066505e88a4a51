using Intake.Playbooks;
using Intake.Tickets;
using NodaTime;

namespace Intake.Clocks;

/// <summary>The clock of the whole ticket (ER-1), from its opening or reopening, whoever has answered in between.</summary>
internal static class ResolutionClock
{
    private const string Prefix = "resolve/";

    public static string Episode(Ticket ticket) => $"{Prefix}{ticket.Generation}";

    public static bool Is(string episode) => episode.StartsWith(Prefix, StringComparison.Ordinal);

    public static Instant Since(Ticket ticket) => ticket.ReopenedAt ?? ticket.OpenedAt;

    /// <summary>When it must be resolved; null where the SOP sets no time.</summary>
    public static Instant? Due(ChannelRules channel, Ticket ticket) =>
        channel.Resolve is { } rule ? rule.Counting.Due(Since(ticket), rule.Within, channel.Monitored) : null;

    /// <summary>A ticket held open has its solution: nothing is late about it.</summary>
    public static IEnumerable<PlannedTimer> Timers(Playbook playbook, ChannelRules channel, Ticket ticket)
    {
        var episode = Episode(ticket);
        if (channel.Resolve is not { } rule || ticket.Hold is not null)
        {
            yield break;
        }

        if (rule.Ladder is { } name && $"{episode}/{name}" is var raised && !ticket.HasFired(TimerKind.Rung, raised))
        {
            var (ladder, first) = (playbook.Ladders[name], playbook.Ladders[name].Rungs[0]);
            yield return new PlannedTimer(TimerKind.Rung, raised, Due(channel, ticket, first), first.Clause, $"{ladder.Name}: says that the ticket is still open", "closing the ticket");
        }

        if (!ticket.HasFired(TimerKind.ResolutionLimit, episode))
        {
            yield return new PlannedTimer(TimerKind.ResolutionLimit, episode, Due(channel, ticket)!.Value, rule.Clause, $"not resolved within {Text.Of(rule)}", "closing the ticket");
        }
    }

    public static Instant Due(ChannelRules channel, Ticket ticket, Rung rung) => rung.Counting.Due(Since(ticket), rung.After, channel.Monitored);
}
