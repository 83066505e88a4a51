using System.Collections.Immutable;
using Intake.Playbooks.Yaml;

namespace Intake.Playbooks.Sections;

/// <summary>By which facts a client is located and verified, what waits for it, and what follows when no account is found; how conversations are merged.</summary>
internal sealed class IdentitySection(Names names, RequestRules? requests, ImmutableArray<Check> checks)
{
    private static readonly ImmutableArray<string> Kinds = ["email", "shipping-address", "billing-address", "order", "last-four", "seen"];

    public IdentityRules Read(YamlCursor at)
    {
        var map = at.Map("facts", "locate", "verify", "aliases", "guards", "not-found", "clause", "keeps");
        map.AlsoKeeps(names);
        ImmutableArray<IdentityFact> facts = [.. (map.Required("facts")?.Named("facts") ?? []).Select(fact => ReadFact(fact.Name, fact.Value))];
        ImmutableArray<string> known = [.. facts.Select(fact => fact.Name)];
        var locate = map.Required("locate")?.Map("any", "clause");
        var verify = map.Required("verify")?.Map("any", "lost-mailbox", "clause");
        var guards = map.Optional("guards")?.Map("act", "disclose", "clause");
        var aliases = map.Optional("aliases")?.Map("same", "clause");
        return new IdentityRules(facts, map.Clause(names))
        {
            Locate = Sets(locate?.Required("any"), known),
            LocateClause = locate?.Clause(names) ?? "",
            Verify = Sets(verify?.Required("any"), known),
            LostMailbox = Sets(verify?.Optional("lost-mailbox"), known),
            Acts = guards?.References("act", "step", Steps) ?? [],
            Discloses = guards?.References("disclose", "step", Steps) ?? [],
            Aliases = [.. (aliases?.Required("same")?.Items("groups of domains") ?? []).Select(group => (ImmutableArray<string>)[.. group.Items("domains").Select(Domain).OfType<string>()])],
            AliasClause = aliases?.Clause(names),
            NotFound = map.Optional("not-found") is { } none ? ReadNotFound(none) : null,
        };
    }

    public static MergeRules ReadMerge(YamlCursor at, Names names)
    {
        var map = at.Map("undo-within", "clause", "keeps");
        map.AlsoKeeps(names);
        return new MergeRules(map.Length("undo-within"), map.Clause(names));
    }

    private ImmutableArray<string> Steps => [.. names.Macros, .. requests?.Kinds.Select(kind => kind.Name) ?? [], .. checks.Select(check => check.Name)];

    private static IdentityFact ReadFact(string name, YamlCursor at)
    {
        var map = at.Map("title", "compares");
        var kind = map.Reference("compares", "way to compare", Kinds);
        return new IdentityFact(name, map.Text("title"), (FactKind)Math.Max(0, Kinds.IndexOf(kind)));
    }

    /// <summary>A list of sets; each is a list of facts.</summary>
    private static ImmutableArray<ImmutableArray<string>> Sets(YamlCursor? at, ImmutableArray<string> facts) =>
        [.. (at?.Items("sets of facts") ?? []).Select(set => (ImmutableArray<string>)[.. set.OneOrMore("facts").Select(fact => fact.Reference("fact", facts)).OfType<string>()])];

    private NotFoundRule ReadNotFound(YamlCursor at)
    {
        var map = at.Map("template", "tag", "note", "clause");
        return new NotFoundRule(map.OptionalReference("template", "template", names.Templates), map.Text("tag"), map.Reference("note", "template", names.Templates), map.Clause(names));
    }

    private static string? Domain(YamlCursor at)
    {
        if (at.Text() is not { } domain)
        {
            return null;
        }

        if (domain.Contains('@', StringComparison.Ordinal) || !domain.Contains('.', StringComparison.Ordinal))
        {
            at.Error($"\"{domain}\" is not a mail domain.", "Write it as in \"icloud.com\".");
        }

        return domain.ToLowerInvariant();
    }
}
