using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Intake.Playbooks;
using Intake.Time;
using NodaTime;

namespace Intake.Reporting;

/// <summary>Somebody did one thing of a duty.</summary>
public sealed record DutyTick(string Item, string By, Instant At);

/// <summary>A recurring duty on one local day: from when until when (the end excluded), and what has been ticked. <see cref="Asked"/> is everything it consists of.</summary>
public sealed record DutyRun(string Playbook, string Duty, LocalDate Date, Instant From, Instant Due, ImmutableArray<string> Asked)
{
    public ImmutableArray<DutyTick> Ticks { get; init; } = [];

    /// <summary>When the room was asked to do it.</summary>
    public Instant? AskedAt { get; init; }

    /// <summary>When the room was told that it was not done in time; at most once.</summary>
    public Instant? MissedAt { get; init; }

    [JsonIgnore]
    public string Id => $"{Playbook}:{Duty}:{Date:uuuu-MM-dd}";

    /// <summary>Not ticked yet.</summary>
    [JsonIgnore]
    public IEnumerable<string> Open => Asked.Where(item => Ticks.All(tick => tick.Item != item));

    [JsonIgnore]
    public bool Done => !Open.Any();

    /// <summary>Everything was ticked before the deadline.</summary>
    [JsonIgnore]
    public bool InTime => Asked.All(item => Ticks.Any(tick => tick.Item == item && tick.At < Due));

    /// <summary>The duty on that day; null when it is no day of its calendar.</summary>
    public static DutyRun? On(Playbook playbook, RecurringDuty duty, LocalDate date) => !duty.Calendar.IsBusinessDay(date) ? null : new DutyRun(
        playbook.Name, duty.Name, date,
        LocalTimes.PointInTime(date + duty.From, duty.Calendar.Zone), LocalTimes.PointInTime(date + duty.By, duty.Calendar.Zone), [.. duty.Items.Select(item => item.Name)]);

    /// <summary>The local day on which the duty's wall clock stands.</summary>
    public static LocalDate Today(RecurringDuty duty, Instant now) => now.InZone(duty.Calendar.Zone).Date;

    /// <summary>With these items ticked; what has been ticked already stays as it was.</summary>
    public DutyRun Tick(IEnumerable<string> items, string by, Instant at) =>
        this with { Ticks = [.. Ticks, .. items.Where(Open.Contains).Distinct().Select(item => new DutyTick(item, by, at))] };
}
