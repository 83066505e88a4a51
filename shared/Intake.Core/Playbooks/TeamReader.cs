using System.Collections.Immutable;
using Intake.OnCall;
using Intake.Playbooks.Sections;
using Intake.Playbooks.Yaml;
using NodaTime;

namespace Intake.Playbooks;

/// <summary>What became of reading a team: the team, or every error of the text in order of line.</summary>
public sealed record TeamReading(Team? Team, ImmutableArray<PlaybookError> Errors);

/// <summary>Reads the people and their rota, as carefully as <see cref="PlaybookReader"/> reads the SOP.</summary>
public static class TeamReader
{
    /// <summary>Reads <paramref name="text"/>; roles and shifts are checked against <paramref name="playbook"/> where it is given.</summary>
    public static TeamReading Read(string file, string text, Playbook? playbook)
    {
        var errors = new ErrorList(file);
        var team = YamlCursor.Root(text, errors, "people") is { } root ? Read(root.Map("zone", "people", "rota", "overrides"), playbook) : null;
        return new TeamReading(errors.Count == 0 ? team : null, errors.InOrder());
    }

    private static Team Read(YamlMap map, Playbook? playbook)
    {
        var zone = map.Optional("zone") is { } own ? own.Zone() ?? DateTimeZone.Utc : playbook?.Zone;
        var section = new RotaSection(map.NamesUnder("people"), playbook, zone);
        var rota = Pages(playbook) ? map.Required("rota") : map.Optional("rota");
        return new Team(
            PeopleSection.ReadAll(map.Required("people"), Pods(playbook)),
            [.. rota?.Items("rota entries").Select(section.ReadEntry) ?? []],
            [.. map.Optional("overrides")?.Items("overrides").Select(section.ReadOverride).OfType<RotaOverride>() ?? []]);
    }

    // A pod is a group of the assignment's, or a department that may have a ticket; a playbook that knows none says nothing about them.
    private static ImmutableArray<string> Pods(Playbook? playbook) =>
        [.. (playbook?.Assignment?.Pods ?? []).Select(pod => pod.Name), .. (playbook?.Baton?.Departments ?? []).Select(department => department.Name)];

    // Where no ladder wakes anybody, nobody need be on call.
    private static bool Pages(Playbook? playbook) =>
        playbook is null || playbook.Ladders.Values.SelectMany(ladder => ladder.Rungs).Any(rung => !rung.Roles.IsEmpty || rung.Also is not null);
}
