using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Intake.Playbooks;

namespace Intake.Connectors.Accounts;

/// <summary>Compares what a client gave with an account. Spelling may differ, the facts may not.</summary>
internal static partial class AccountMatch
{
    // As people and shops shorten them.
    private static readonly Dictionary<string, string> Short = new(StringComparer.Ordinal)
    {
        ["street"] = "st",
        ["avenue"] = "ave",
        ["road"] = "rd",
        ["boulevard"] = "blvd",
        ["drive"] = "dr",
        ["lane"] = "ln",
        ["court"] = "ct",
        ["place"] = "pl",
        ["apartment"] = "apt",
        ["north"] = "n",
        ["south"] = "s",
        ["east"] = "e",
        ["west"] = "w",
    };

    /// <summary>The names of the facts that match.</summary>
    public static ImmutableArray<string> Matched(IdentityRules rules, Account account, GivenFacts given) =>
        [.. rules.Facts.Where(fact => Matches(rules, fact.Compares, account, given)).Select(fact => fact.Name)];

    private static bool Matches(IdentityRules rules, FactKind kind, Account account, GivenFacts given) => kind switch
    {
        FactKind.Email => account.Email is { } email && given.Emails.Any(written => rules.Canonical(written) == rules.Canonical(email)),
        FactKind.ShippingAddress => IsAt(account.Shipping, given.ShippingAddress),
        FactKind.BillingAddress => IsAt(account.Billing, given.BillingAddress),
        FactKind.Order => given.Orders.Any(written => account.Orders.Any(order => Plain(order) == Plain(written) && Plain(written).Length > 0)),
        FactKind.LastFour => given.LastFour?.Trim() is { Length: 4 } digits && digits.All(char.IsAsciiDigit) && account.LastFour.Contains(digits),
        _ => false,
    };

    /// <summary>The street with its number, and the postal code, both as the account has them.</summary>
    private static bool IsAt(PostalAddress? known, string? written)
    {
        if (known is null || written is null || Words(known.Street) is not [_, ..] street || Words(known.PostalCode) is not [_, ..] code)
        {
            return false;
        }

        var words = Words(written);
        return Contains(words, street) && Contains(words, code);
    }

    private static bool Contains(List<string> words, List<string> sought) =>
        Enumerable.Range(0, Math.Max(0, words.Count - sought.Count + 1)).Any(at => words.Skip(at).Take(sought.Count).SequenceEqual(sought));

    private static List<string> Words(string text) => [.. Word().Matches(text.ToLowerInvariant()).Select(word => Short.GetValueOrDefault(word.Value, word.Value))];

    private static string Plain(string order) => string.Concat(order.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    [GeneratedRegex(@"[\p{L}\p{Nd}]+")]
    private static partial Regex Word();
}
