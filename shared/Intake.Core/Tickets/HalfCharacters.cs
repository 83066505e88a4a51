using System.Text.RegularExpressions;

namespace Intake.Tickets;

/// <summary>Half an emoji, cut off by somebody's length limit, is legal JSON that no .NET string can be read from.</summary>
public static partial class HalfCharacters
{
    /// <summary>JSON text with each lone surrogate escape as U+FFFD, the replacement character; all else as it was.</summary>
    public static string Replaced(string json) =>
        json.Contains(@"\ud", StringComparison.OrdinalIgnoreCase)
            ? Escapes().Replace(json, escape => escape.Groups["lone"].Success ? @"\ufffd" : escape.Value)
            : json;

    [GeneratedRegex(@"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?<lone>u[dD][89a-fA-F][0-9a-fA-F]{2})|.)", RegexOptions.Singleline)]
    private static partial Regex Escapes();
}
