using System.Text;
using System.Text.RegularExpressions;

namespace Intake.Connectors;

/// <summary>The one place where a telephone number written by anybody becomes E.164.</summary>
public static partial class PhoneNumbers
{
    // E.164 allows fifteen digits; below seven it is an extension or a short code, which nobody outside can call.
    private const int Shortest = 7;
    private const int Longest = 15;

    /// <summary>
    /// "+digits", or null when this is no international number: words ("anonymous"), an extension, a national number with its leading 0.
    /// A number without "+" or "00" is taken to begin with its country code, as WhatsApp and Event Grid write it.
    /// </summary>
    public static string? Normalise(string? written)
    {
        if (string.IsNullOrWhiteSpace(written) || written.Length > 64)
        {
            return null;
        }

        var number = Extension().Replace(written.Trim(), "").Replace("(0)", "", StringComparison.Ordinal);
        number = number.StartsWith("tel:", StringComparison.OrdinalIgnoreCase) ? number[4..] : number;
        if (number.Any(char.IsLetter))
        {
            return null;
        }

        var digits = Digits(number);
        var international = digits.StartsWith("00", StringComparison.Ordinal) ? digits[2..] : digits;

        // No country code begins with 0: "0471 123456" is a national number and its country is unknown.
        return international.Length is >= Shortest and <= Longest && international[0] != '0' ? $"+{international}" : null;
    }

    private static string Digits(string number)
    {
        var digits = new StringBuilder(number.Length);
        foreach (var c in number.Where(char.IsAsciiDigit))
        {
            digits.Append(c);
        }

        return digits.ToString();
    }

    [GeneratedRegex(@"(;\s*ext=|\s*(?:ext|extension|x|#)\.?\s*)\d{1,6}$", RegexOptions.IgnoreCase)]
    private static partial Regex Extension();
}
