using Intake.Playbooks;
using Intake.Tickets;
using Intake.Time;
using NodaTime;

namespace Intake.Clocks;

/// <summary>The response clock of one stretch of waiting: which rule and ladder apply, and when each minute of it falls.</summary>
public sealed record Clock(ResponseRule Rule, Ladder? Ladder, Instant Since, BusinessCalendar Monitored)
{
    public Instant AnswerDue => Rule.Counting.Due(Since, Rule.Within, Monitored);

    public Instant Due(Rung rung) => rung.Counting.Due(Since, rung.After, Monitored);

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
