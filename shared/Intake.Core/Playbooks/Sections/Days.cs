using System.Collections.Immutable;
using Intake.Playbooks.Yaml;
using NodaTime;

namespace Intake.Playbooks.Sections;

/// <summary>Weekdays as people write them: mon, mon-fri, every-day, or a list of these.</summary>
internal static class Days
{
    private const string Form = "Write mon, tue, wed, thu, fri, sat or sun, a range such as mon-fri, or every-day.";

    private static readonly string[] Names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    public static ImmutableArray<IsoDayOfWeek> All { get; } = [.. Range(0, 6)];

    public static IReadOnlyList<IsoDayOfWeek> Read(YamlCursor at) => [.. at.OneOrMore("days").SelectMany(One).Distinct().Order()];

    private static IEnumerable<IsoDayOfWeek> One(YamlCursor at)
    {
        if (at.Text() is not { } text)
        {
            return [];
        }

        var ends = text == "every-day" ? [0, 6] : text.Split('-').Select(name => Array.IndexOf(Names, name)).ToArray();
        if (ends.Length <= 2 && !ends.Contains(-1))
        {
            return Range(ends[0], ends[^1]);
        }

        at.Error($"\"{text}\" is not a day.", Form);
        return [];
    }

    // "sat-mon" goes on over the end of the week.
    private static IEnumerable<IsoDayOfWeek> Range(int first, int last) =>
        Enumerable.Range(first, (last - first + 7) % 7 + 1).Select(day => (IsoDayOfWeek)(day % 7 + 1));
}
