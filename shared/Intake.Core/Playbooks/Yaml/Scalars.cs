using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;

namespace Intake.Playbooks.Yaml;

/// <summary>What a text can mean. Each is null, with an error, when it does not mean that.</summary>
internal static partial class Scalars
{
    private const string LengthForm = "Write e.g. \"15 min\", \"2 h\" or \"1 d\".";

    private static readonly LocalTimePattern TimeOfDay = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    /// <summary>A length of time, above zero unless zero makes sense here.</summary>
    public static Duration? Length(this YamlCursor at, bool orZero = false)
    {
        if (at.Text() is not { } text)
        {
            return null;
        }

        var match = LengthPattern().Match(text);
        if (!match.Success)
        {
            return at.Wrong<Duration>("is not a length of time.", LengthForm);
        }

        if (match.Groups["minus"].Success)
        {
            return at.Wrong<Duration>("is negative.", LengthForm);
        }

        var length = int.Parse(match.Groups["number"].Value) * Unit(match.Groups["unit"].Value);
        return length > Duration.Zero || orZero ? length : at.Wrong<Duration>("is no time at all.", LengthForm);
    }

    /// <summary>A whole number, one or more.</summary>
    public static int? Whole(this YamlCursor at) =>
        at.Text() is not { } text ? null : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : at.Wrong<int>("is not a whole number.", "Write for example 1001.");

    /// <summary>A time of day. "24:00", where a day's end makes sense, is midnight.</summary>
    public static LocalTime? Time(this YamlCursor at, bool endOfDay = false)
    {
        if (at.Text() is not { } text)
        {
            return null;
        }

        return endOfDay && text == "24:00" ? LocalTime.Midnight
            : TimeOfDay.Parse(text) is { Success: true } time ? time.Value
            : at.Wrong<LocalTime>("is not a time of day.", "Write hours and minutes, e.g. \"09:00\".");
    }

    public static LocalDate? Date(this YamlCursor at) =>
        at.Text() is not { } text ? null
        : LocalDatePattern.Iso.Parse(text) is { Success: true } date ? date.Value
        : at.Wrong<LocalDate>("is not a date.", "Write year, month and day, e.g. \"2026-12-24\".");

    public static bool? Flag(this YamlCursor at) => at.Text() switch
    {
        null => null,
        "true" or "yes" => true,
        "false" or "no" => false,
        _ => at.Wrong<bool>("is neither yes nor no.", "Write true or false."),
    };

    /// <summary>How many of something, at least one.</summary>
    public static int? Count(this YamlCursor at) => at.Text() is not { } text ? null
        : int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var count) && count > 0 ? count
        : at.Wrong<int>("is not a number of things.", "Write a whole number from 1.");

    /// <summary>One of the words of a vocabulary.</summary>
    public static T? Word<T>(this YamlCursor at, string kind, IReadOnlyDictionary<string, T> words)
        where T : struct
    {
        if (at.Text() is not { } text)
        {
            return null;
        }

        return words.TryGetValue(text, out var value) ? value : at.Wrong<T>($"is not a {kind}.", Nearest.Remedy(text, [.. words.Keys]));
    }

    /// <summary>A name defined elsewhere.</summary>
    public static string? Reference(this YamlCursor at, string kind, IReadOnlyCollection<string> known)
    {
        if (at.Text() is not { } name)
        {
            return null;
        }

        if (known.Contains(name))
        {
            at.Errors.Refers(new Reference(kind, name, at.Value.Line, at.Value.Column, at.Path));
            return name;
        }

        at.Error($"There is no {kind} \"{name}\".", Nearest.Remedy(name, known));
        return null;
    }

    public static DateTimeZone? Zone(this YamlCursor at)
    {
        if (at.Text() is not { } id)
        {
            return null;
        }

        var zones = DateTimeZoneProviders.Tzdb;
        if (zones.Ids.Contains(id))
        {
            return zones[id];
        }

        var near = Nearest.To(id, zones.Ids, 3) is { Count: > 0 } whole ? whole : NearestCities(id, zones.Ids);
        var remedy = near.Count == 0
            ? "Write a tz database name, e.g. \"America/New_York\"."
            : $"Did you mean {string.Join(" or ", near.Select(zone => $"\"{zone}\""))}?";
        at.Error($"\"{id}\" is not a time zone.", remedy);
        return null;
    }

    /// <summary>Notes that the text is not what it should be.</summary>
    public static T? Wrong<T>(this YamlCursor at, string what, string remedy)
        where T : struct
    {
        at.Error($"{at.Value.Described} {what}", remedy);
        return null;
    }

    // "New York" is the city of America/New_York.
    private static List<string> NearestCities(string id, IEnumerable<string> zones)
    {
        var byCity = zones.ToLookup(zone => zone[(zone.LastIndexOf('/') + 1)..]);
        var city = id[(id.LastIndexOf('/') + 1)..];
        return [.. Nearest.To(city, byCity.Select(group => group.Key), 3).Select(found => byCity[found].First())];
    }

    private static Duration Unit(string unit) => unit switch
    {
        "s" => Duration.FromSeconds(1),
        "min" => Duration.FromMinutes(1),
        "h" => Duration.FromHours(1),
        _ => Duration.FromDays(1),
    };

    [GeneratedRegex(@"^(?<minus>-)? ?(?<number>[0-9]{1,5}) ?(?<unit>s|min|h|d)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex LengthPattern();
}
