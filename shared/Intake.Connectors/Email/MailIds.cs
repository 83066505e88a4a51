using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Intake.Connectors.Email;

/// <summary>Message ids in a header, without their angle brackets.</summary>
internal static partial class MailIds
{
    /// <summary>In the order written; In-Reply-To may hold several, and some programs forget the brackets.</summary>
    public static ImmutableArray<string> In(string? header)
    {
        if (string.IsNullOrWhiteSpace(header))
        {
            return [];
        }

        var bracketed = Bracketed().Matches(header).Select(match => Blank().Replace(match.Groups[1].Value, "")).Where(id => id.Length > 0);
        return bracketed.Any()
            ? [.. bracketed]
            : [.. header.Split([' ', '\t', '\r', '\n', ','], StringSplitOptions.RemoveEmptyEntries).Where(id => id.Contains('@', StringComparison.Ordinal))];
    }

    // A long id may have been folded in the middle.
    [GeneratedRegex("<([^<>]+)>")]
    private static partial Regex Bracketed();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();
}
