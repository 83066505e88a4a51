using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Intake.Tickets;

/// <summary>
/// No card number is kept (ER-7): of one that a client or an agent writes, the last four digits stay. A number is a card's when a card brand's first digits and
/// length fit and its check digit is right (ISO/IEC 7812); telephone, order and booking numbers stay as they are.
/// </summary>
public static partial class CardNumbers
{
    private const int Shortest = 14;
    private const int Kept = 4;

    // How cards are printed; any other grouping counts only from the beginning of a run of digits.
    private static readonly string[] Printed = ["4-4-4-4", "4-6-5", "4-6-4", "4-4-4-4-3", "6-13"];

    // Keys whose values lead somewhere: one digit less and a thread is lost.
    private static readonly string[] Ids = ["id", "phone", "email", "address", "receipt", "reference", "delivery", "threads", "to", "tag", "session", "agent", "owner", "channel"];

    public static string Mask(string text) => text.Length < Shortest ? text : Runs().Replace(text, run => MaskRun(text, run));

    /// <summary>The same signal or input, its words masked; itself when there is nothing to mask.</summary>
    public static T Masked<T>(T value)
        where T : class
    {
        var node = JsonSerializer.SerializeToNode(value, StoredJson.Options)!;
        return Mask(node, "") ? node.Deserialize<T>(StoredJson.Options)! : value;
    }

    /// <summary>True when there was something to mask.</summary>
    private static bool Mask(JsonNode node, string key)
    {
        var masked = false;
        switch (node)
        {
            case JsonObject map:
                foreach (var (name, value) in map.ToList())
                {
                    masked |= Set(value, name, words => map[name] = words);
                }

                break;
            case JsonArray list:
                for (var i = 0; i < list.Count; i++)
                {
                    var at = i;
                    masked |= Set(list[i], key, words => list[at] = words);
                }

                break;
        }

        return masked;
    }

    private static bool Set(JsonNode? value, string key, Action<string> replace)
    {
        if (value is not JsonValue leaf)
        {
            return value is not null && Mask(value, key);
        }

        if (leaf.GetValueKind() != JsonValueKind.String || IsId(key) || leaf.GetValue<string>() is not { } words || Mask(words) is var masked && masked == words)
        {
            return false;
        }

        replace(masked);
        return true;
    }

    private static bool IsId(string key) => Ids.Contains(key, StringComparer.OrdinalIgnoreCase) || key.EndsWith("Id", StringComparison.Ordinal);

    /// <summary>A run may hold more than the card: its expiry, another number.</summary>
    private static string MaskRun(string text, Match run)
    {
        List<Match> groups = Digits().Matches(run.Value).ToList();
        for (var first = 0; first < groups.Count; first++)
        {
            for (var last = groups.Count - 1; last >= first; last--)
            {
                var window = groups[first..(last + 1)];
                if (IsCard(window, whole: first == 0) && !(window.Count == 1 && IsLabelled(text[..(run.Index + window[0].Index)])))
                {
                    var (start, end) = (window[0].Index, window[^1].Index + window[^1].Length);
                    var digits = string.Concat(window.Select(group => group.Value));
                    // What stands behind it may be another.
                    return $"{run.Value[..start]}•••• {digits[^Kept..]}{Mask(run.Value[end..])}";
                }
            }
        }

        return run.Value;
    }

    private static bool IsCard(List<Match> window, bool whole)
    {
        ImmutableArray<int> digits = [.. window.SelectMany(group => group.Value).Select(CharUnicodeInfo.GetDecimalDigitValue)];
        return digits.Length is >= Shortest and <= 19
            && (window.Count == 1 || whole || Printed.Contains(string.Join('-', window.Select(group => group.Length))))
            && IsBrand(digits) && IsChecked(digits);
    }

    private static bool IsBrand(ImmutableArray<int> digits)
    {
        var six = digits.Take(6).Aggregate(0, (number, digit) => (number * 10) + digit);
        var (two, four) = (six / 10_000, six / 100);
        return digits.Length switch
        {
            14 => two is 36 or 38 or 39 || four is >= 3000 and <= 3059, // Diners Club
            15 => two is 34 or 37, // American Express
            16 => two is >= 40 and <= 49 // Visa
                || two is >= 51 and <= 55 || four is >= 2221 and <= 2720 // Mastercard
                || four == 6011 || two is 62 or 64 or 65 // Discover, UnionPay
                || four is >= 3528 and <= 3589 // JCB
                || two is 50 or >= 56 and <= 58 || two is 60 or 63 or 67, // Maestro, RuPay
            >= 17 => (digits.Length == 19 && two is >= 40 and <= 49) || two is 50 or >= 56 and <= 58 or 62 or 63 or 65 or 67,
            _ => false,
        };
    }

    private static bool IsChecked(ImmutableArray<int> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)];
            sum += i % 2 == 0 ? digit : digit < 5 ? digit * 2 : (digit * 2) - 9;
        }

        return sum % 10 == 0;
    }

    /// <summary>It says itself what it numbers: "order no. 4111…".</summary>
    private static bool IsLabelled(string before) => Label().IsMatch(before.Length > 40 ? before[^40..] : before);

    // The four digits that a mask kept begin nothing.
    [GeneratedRegex(@"(?<![\d+])(?<!•••• )\d(?:[\s.\u00a0\u2010-\u2013-]{0,2}\d){13,}")]
    private static partial Regex Runs();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();

    [GeneratedRegex(@"\b(order|booking|confirmation|reference|tracking|invoice|shipment|parcel|ticket)s?\s*(number|no\.?|nr\.?|num\.?|id|code|#|:)[\s:#.]*\z", RegexOptions.IgnoreCase)]
    private static partial Regex Label();
}
