using System.Collections.Immutable;
using Intake.Time;
using NodaTime;

namespace Intake.Playbooks;

/// <summary>
/// What people do again and again (CC-1): on every day on which <see cref="Calendar"/> opens, item by item, from <see cref="From"/> until <see cref="By"/>
/// of that local day, the end excluded. Asked for in the room at <see cref="Ask"/>; what is not ticked by then is told there once.
/// </summary>
public sealed record RecurringDuty(string Name, string Title, string Clause, BusinessCalendar Calendar, LocalTime From, LocalTime By, ImmutableArray<DutyItem> Items, string Room)
{
    public required LocalTime Ask { get; init; }

    /// <summary>Texts with {duty}, {items}, {by}; the one for what was missed also with {date}, the one for what is done with {agents}.</summary>
    public required string AskText { get; init; }

    public required string MissedText { get; init; }

    public required string DoneText { get; init; }
}

/// <summary>One thing to be ticked.</summary>
public sealed record DutyItem(string Name, string Title);
