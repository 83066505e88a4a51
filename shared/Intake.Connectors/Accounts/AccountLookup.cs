using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Intake.Connectors.Storage;
using Intake.Playbooks;
using Intake.Tickets;

namespace Intake.Connectors.Accounts;

/// <summary>
/// Finds a client's account and compares what they gave with it (ER-5 to 7). What goes on to the ticket is the account's id and the names of the facts
/// that matched.
/// </summary>
public sealed partial class AccountLookup(AccountApi api, TicketStore store)
{
    private const int MostFacts = 5;

    /// <summary>By itself: the sender's address, and the addresses and order numbers their messages name.</summary>
    public async Task<LookedUp> Of(Ticket ticket, Playbook playbook, int attempt, CancellationToken cancel)
    {
        var texts = new List<string>();
        await foreach (var stored in store.Events(ticket.Id, cancel))
        {
            if (stored.Event is TicketEvent.MessageReceived { Automatic: false } message)
            {
                texts.Add($"{message.Message.Subject} {message.Message.Text}");
            }
        }

        var given = new GivenFacts
        {
            Emails = [.. new[] { ticket.Client.Email }.OfType<string>().Concat(Named(texts, Emails())).Distinct().Take(MostFacts)],
            Orders = [.. Named(texts, Orders()).Distinct().Take(MostFacts)],
        };
        return await Compare(ticket, playbook, given, agent: null, [], mailboxLost: false, attempt, cancel);
    }

    /// <summary>An agent compares what the client gave. <paramref name="seen"/>: facts that the agent has seen with their own eyes.</summary>
    public async Task<LookedUp> Compare(Ticket ticket, Playbook playbook, GivenFacts given, string? agent, ImmutableArray<string> seen, bool mailboxLost, int attempt, CancellationToken cancel)
    {
        var rules = playbook.Identity ?? throw new InvalidOperationException($"{playbook.Name} has no section \"identity\".");
        var (accounts, later) = await Candidates(ticket, rules, given, attempt, cancel);
        if (later is not null)
        {
            return new LookedUp(null, later);
        }

        var compared = accounts.Select(account => (Account: account, Facts: AccountMatch.Matched(rules, account, given))).Where(found => rules.IsLocatedBy(found.Facts) || found.Account.Id == ticket.Identity?.Account)
            .OrderByDescending(found => found.Facts.Length).ToList();
        var several = compared is [var first, var second, ..] && first.Facts.Length == second.Facts.Length;
        var best = several || compared.Count == 0 ? default : compared[0];
        return new LookedUp(new Signal.AccountLookedUp(agent, best.Account?.Id, [.. best.Account is null ? [] : best.Facts, .. seen], mailboxLost, several), null);
    }

    /// <summary>The account that is known already; else whatever any of the facts leads to, each account once.</summary>
    private async Task<Found> Candidates(Ticket ticket, IdentityRules rules, GivenFacts given, int attempt, CancellationToken cancel)
    {
        if (ticket.Identity?.Account is { } known)
        {
            return await api.Get(known, attempt, cancel);
        }

        var searches = given.Emails.SelectMany(email => rules.Spellings(email)).Distinct().Select(email => ("email", email))
            .Concat(given.Orders.Select(order => ("order", order)))
            .Concat(new[] { given.ShippingAddress, given.BillingAddress }.OfType<string>().Distinct().Select(address => ("address", address)));
        var found = new Dictionary<string, Account>();
        foreach (var (by, value) in searches)
        {
            var (accounts, later) = await api.Search(by, value, attempt, cancel);
            if (later is not null)
            {
                return new Found([], later);
            }

            foreach (var account in accounts)
            {
                found.TryAdd(account.Id, account);
            }
        }

        return new Found([.. found.Values], null);
    }

    private static IEnumerable<string> Named(IEnumerable<string> texts, Regex what) => texts.SelectMany(text => what.Matches(text).Select(match => match.Groups["it"].Value));

    [GeneratedRegex(@"(?<it>[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+)")]
    private static partial Regex Emails();

    // "order 1001", "order number: PLC-1001", "order no. #1001", "#1001"
    [GeneratedRegex(@"(?:\border\s*(?:number|no\.?|nr\.?|id)?\s*(?:is|was)?\s*[:#]?\s*#?|#)(?<it>[A-Z]{0,4}-?\d{3,15})\b", RegexOptions.IgnoreCase)]
    private static partial Regex Orders();
}

/// <summary>What a look-up leads to: a signal for the ticket, or that it has to be made again.</summary>
public sealed record LookedUp(Signal.AccountLookedUp? Signal, Outcome.TryAgain? Later);
