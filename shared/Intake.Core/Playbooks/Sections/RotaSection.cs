using System.Collections.Immutable;
using Intake.OnCall;
using Intake.Playbooks.Yaml;
using Intake.Time;
using NodaTime;
using NodaTime.Text;

namespace Intake.Playbooks.Sections;

/// <summary>Who holds a role when, and who stands in.</summary>
internal sealed class RotaSection(IReadOnlyCollection<string> people, Playbook? playbook, DateTimeZone? zone)
{
    private static readonly OffsetDateTimePattern WithOffset = OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mmo<Z+HH:mm>");
    private static readonly LocalDateTimePattern OnTheWall = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm");

    public RotaEntry ReadEntry(YamlCursor at)
    {
        var map = at.Map("role", "shift", "days", "from", "to", "people");
        var (from, to) = (map.Optional("from")?.Date(), map.Optional("to")?.Date());
        if (to < from)
        {
            map.Optional("to")!.Error($"{to:uuuu-MM-dd} is before from, {from:uuuu-MM-dd}.", "Swap the two.");
        }

        return new RotaEntry(
            Role(map),
            map.Optional("shift") is { } shift ? Shift(shift) : null,
            map.Optional("days") is { } days ? [.. Days.Read(days)] : Days.All,
            from,
            to,
            People(map));
    }

    public RotaOverride? ReadOverride(YamlCursor at)
    {
        var map = at.Map("role", "from", "to", "people", "reason");
        var (from, to) = (Moment(map.Required("from")), Moment(map.Required("to")));
        if (to <= from)
        {
            map.Optional("to")!.Error("This ends before it begins.", "Swap from and to.");
        }

        var (role, who, reason) = (Role(map), People(map), map.Text("reason"));
        return from is { } begins && to is { } ends ? new RotaOverride(role, begins, ends, who, reason) : null;
    }

    private string Role(YamlMap map) => map.Reference("role", "role", playbook is null ? Names.UsualRoles : playbook.Roles);

    private string? Shift(YamlCursor at) => playbook is null ? at.Text() : at.Reference("shift", [.. playbook.Shifts.Select(shift => shift.Name)]);

    private ImmutableArray<string> People(YamlMap map)
    {
        map.Required("people");
        return map.References("people", "person", people);
    }

    private Instant? Moment(YamlCursor? at)
    {
        if (at?.Text() is not { } text)
        {
            return null;
        }

        var spaced = text.Replace('T', ' ');
        if (WithOffset.Parse(spaced) is { Success: true } moment)
        {
            return moment.Value.ToInstant();
        }

        if (OnTheWall.Parse(spaced) is not { Success: true } local)
        {
            return at.Wrong<Instant>("is not a date with a time.", "Write e.g. \"2026-12-24 09:00\".");
        }

        return zone is null
            ? at.Wrong<Instant>("could be anywhere.", "Add a \"zone:\" above, or an offset: \"2026-12-24 09:00-05:00\".")
            : LocalTimes.PointInTime(local.Value, zone);
    }
}
