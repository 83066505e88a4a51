using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Intake.Triage;

/// <summary>Letters as triage compares them: small, without diacritics. The host is culture-invariant, so this cannot be left to Unicode normalisation.</summary>
internal static class Letters
{
    private static readonly FrozenDictionary<char, string> Plain = Table(
        "a àáâãäåāăą", "c çćĉċč", "d ďđð", "e èéêëēĕėęě", "g ĝğġģ", "h ĥħ", "i ìíîïĩīĭįı", "j ĵ", "k ķ", "l ĺļľŀł", "n ñńņň",
        "o òóôõöøōŏő", "r ŕŗř", "s śŝşšș", "t ţťŧț", "u ùúûüũūŭůűų", "w ŵ", "y ýÿŷ", "z źżž", "ss ß", "oe œ", "ae æ", "th þ");

    /// <summary>Adds a letter as it is compared; what only changes another letter adds nothing.</summary>
    public static void Fold(char letter, StringBuilder into)
    {
        var small = char.ToLowerInvariant(letter);
        if (small < 128)
        {
            into.Append(small);
        }
        else if (Plain.TryGetValue(small, out var plain))
        {
            into.Append(plain);
        }
        else if (!IsMark(small))
        {
            into.Append(small);
        }
    }

    public static bool IsApostrophe(char letter) => letter is '\'' or '’' or '‘' or '`' or '´' or 'ʼ' or '′';

    /// <summary>An accent written as a character of its own.</summary>
    public static bool IsMark(char letter) => char.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;

    private static FrozenDictionary<char, string> Table(params ReadOnlySpan<string> rows)
    {
        var table = new Dictionary<char, string>();
        foreach (var row in rows)
        {
            var space = row.IndexOf(' ', StringComparison.Ordinal);
            foreach (var letter in row[(space + 1)..])
            {
                table[letter] = row[..space];
            }
        }

        return table.ToFrozenDictionary();
    }
}
