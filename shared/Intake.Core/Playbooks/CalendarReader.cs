using System.Collections.Immutable;
using Intake.Playbooks.Sections;
using Intake.Playbooks.Yaml;
using Intake.Time;
using NodaTime;

namespace Intake.Playbooks;

/// <summary>What became of reading a calendar on its own: the calendar, or every error of the text in order of line.</summary>
public sealed record CalendarReading(BusinessCalendar? Calendar, ImmutableArray<PlaybookError> Errors);

/// <summary>Reads one calendar, written as in a playbook or as the same in JSON.</summary>
public static class CalendarReader
{
    /// <summary>Reads zone, open and holidays; without a zone of its own the calendar is in <paramref name="zone"/>.</summary>
    public static CalendarReading Read(string file, string text, string name, DateTimeZone zone)
    {
        var errors = new ErrorList(file);
        var calendar = YamlCursor.Root(text, errors, "open") is { } root ? CalendarSection.Read(name, root, zone) : null;
        return new CalendarReading(errors.Count == 0 ? calendar : null, errors.InOrder());
    }
}
