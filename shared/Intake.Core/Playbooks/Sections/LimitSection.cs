using System.Text.RegularExpressions;
using Intake.Playbooks.Yaml;
using NodaTime;

namespace Intake.Playbooks.Sections;

/// <summary>A limit: "within: 2 h" with its way of counting, "within: 1 business day", or "within: end of next business day".</summary>
internal static partial class LimitSection
{
    public static (Duration Within, Counting Counting) Read(YamlMap map, string key = "within")
    {
        var (within, counting) = (map.Required(key), map.Optional("counting"));
        if (within?.Value is YamlValue.Scalar { Text: var text } && BusinessDay().Match(text) is { Success: true } match)
        {
            counting?.Error("Business days are counted one way only.", "Leave \"counting\" out, or write a length such as \"24 h\".");
            return match.Groups["days"].Success
                ? (Duration.FromDays(int.Parse(match.Groups["days"].Value)), Counting.BusinessDays)
                : (Duration.FromDays(1), Counting.EndOfBusinessDay);
        }

        return (within?.Length() ?? Duration.Zero, counting?.Word("way of counting", Words.Countings) ?? Counting.Elapsed);
    }

    [GeneratedRegex(@"^(?<days>[1-9][0-9]?) business days?\z|^end of (the )?next business day\z", RegexOptions.ExplicitCapture)]
    private static partial Regex BusinessDay();
}
