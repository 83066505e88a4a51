using Intake.Playbooks;
using Intake.Tickets;
using Intake.Time;
using NodaTime;

namespace Intake.Clocks;

/// <summary>The response clock of one stretch of waiting: which rule and ladder apply, and when each minute of it falls.</summary>
public sealed record Clock(ResponseRule Rule, Ladder? Ladder, Instant Since, BusinessCalendar Monitored)
{
    public Instant AnswerDue => Rule.Counting.Due(Since, Rule.Within, Monitored);

    /// <summary>
    /// A weekend's message is due at the same time of day on Monday, with fewer working hours before it than the rungs ask for: they then share those there
    /// are, so that nobody is warned when it is too late.
    /// </summary>
    public Instant Due(Rung rung)
    {
        if (Rule.Counting == Counting.BusinessDays && Ladder is { Rungs: [.., var last] rungs } && last.Counting.Due(Since, last.After, Monitored) >= AnswerDue
            && Monitored.Between(Since, AnswerDue) is var open && open > Duration.Zero)
        {
            return Monitored.Add(Since, open * (rungs.IndexOf(rung) + 1) / (rungs.Length + 1));
        }

        return rung.Counting.Due(Since, rung.After, Monitored);
    }

    public static Clock For(Playbook playbook, Ticket ticket, WaitingStretch stretch)
    {
        var channel = playbook.Channels[ticket.Channel];

        // In a live chat the gap rule holds (TS-C3), but an urgent matter keeps its own, tighter ladder.
        var rule = stretch.Live && channel.Live is { } live && stretch.Urgency < Urgency.Urgent ? live
            : channel.ByPriority ? playbook.Priorities!.For(ticket.Priority, stretch.Urgency).Respond
            : channel.RespondTo(stretch.Urgency);
        var ladder = stretch.Monitored ? rule.Ladder : rule.Unmonitored ?? rule.Ladder;
        return new Clock(rule, ladder is null ? null : playbook.Ladders[ladder], stretch.Since, channel.Monitored);
    }
}
