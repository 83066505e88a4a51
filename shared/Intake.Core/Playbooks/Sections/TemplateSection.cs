using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Intake.Playbooks.Yaml;

namespace Intake.Playbooks.Sections;

/// <summary>The texts, whose {fields} must be ones somebody fills in.</summary>
internal static partial class TemplateSection
{
    private static readonly string[] Fields =
        ["client", "channel", "title", "ticket", "waited", "limit", "due", "code", "agent", "stage", "why", "shift", "ends", "missing", "sop", "source",
        "promise", "promised", "chats", "urgent", "department", "department-email", "note", "teammate", "party", "task", "at", "remedy", "reference", "category", "priority", "reason", "steps", "estimate", "resolution", "message"];

    private static readonly string[] TitleFields = ["client", "name", "summary", "day"];

    public static ImmutableDictionary<string, Template> ReadAll(YamlCursor? at, Names names) =>
        (at?.Named("templates") ?? []).ToImmutableDictionary(template => template.Name, template => Read(template.Name, template.Value, names));

    public static (string Form, string Clause) ReadTitle(YamlCursor at, Names names)
    {
        var map = at.Map("form", "clause");
        return (TextWithFields(map, "form", TitleFields), map.Clause(names));
    }

    private static Template Read(string name, YamlCursor at, Names names)
    {
        var map = at.Map("text", "clause", "whatsapp-template");
        return new Template(name, TextWithFields(map, "text", Fields), map.Clause(names), map.Optional("whatsapp-template")?.Text());
    }

    public static string TextWithFields(YamlMap map, string key, string[] fields)
    {
        var text = map.Text(key).Trim();
        foreach (Match brace in Brace().Matches(text))
        {
            var field = brace.Groups["field"];
            if (!field.Success)
            {
                map.Optional(key)!.Error($"A \"{brace.Value}\" stands alone.", $"Fields are written {{like-this}}. {Known(fields)}");
            }
            else if (!fields.Contains(field.Value))
            {
                map.Optional(key)!.Error($"Nobody fills in {brace.Value}.", Suggestion(field.Value, fields) + Known(fields));
            }
        }

        return text;
    }

    private static string Suggestion(string field, string[] fields) => Nearest.To(field, fields) is [var near] ? $"Did you mean {{{near}}}? " : "";

    private static string Known(string[] fields) => $"Fields: {string.Join(", ", fields)}.";

    [GeneratedRegex(@"\{(?<field>[^{}]*)\}|[{}]", RegexOptions.ExplicitCapture)]
    private static partial Regex Brace();
}
