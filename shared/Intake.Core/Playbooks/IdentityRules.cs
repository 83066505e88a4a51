using System.Collections.Immutable;

namespace Intake.Playbooks;

/// <summary>
/// How a client is recognised: what locates their account, and what must match before anybody acts on it or discloses what is in it. Facts are named;
/// the facts themselves are compared and forgotten.
/// </summary>
public sealed record IdentityRules(ImmutableArray<IdentityFact> Facts, string Clause)
{
    /// <summary>Any of these sets of facts locates the account (ER-6).</summary>
    public ImmutableArray<ImmutableArray<string>> Locate { get; init; } = [];

    public required string LocateClause { get; init; }

    /// <summary>Any of these sets verifies the client (ER-7).</summary>
    public ImmutableArray<ImmutableArray<string>> Verify { get; init; } = [];

    /// <summary>Any of these does when the client has lost the account's mailbox; empty: the same as otherwise.</summary>
    public ImmutableArray<ImmutableArray<string>> LostMailbox { get; init; } = [];

    /// <summary>Mail domains that are one and the same (ER-5).</summary>
    public ImmutableArray<ImmutableArray<string>> Aliases { get; init; } = [];

    public string? AliasClause { get; init; }

    /// <summary>Macros, kinds of request and checks that act on the account.</summary>
    public ImmutableArray<string> Acts { get; init; } = [];

    /// <summary>Macros, kinds of request and checks that disclose what is in it.</summary>
    public ImmutableArray<string> Discloses { get; init; } = [];

    public NotFoundRule? NotFound { get; init; }

    public bool IsLocatedBy(IReadOnlyCollection<string> matched) => Locate.Any(facts => facts.All(matched.Contains));

    public bool IsVerifiedBy(IReadOnlyCollection<string> matched, bool mailboxLost) => Sets(mailboxLost).Any(facts => facts.All(matched.Contains));

    /// <summary>What each way to be verified still lacks.</summary>
    public IEnumerable<ImmutableArray<string>> Missing(IReadOnlyCollection<string> matched, bool mailboxLost) =>
        Sets(mailboxLost).Select(facts => facts.RemoveAll(fact => matched.Contains(fact)));

    public string TitleOf(string fact) => Facts.FirstOrDefault(known => known.Name == fact)?.Title ?? fact;

    /// <summary>One spelling for all addresses that are the same mailbox: small letters, the first of its domain's names.</summary>
    public string Canonical(string email)
    {
        var (name, domain) = Split(email);
        return Aliases.FirstOrDefault(same => same.Contains(domain)) is { IsDefault: false } aliases ? $"{name}@{aliases[0]}" : $"{name}@{domain}";
    }

    /// <summary>Every spelling under which the account may be kept, as written first.</summary>
    public ImmutableArray<string> Spellings(string email)
    {
        var (name, domain) = Split(email);
        return Aliases.FirstOrDefault(same => same.Contains(domain)) is { IsDefault: false } aliases
            ? [$"{name}@{domain}", .. aliases.Where(other => other != domain).Select(other => $"{name}@{other}")]
            : [$"{name}@{domain}"];
    }

    private ImmutableArray<ImmutableArray<string>> Sets(bool mailboxLost) => mailboxLost && !LostMailbox.IsEmpty ? LostMailbox : Verify;

    private static (string Name, string Domain) Split(string email)
    {
        var address = email.Trim().ToLowerInvariant();
        var at = address.LastIndexOf('@');
        return at < 0 ? (address, "") : (address[..at], address[(at + 1)..]);
    }
}

/// <summary>Something about the client that can be compared with their account.</summary>
public sealed record IdentityFact(string Name, string Title, FactKind Compares);

/// <summary>How a fact is compared. The YAML's names.</summary>
public enum FactKind
{
    Email,
    ShippingAddress,
    BillingAddress,
    Order,
    LastFour,

    /// <summary>Seen by an agent, such as a screenshot: no machine compares it.</summary>
    Seen,
}

/// <summary>
/// No account was found (ER-6): the reply, the tag, and the close with its note. Without a <paramref name="Template"/> the client is told nothing, so
/// tag and close wait for an agent's word.
/// </summary>
public sealed record NotFoundRule(string? Template, string Tag, string Note, string Clause);

/// <summary>Conversations of one client become one (ER-8), and for a while two again.</summary>
public sealed record MergeRules(NodaTime.Duration UndoWithin, string Clause);
