using System.Collections.Immutable;
using Intake.Playbooks.Yaml;
using NodaTime;

namespace Intake.Playbooks.Sections;

/// <summary>The named stretches of every local day.</summary>
internal static class ShiftSection
{
    public static ImmutableArray<Shift> ReadAll(YamlCursor? at) =>
        [.. (at?.Named("shifts") ?? []).Select(shift => Read(shift.Name, shift.Value)).OfType<Shift>()];

    private static Shift? Read(string name, YamlCursor at) =>
        ReadWindow(at.Map("from", "to")) is { } window ? new Shift(name, window.From, window.To) : null;

    /// <summary>Two times of a local day, the second on the next one when it is the earlier; null, and an error, when they are no such thing.</summary>
    private static (LocalTime From, LocalTime To)? ReadWindow(YamlMap map)
    {
        var (from, to) = (map.Required("from")?.Time(), map.Required("to")?.Time(endOfDay: true));
        if (from is not { } begins || to is not { } ends)
        {
            return null;
        }

        if (begins != ends || map.Optional("to")?.Text() == "24:00")
        {
            return (begins, ends);
        }

        map.At.Error($"This begins and ends at {begins:HH\\:mm}.", "For a whole day write from \"00:00\" to \"24:00\".");
        return null;
    }
}
