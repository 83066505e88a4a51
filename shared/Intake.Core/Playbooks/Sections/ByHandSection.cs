using Intake.Playbooks.Yaml;

namespace Intake.Playbooks.Sections;

/// <summary>Tickets made by hand: sources, when one is required, drafts and their dismissal.</summary>
internal static class ByHandSection
{
    public static ByHandRules Read(YamlCursor at, Names names)
    {
        var map = at.Map("clause", "required", "sources", "drafts");
        var clause = map.Clause(names);
        var required = map.Required("required")?.Map("text", "clause");
        return new ByHandRules(
            clause,
            required?.Text("text").Trim() ?? "",
            required?.Clause(names) ?? "",
            [.. map.Required("sources")?.Named("sources").Select(source => ReadSource(source.Name, source.Value, clause, names)) ?? []],
            map.Optional("drafts") is { } drafts ? ReadDrafts(drafts, names) : null);
    }

    private static CaptureSource ReadSource(string name, YamlCursor at, string clause, Names names)
    {
        var map = at.Map("channel", "source", "waits", "clause");
        return new CaptureSource(
            name,
            map.Reference("channel", "channel", names.Channels),
            map.Text("source"),
            map.Flag("waits"),
            map.OptionalReference("clause", "clause", names.Clauses) ?? clause);
    }

    private static DraftRules ReadDrafts(YamlCursor at, Names names)
    {
        var map = at.Map("clause", "nag", "dismiss", "refused");
        return new DraftRules(
            map.Clause(names),
            map.Required("nag") is { } nag ? NagSection.Read(nag, names) : null!,
            [.. map.Required("dismiss")?.Items("reasons").Select(ReadDismissal) ?? []],
            [.. map.Optional("refused")?.Items("reasons").Select(item => ReadRefused(item, names)) ?? []]);
    }

    private static Dismissal ReadDismissal(YamlCursor at)
    {
        var map = at.Map("reason", "label", "names-ticket");
        return new Dismissal(map.Text("reason"), map.Text("label"), map.Flag("names-ticket"));
    }

    private static NoDismissal ReadRefused(YamlCursor at, Names names)
    {
        var map = at.Map("reason", "why", "clause");
        return new NoDismissal(map.Text("reason"), map.Text("why"), map.Clause(names));
    }
}
