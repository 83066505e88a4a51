using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Intake.Playbooks.Yaml;
using NodaTime;

namespace Intake.Playbooks.Sections;

/// <summary>The approved texts and what they carry; how tickets are snoozed; closing in one touch.</summary>
internal static partial class MacroSection
{
    private static readonly string[] Afterwards = ["snooze", "stays-open", "offer"];

    // Words of the check section: a macro by that name could not be guarded.
    private static readonly string[] Taken = [Check.Reply, Check.Close];

    public static ImmutableDictionary<string, Macro> ReadAll(YamlCursor? at, Names names, SnoozeRules? snooze) =>
        (at?.Named("macros") ?? []).ToImmutableDictionary(macro => macro.Name, macro => Read(macro.Name, macro.Value, names, snooze));

    public static SnoozeRules ReadSnooze(YamlCursor at, Names names)
    {
        var map = at.Map("stage", "back-to", "for", "at-most", "note", "template", "room", "clause");
        var (length, most) = (map.Length("for"), map.Length("at-most"));
        if (length > most)
        {
            map.Optional("for")!.Error($"This is longer than \"at-most\", {Spoken.Length(most)}.", "Let the usual snooze be one that is allowed.");
        }

        return new SnoozeRules(
            map.Reference("stage", "stage", names.Stages), map.Reference("back-to", "stage", names.Stages), length, most,
            map.Reference("note", "template", names.Templates), map.Template(names), map.Room(names), map.Clause(names));
    }

    public static OneTouchRules ReadOneTouch(YamlCursor at, Names names)
    {
        var map = at.Map("tag", "note", "waiting-note", "clause", "keeps");
        map.AlsoKeeps(names);
        return new OneTouchRules(map.Text("tag"), map.Reference("note", "template", names.Templates), map.Reference("waiting-note", "template", names.Templates), map.Clause(names));
    }

    private static Macro Read(string name, YamlCursor at, Names names, SnoozeRules? snooze)
    {
        var map = at.Map("title", "text", "fields", "optional", "tags", "snooze", "follow-up", "cc", "stays-open", "offer", "clause", "keeps");
        map.AlsoKeeps(names);
        var macro = new Macro(name, map.Text("title"), map.Text("text").Trim(), map.Clause(names))
        {
            Fields = map.Texts("fields"),
            Optional = map.Texts("optional"),
            Tags = map.Texts("tags"),
            Snooze = map.Optional("snooze") is { } length ? ReadLength(length, snooze) : null,
            FollowUp = map.OptionalReference("follow-up", "template", names.Templates),
            Cc = map.Optional("cc") is { } cc ? ReadSpecialist(cc) : null,
            StaysOpen = map.Optional("stays-open") is { } stays ? PipelineSection.ReadClosesAfter(stays, names) : null,
            Offer = map.OptionalReference("offer", "template", names.Templates),
        };
        CheckMeaning(map, macro);
        foreach (var (what, remedy) in map.Has("text") ? MacroText.Problems(macro) : [])
        {
            map.Optional("text")!.Error(what, remedy);
        }

        return macro;
    }

    private static Duration? ReadLength(YamlCursor at, SnoozeRules? snooze)
    {
        if (snooze is null)
        {
            at.Error("This playbook snoozes nothing.", "Add a section \"snooze\".");
            return null;
        }

        if (at.Value is YamlValue.Scalar { Text: "usual" })
        {
            return snooze.For;
        }

        var length = at.Length();
        if (length > snooze.AtMost)
        {
            at.Error($"A ticket is snoozed for at most {Spoken.Length(snooze.AtMost)}.", "Write a shorter time, or \"usual\".");
        }

        return length;
    }

    private static void CheckMeaning(YamlMap map, Macro macro)
    {
        if (Taken.Contains(macro.Name))
        {
            map.At.Error($"\"{macro.Name}\" cannot be a macro's name.", "Choose another.");
        }

        foreach (var field in macro.Fields.Concat(macro.Optional).Where(field => !FieldName().IsMatch(field)))
        {
            map.At.Error($"\"{field}\" is not a field's name.", "Write it in small letters, with hyphens: \"order-number\".");
        }

        if (macro.FollowUp is not null && macro.Snooze is null)
        {
            map.Optional("follow-up")!.Error("Nothing brings this follow-up about.", "Give the macro a \"snooze\" after which it is sent.");
        }

        if (Afterwards.Where(map.Has).ToList() is [_, var second, ..])
        {
            map.Optional(second)!.Error("A ticket is snoozed, stays open, or is closed with an offer.", "Keep one of them.");
        }
    }

    private static Specialist ReadSpecialist(YamlCursor at)
    {
        var map = at.Map("title", "email");
        return new Specialist(map.Text("title"), map.Required("email") is { } email ? PeopleSection.ReadEmail(email) ?? "" : "");
    }

    [GeneratedRegex(@"^[a-z][a-z0-9]*(-[a-z0-9]+)*\z")]
    private static partial Regex FieldName();
}
