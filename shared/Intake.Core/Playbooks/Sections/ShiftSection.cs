using System.Collections.Immutable;
using Intake.Playbooks.Yaml;

namespace Intake.Playbooks.Sections;

/// <summary>The named stretches of every local day.</summary>
internal static class ShiftSection
{
    public static ImmutableArray<Shift> ReadAll(YamlCursor? at) =>
        [.. (at?.Named("shifts") ?? []).Select(shift => Read(shift.Name, shift.Value)).OfType<Shift>()];

    private static Shift? Read(string name, YamlCursor at) =>
        CalendarSection.ReadWindow(at.Map("from", "to")) is { } window ? new Shift(name, window.From, window.To) : null;
}
