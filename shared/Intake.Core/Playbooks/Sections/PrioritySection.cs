using System.Collections.Immutable;
using Intake.Playbooks.Yaml;
using Intake.Triage;

namespace Intake.Playbooks.Sections;

/// <summary>Priorities, categories, reference numbers and the confirmation of receipt.</summary>
internal static class PrioritySection
{
    public const string Number = "{number}";

    public static PriorityRules ReadPriorities(YamlCursor at, ResponseSection responses)
    {
        var levels = ImmutableArray.CreateBuilder<Priority>();
        foreach (var item in at.Items("priorities"))
        {
            var level = responses.ReadPriority(item);
            if (levels.Any(other => other.Name == level.Name))
            {
                item.Error($"There are two priorities \"{level.Name}\".", "Give each its own name.");
            }
            else if (levels.LastOrDefault() is { } before && before.Class < level.Class)
            {
                item.Error($"This is more pressing than \"{before.Name}\" before it.", "Write the most pressing first.");
            }

            levels.Add(level);
        }

        if (levels.Count > 0 && levels.All(level => level.ByAgent))
        {
            at.Error("Triage can give none of them.", "Let at least one be without \"by-agent\".");
        }

        return new PriorityRules(levels.ToImmutable());
    }

    public static CategoryRules ReadCategories(YamlCursor at, Names names)
    {
        var map = at.Map("clause", "kinds");
        var rules = new CategoryRules(map.Clause(names), [.. (map.Required("kinds")?.Named("categories") ?? []).Select(kind => ReadCategory(kind.Name, kind.Value, names))]);
        if (map.Optional("kinds") is { } kinds && rules.Kinds.Count(kind => kind.Phrases is null && !kind.Follows) != 1)
        {
            kinds.Error("It is not clear what an inquiry is that fits no category.", "Let exactly one be without \"phrases\".");
        }

        return rules;
    }

    public static ReferenceRules ReadReferences(YamlCursor at, Names names)
    {
        var map = at.Map("clause", "form", "first");
        var form = map.Text("form");
        if (form.Length > 0 && form.Split(Number).Length != 2)
        {
            map.Optional("form")!.Error($"\"{form}\" does not say where the number stands.", $"Write it like \"CC-{Number}\".");
        }

        return new ReferenceRules(map.Clause(names), form, map.Optional("first")?.Whole() ?? 1);
    }

    public static ReceiptRules ReadReceipt(YamlCursor at, Names names)
    {
        var map = at.Map("clause", "template", "within", "room", "late-template");
        return new ReceiptRules(map.Clause(names), map.Template(names), map.Length("within"), map.Room(names), map.Reference("late-template", "template", names.Templates));
    }

    private static Category ReadCategory(string name, YamlCursor at, Names names)
    {
        var map = at.Map("title", "clause", "priority", "follows", "phrases");
        var follows = map.Flag("follows");
        if (!follows)
        {
            _ = map.Required("priority");
        }

        return new Category(
            name, map.Text("title"), map.Clause(names), map.OptionalReference("priority", "priority", names.Priorities), follows,
            map.Optional("phrases") is { } phrases ? new PhraseBook([.. phrases.OneOrMore("phrases").SelectMany(item => PhraseLines.Read(item, []))]) : null);
    }
}
