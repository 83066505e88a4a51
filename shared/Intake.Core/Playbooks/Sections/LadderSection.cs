using System.Collections.Immutable;
using Intake.Playbooks.Yaml;
using Intake.Time;
using NodaTime;

namespace Intake.Playbooks.Sections;

/// <summary>Who is told what, how long after a clock began.</summary>
internal static class LadderSection
{
    public static ImmutableDictionary<string, Ladder> ReadAll(YamlCursor? at, Names names, ImmutableDictionary<string, BusinessCalendar> calendars) =>
        (at?.Named("ladders") ?? []).ToImmutableDictionary(ladder => ladder.Name, ladder => Read(ladder.Name, ladder.Value, names, calendars));

    private static Ladder Read(string name, YamlCursor at, Names names, ImmutableDictionary<string, BusinessCalendar> calendars)
    {
        var map = at.Map("clause", "page", "rungs", "resume-after", "repeat-every", "at-once-if-nobody-free");
        var clause = map.Clause(names);
        var rungs = map.Required("rungs")?.Items("rungs") ?? [];
        return new Ladder(
            name,
            clause,
            map.Reference("page", "template", names.Templates),
            ReadRungs(rungs, clause, names, calendars),
            map.Optional("resume-after")?.Length(),
            map.Optional("repeat-every")?.Length())
        {
            AtOnceIfNobodyFree = map.Flag("at-once-if-nobody-free"),
        };
    }

    private static ImmutableArray<Rung> ReadRungs(IReadOnlyList<YamlCursor> items, string clause, Names names, ImmutableDictionary<string, BusinessCalendar> calendars)
    {
        var rungs = ImmutableArray.CreateBuilder<Rung>();
        foreach (var item in items)
        {
            if (ReadRung(item, clause, names, calendars) is not { } rung)
            {
                continue;
            }

            if (rungs.LastOrDefault(earlier => earlier.Counting == rung.Counting) is { } before && rung.After <= before.After)
            {
                item.Error(
                    $"This rung does not come after the one before it, at {Spoken.Length(before.After)}.",
                    "Write rungs in order of time, one for each moment.");
            }

            rungs.Add(rung);
        }

        return rungs.ToImmutable();
    }

    private static Rung? ReadRung(YamlCursor at, string clause, Names names, ImmutableDictionary<string, BusinessCalendar> calendars)
    {
        var map = at.Map("after", "counting", "clause", "room", "template", "roles", "to-agent", "also");
        var after = map.Required("after")?.Length(orZero: true);
        var rung = new Rung(
            after ?? Duration.Zero,
            map.Optional("counting")?.Word("way of counting", Words.Countings) ?? Counting.Elapsed,
            map.OptionalReference("clause", "clause", names.Clauses) ?? clause,
            map.OptionalReference("room", "room", names.Rooms),
            map.OptionalReference("template", "template", names.Templates),
            map.References("roles", "role", names.Roles),
            map.Flag("to-agent"))
        {
            Also = map.Optional("also") is { } also ? ReadAlso(also, names, calendars) : null,
        };
        CheckWhom(map, rung);
        return after is null ? null : rung;
    }

    private static RungAddition ReadAlso(YamlCursor at, Names names, ImmutableDictionary<string, BusinessCalendar> calendars)
    {
        var map = at.Map("during", "roles", "clause");
        var during = map.Reference("during", "calendar", names.Calendars);
        _ = map.Required("roles");
        return new RungAddition(calendars.GetValueOrDefault(during, BusinessCalendar.Always), map.References("roles", "role", names.Roles), map.Clause(names));
    }

    private static void CheckWhom(YamlMap map, Rung rung)
    {
        if (!map.Has("room") && !map.Has("roles"))
        {
            map.At.Error("Nobody is told.", "Name a room, roles, or both.");
        }

        if (map.Has("room") != map.Has("template"))
        {
            map.At.Error(map.Has("room") ? "The room is told nothing." : "The template goes to no room.", "Write room and template together.");
        }

        if (rung.ToAgent && !map.Has("room"))
        {
            map.At.Error("Nobody is told when no agent owns the ticket.", "Name the room that is told then.");
        }
    }
}
