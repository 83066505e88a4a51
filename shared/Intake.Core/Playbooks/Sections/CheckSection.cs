using System.Collections.Immutable;
using Intake.Playbooks.Yaml;
using Intake.Triage;

namespace Intake.Playbooks.Sections;

/// <summary>What is to be looked at before a reply, a close or a request's being carried out; and what clients ask for.</summary>
internal sealed class CheckSection(Names names, ImmutableArray<string> triage, RequestRules? requests)
{
    private readonly ImmutableArray<string> _requests = [.. requests?.Kinds.Select(kind => kind.Name) ?? []];

    public static RequestRules ReadRequests(YamlCursor at, Names names)
    {
        var map = at.Map("clause", "kinds");
        return new RequestRules([.. (map.Required("kinds")?.Named("kinds of request") ?? []).Select(kind => ReadKind(kind.Name, kind.Value))], map.Clause(names));
    }

    public ImmutableArray<Check> ReadAll(YamlCursor? at) => [.. (at?.Named("checks") ?? []).Select(check => Read(check.Name, check.Value))];

    private static RequestKind ReadKind(string name, YamlCursor at)
    {
        var map = at.Map("title", "words");
        return new RequestKind(name, map.Text("title"), Phrases(map.Required("words")) ?? new PhraseBook([]));
    }

    private Check Read(string name, YamlCursor at)
    {
        var map = at.Map("question", "when", "before", "answers", "items", "again", "clause", "keeps");
        map.AlsoKeeps(names);
        map.Required("before");
        return new Check(name, map.Text("question"), map.Required("when") is { } when ? ReadWhen(when) : new CheckWhen(), map.Clause(names))
        {
            Before = map.References("before", "step", [Check.Reply, Check.Close, .. _requests, .. names.Macros]),
            Answers = map.Texts("answers"),
            Items = map.Texts("items"),
            Again = map.Flag("again"),
        };
    }

    private CheckWhen ReadWhen(YamlCursor at)
    {
        if (at.Value is YamlValue.Scalar { Text: "always" })
        {
            return new CheckWhen { Always = true };
        }

        string[] keys = ["words", "tags", "stages", "triage", "requests", "reply-lacks"];
        var map = at.Map(keys);
        if (at.Value is YamlValue.Map && !keys.Any(map.Has))
        {
            at.Error("Nothing ever asks this.", $"Write \"always\", or one of {string.Join(", ", keys)}.");
        }

        return new CheckWhen
        {
            Words = Phrases(map.Optional("words")),
            Tags = map.Texts("tags"),
            Stages = map.References("stages", "stage", names.Stages),
            Triage = map.References("triage", "triage rule", triage),
            Requests = map.References("requests", "request", _requests),
            ReplyLacks = Phrases(map.Optional("reply-lacks")),
        };
    }

    private static PhraseBook? Phrases(YamlCursor? at) => at is null ? null : new PhraseBook([.. at.OneOrMore("phrases").SelectMany(item => PhraseLines.Read(item, []))]);
}
