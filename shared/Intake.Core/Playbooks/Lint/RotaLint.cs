using System.Collections.Immutable;
using Intake.OnCall;
using Intake.Playbooks.Sections;
using Intake.Time;
using NodaTime;

namespace Intake.Playbooks.Lint;

/// <summary>Whether whoever a ladder pages is there, and can be reached, in every shift of the next weeks.</summary>
internal static class RotaLint
{
    public static IEnumerable<Finding> Check(Playbook playbook, ImmutableArray<Reference> references, Team team, LintedFile file, Instant now)
    {
        var (places, moments) = (Places.In(file.Text), Moments(playbook, team, now));
        foreach (var role in playbook.Roles.Where(role => references.Any(reference => reference.Kind == "role" && reference.Name == role)))
        {
            var held = moments.Select(at => (At: at, People: Rota.OnCall(team, playbook.Shifts, playbook.Zone, role, at))).ToArray();
            var empty = held.Where(moment => moment.People.IsEmpty).Select(moment => moment.At).ToArray();
            if (empty.Length > 0)
            {
                yield return At("rota", $"Nobody is on call as {role} {Spell(playbook, empty)}: a ladder that pages {role} reaches nobody.", $"Add a rota entry for {role}.");
            }

            var mute = held.Where(moment => !moment.People.IsEmpty && moment.People.All(person => person.Sms is null && person.Slack is null)).ToArray();
            if (mute.Length > 0)
            {
                var person = mute[0].People[0];
                yield return At($"people.{person.Id}", $"{person.Name} is on call as {role} {Spell(playbook, [.. mute.Select(moment => moment.At)])} and has neither sms nor slack: no page arrives.", "Add a mobile number or a Slack member id.");
            }
        }

        Finding At(string path, string what, string remedy)
        {
            var (line, column) = places.Of(path);
            return new Finding(FindingKind.Error, file.Name, line, column, path, what, remedy, []);
        }
    }

    /// <summary>Whenever somebody else may be on call: shifts and dates begin, a stand-in comes or goes.</summary>
    private static Instant[] Moments(Playbook playbook, Team team, Instant now)
    {
        var (end, today) = (now + Linter.Ahead, now.InZone(playbook.Zone).Date);
        var times = playbook.Shifts.SelectMany(shift => new[] { shift.From, shift.To }).Append(LocalTime.Midnight).Distinct().ToArray();
        var daily = Enumerable.Range(0, (int)Linter.Ahead.TotalDays + 2).SelectMany(day => times.Select(time => LocalTimes.PointInTime(today.PlusDays(day) + time, playbook.Zone)));
        return [.. daily.Concat(team.Overrides.SelectMany(stand => new[] { stand.From, stand.To })).Append(now).Where(at => now <= at && at < end).Distinct().Order()];
    }

    private static string Spell(Playbook playbook, Instant[] moments)
    {
        var first = $"{moments[0].InZone(playbook.Zone).LocalDateTime:ddd d MMM uuuu HH:mm}";
        var shift = Rota.Shift(playbook.Shifts, playbook.Zone, moments[0]) is { } turn ? $", {turn.Shift.Name} shift" : "";
        var more = moments.Length > 1 ? $", and {moments.Length - 1} more {(moments.Length == 2 ? "time" : "times")} until {(moments[^1]).InZone(playbook.Zone).LocalDateTime:d MMM}" : "";
        return $"from {first}{shift}{more}";
    }
}
