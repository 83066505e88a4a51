using System.Collections.Immutable;
using Intake.Clocks;
using Intake.OnCall;
using Intake.Playbooks;
using Intake.Tickets;
using NodaTime;
using static Intake.Tickets.TicketEvent;

namespace Intake.Reporting;

/// <summary>Puts a shift's report together from tickets and their events.</summary>
public static class DailyReports
{
    /// <param name="people">The team by id: a report names people, not ids.</param>
    /// <param name="inbound">The day's inbound count, when there is one.</param>
    public static DailyReport? Build(Playbook playbook, ShiftSpan shift, IReadOnlyList<TicketStory> stories, IReadOnlyDictionary<string, Person> people, InboundCount? inbound, ImmutableArray<string> remarks)
    {
        if (playbook.Daily is not { } rules)
        {
            return null;
        }

        var next = ShiftTimes.NextEnd(playbook.Shifts, playbook.Zone, shift.To)!;
        var lists = new ReportLists(playbook, shift, next, [.. stories.OrderBy(story => story.Ticket.OpenedAt).ThenBy(story => story.Ticket.Id.Value, StringComparer.Ordinal)], people);
        var title = rules.Title.Replace("{shift}", shift.Shift.Name, StringComparison.Ordinal).Replace("{date}", shift.Day.ToString("ddd d MMM uuuu", null), StringComparison.Ordinal);
        return new DailyReport(
            playbook.Name, title, rules.Clause, shift.Shift.Name, shift.Day, next.Shift.Name, shift.From, shift.To, remarks,
            [.. rules.Sections.Select(section => new ReportPart(section.Content.ToString(), section.Title, section.Clause, section.Empty, [.. lists.Of(section.Content, inbound)]))]);
    }
}
