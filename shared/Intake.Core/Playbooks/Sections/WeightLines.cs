using System.Collections.Immutable;
using System.Globalization;
using Intake.Playbooks.Yaml;

namespace Intake.Playbooks.Sections;

/// <summary>Weights in a text: "12: taxi, no room, @ride @fail" gives each of the three 12.</summary>
internal static class WeightLines
{
    private const string Form = "Write a whole number, a colon, and what has this weight with commas between: \"12: taxi, no room\".";

    public static ImmutableArray<(string Feature, int Weight)> Read(YamlCursor at)
    {
        if (at.Text() is not { } text)
        {
            return [];
        }

        var weights = ImmutableArray.CreateBuilder<(string, int)>();
        foreach (var (index, line) in text.TrimEnd().Split('\n').Index())
        {
            if (line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && Whole(line.AsSpan(0, colon)) is { } weight)
            {
                weights.AddRange(line[(colon + 1)..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(feature => (feature, weight)));
            }
            else
            {
                at.Errors.Add(at.Value.Line + 1 + index, 1, at.Path, $"\"{line}\" has no weight.", Form);
            }
        }

        return weights.ToImmutable();
    }

    /// <summary>The sum from which on an opinion holds.</summary>
    public static int? Sum(YamlCursor at) => at.Text() is not { } text ? null : Whole(text) ?? at.Wrong<int>("is not a whole number.", "Write the sum of weights from which on this holds, e.g. 20.");

    private static int? Whole(ReadOnlySpan<char> text) => int.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
