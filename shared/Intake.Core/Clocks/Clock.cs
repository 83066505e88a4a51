using Intake.Playbooks;
using Intake.Tickets;
using Intake.Time;
using NodaTime;

namespace Intake.Clocks;

/// <summary>The response clock of one stretch of waiting: which rule and ladder apply, and when each minute of it falls.</summary>
public sealed record Clock(ResponseRule Rule, Ladder? Ladder, Instant Since, BusinessCalendar Monitored)
{
    public Instant AnswerDue => At(Rule.Within, Rule.Counting);

    public Instant Due(Rung rung) => At(rung.After, rung.Counting);

    public static Clock For(Playbook playbook, Ticket ticket, WaitingStretch stretch)
    {
        var channel = playbook.Channels[ticket.Channel];

        // In a live chat the gap rule holds (TS-C3), but an urgent matter keeps its own, tighter ladder.
        var rule = stretch.Live && channel.Live is { } live && stretch.Urgency < Urgency.Urgent ? live : channel.RespondTo(stretch.Urgency);
        var ladder = stretch.Monitored ? rule.Ladder : rule.Unmonitored ?? rule.Ladder;
        return new Clock(rule, ladder is null ? null : playbook.Ladders[ladder], stretch.Since, channel.Monitored);
    }

    private Instant At(Duration after, Counting counting) => counting == Counting.Elapsed ? Since + after : Monitored.Add(Since, after);
}
